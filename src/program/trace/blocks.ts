/** Addresses and blocks of either family as numbers, so that one can be looked for in the other. */
import { parseCidr, parseIpv4 } from '../../base/ip.ts';
import { formatIpv6, parseIpv6, parseIpv6Cidr } from '../../base/ipv6.ts';

export type Family = 4 | 6;

export interface Block {
  readonly family: Family;
  /** No bit set outside the prefix. */
  readonly base: bigint;
  readonly prefixLength: number;
}

/** @param text an address or a block */
export function familyOf(text: string): Family {
  return text.includes(':') ? 6 : 4;
}

/** Bits of an address. */
export function lengthOf(family: Family): 32 | 128 {
  return family === 4 ? 32 : 128;
}

/** Undefined where the text is no block; an address alone is one. */
export function parseBlock(text: string): Block | undefined {
  const family = familyOf(text);
  const whole = text.includes('/') ? text : `${text}/${lengthOf(family)}`;
  const block = family === 4 ? parseCidr(whole) : parseIpv6Cidr(whole);
  return block && { family, base: BigInt(block.base), prefixLength: block.prefixLength };
}

/** Undefined where the text is no address. */
export function numberOf(address: string): bigint | undefined {
  if (familyOf(address) === 6) return parseIpv6(address);
  const number = parseIpv4(address);
  return number === undefined ? undefined : BigInt(number);
}

/** In the one form that elements have: IPv6 in its shortest. */
export function canonical(address: string): string {
  const ipv6 = familyOf(address) === 6 ? parseIpv6(address) : undefined;
  return ipv6 === undefined ? address : formatIpv6(ipv6);
}

export function contains(block: Block, address: string): boolean {
  if (familyOf(address) !== block.family) return false;
  const number = numberOf(address);
  return number !== undefined && prefixOf(number, block.prefixLength, block.family) === block.base;
}

/** The number without the bits outside the prefix. */
export function prefixOf(number: bigint, prefixLength: number, family: Family): bigint {
  const hostBits = BigInt(lengthOf(family) - prefixLength);
  return (number >> hostBits) << hostBits;
}
