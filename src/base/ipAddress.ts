/** Addresses of either family: IPv4 in dotted text, IPv6 in its shortest form (RFC 5952). */
import { parseIpv4 } from './ip.ts';
import { formatIpv6, parseIpv6 } from './ipv6.ts';

/** The 4 or 16 bytes of an address, as they go over the wire; undefined where the text is not one. */
export function addressBytes(text: string): Buffer | undefined {
  const ipv4 = parseIpv4(text);
  if (ipv4 !== undefined) return Buffer.from(ipv4.toString(16).padStart(8, '0'), 'hex');
  const ipv6 = parseIpv6(text);
  return ipv6 === undefined ? undefined : Buffer.from(ipv6.toString(16).padStart(32, '0'), 'hex');
}

/** In its shortest form; undefined where the text is not an IPv6 address. */
export function canonicalIpv6(text: string): string | undefined {
  const address = parseIpv6(text);
  return address === undefined ? undefined : formatIpv6(address);
}

/** Whether the text is an IPv6 address in its shortest form, which is the one that the kernel shows. */
export function isShortestIpv6(text: string): boolean {
  return canonicalIpv6(text) === text;
}
