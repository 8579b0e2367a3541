/** IPv6 blocks as numbers of 128 bits and as text in one form (RFC 5952), so that equal ones compare equal. */
import { isIPv6 } from 'node:net';

/** A block of addresses: `base` has no bit set outside the prefix. */
export interface Ipv6Cidr {
  readonly base: bigint;
  readonly prefixLength: number;
}

/** Reads `2001:db8::/32`; host bits are kept out of `base`. Undefined where the text is not a block. */
export function parseIpv6Cidr(text: string): Ipv6Cidr | undefined {
  const [address = '', length = '', ...rest] = text.split('/');
  if (rest.length > 0 || !isIPv6(address) || address.includes('%') || !/^\d{1,3}$/.test(length))
    return undefined;
  const prefixLength = Number(length);
  if (prefixLength > 128) return undefined;
  const hostBits = BigInt(128 - prefixLength);
  return { base: (numberOf(address) >> hostBits) << hostBits, prefixLength };
}

export function formatIpv6Cidr({ base, prefixLength }: Ipv6Cidr): string {
  return `${shortest(base)}/${prefixLength}`;
}

/** Undefined where the text is not one address. */
export function parseIpv6(text: string): bigint | undefined {
  return text.includes('/') ? undefined : parseIpv6Cidr(`${text}/128`)?.base;
}

/** In its shortest form. */
export function formatIpv6(address: bigint): string {
  return shortest(address);
}

/** The block without host bits, in its shortest form; undefined where the text is not one. */
export function canonicalIpv6Cidr(text: string): string | undefined {
  const cidr = parseIpv6Cidr(text);
  return cidr && formatIpv6Cidr(cidr);
}

export function containsIpv6Cidr(outer: Ipv6Cidr, inner: Ipv6Cidr): boolean {
  const hostBits = BigInt(128 - outer.prefixLength);
  return inner.prefixLength >= outer.prefixLength && inner.base >> hostBits === outer.base >> hostBits;
}

export function overlapsIpv6(a: Ipv6Cidr, b: Ipv6Cidr): boolean {
  return containsIpv6Cidr(a, b) || containsIpv6Cidr(b, a);
}

function numberOf(address: string): bigint {
  const [head = '', tail] = compressed(address).split('::');
  const groups = (text: string) => (text === '' ? [] : text.split(':'));
  const before = groups(head);
  const after = groups(tail ?? '');
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0');
  return [...before, ...zeros, ...after].reduce((sum, group) => sum * 65536n + BigInt(`0x${group}`), 0n);
}

function shortest(value: bigint): string {
  const groups = Array.from({ length: 8 }, (_, at) =>
    ((value >> BigInt(112 - 16 * at)) & 0xffffn).toString(16),
  );
  return compressed(groups.join(':'));
}

/** The URL standard writes IPv6 hosts in RFC 5952's form, dotted tails included. */
function compressed(address: string): string {
  return new URL(`http://[${address}]/`).hostname.slice(1, -1);
}
