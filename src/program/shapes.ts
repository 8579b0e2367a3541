/** The forms that fields of rows may have, and the words for those that have another. */
import { containsAddress, formatCidr, parseCidr, parseIpv4 } from '../base/ip.ts';
import { isShortestIpv6 } from '../base/ipAddress.ts';
import { canonicalIpv6Cidr } from '../base/ipv6.ts';
import { PUBLIC_RANGE } from './interfaceNames.ts';

export function* id(field: string, text: string, prefix: string): Iterable<string> {
  if (!isId(text, prefix)) yield `${field} ${JSON.stringify(text)} is no ${prefix}- id`;
}

export function* one(field: string, text: string, holds: (text: string) => boolean): Iterable<string> {
  if (typeof text !== 'string' || !holds(text)) yield `${field} ${JSON.stringify(text)} is malformed`;
}

export function* each(
  field: string,
  texts: readonly string[],
  holds: (text: string) => boolean,
): Iterable<string> {
  for (const text of texts) yield* one(field, text, holds);
}

export function* portNumber(field: string, port: number): Iterable<string> {
  if (!isWhole(port, 1, 65535)) yield `${field} ${port} is out of range`;
}

/** Namespace names have 255 characters at most and interface names use the first 14 digits. */
export function isId(text: string, prefix: string): boolean {
  if (typeof text !== 'string' || !text.startsWith(`${prefix}-`)) return false;
  return /^[0-9a-f]{1,32}$/.test(text.slice(prefix.length + 1));
}

export function isAddress(text: string): boolean {
  return parseIpv4(text) !== undefined;
}

export function isEitherAddress(text: string): boolean {
  return isAddress(text) || isShortestIpv6(text);
}

/** In its canonical form: read-back gives that and no other. */
export function isCidr(text: string): boolean {
  const block = parseCidr(text);
  return block !== undefined && formatCidr(block) === text;
}

export function isIpv6Cidr(text: string): boolean {
  return canonicalIpv6Cidr(text) === text;
}

/** An address or block of the fabric, 240.0.0.0/4; not in its first block, where the fabric itself is. */
export function isFabricText(text: string): boolean {
  const address = parseIpv4(text.replace(/\/\d+$/, '')) ?? 0;
  return address >= 0xf0004000 && address < 0xffffffff;
}

/** A part of the fabric's range, which only the fabric routes. */
export function isReserved(cidr: string): boolean {
  return (parseCidr(cidr)?.base ?? 0) >= 0xf0000000 || cidr.startsWith('fd50:6f73:7465:726e:');
}

export function isRoutable(cidr: string): boolean {
  return (isCidr(cidr) || isIpv6Cidr(cidr)) && !isReserved(cidr);
}

/** A link by which packets leave the VPC. */
export function isRouterLink(text: string): boolean {
  return /^([ptw][0-9a-f]{1,14}|inet0)$/.test(text);
}

export function isDnsName(text: string): boolean {
  return (
    text.length <= 253 && /^[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*$/.test(text)
  );
}

export function isWhole(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}

/** One of those that this installation gives out. */
export function isPublic(text: string): boolean {
  const [block, address] = [parseCidr(PUBLIC_RANGE), parseIpv4(text)];
  return block !== undefined && address !== undefined && containsAddress(block, address);
}
