/** IPv4 addresses as unsigned 32-bit numbers and dotted text (RFC 791, RFC 4632). */

/** The number of a dotted address, or undefined where the text is not one (no octal, no short forms). */
export function parseIpv4(text: string): number | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  if (!match) return undefined;
  let address = 0;
  for (const part of match.slice(1)) {
    if (part.length > 1 && part.startsWith('0')) return undefined;
    const octet = Number(part);
    if (octet > 255) return undefined;
    address = address * 256 + octet;
  }
  return address;
}

export function formatIpv4(address: number): string {
  return [address >>> 24, (address >>> 16) & 255, (address >>> 8) & 255, address & 255].join('.');
}

/** A block of addresses: `base` has no bit set outside the prefix. */
export interface Cidr {
  readonly base: number;
  readonly prefixLength: number;
}

/** Reads `10.0.0.0/16`; host bits are kept out of `base`. Undefined where the text is not a block. */
export function parseCidr(text: string): Cidr | undefined {
  const slash = text.indexOf('/');
  if (slash < 0 || !/^\d{1,2}$/.test(text.slice(slash + 1))) return undefined;
  const address = parseIpv4(text.slice(0, slash));
  const prefixLength = Number(text.slice(slash + 1));
  if (address === undefined || prefixLength > 32) return undefined;
  return { base: maskedTo(address, prefixLength), prefixLength };
}

export function formatCidr({ base, prefixLength }: Cidr): string {
  return `${formatIpv4(base)}/${prefixLength}`;
}

/** Number of addresses in the block. */
export function sizeOf(cidr: Cidr): number {
  return 2 ** (32 - cidr.prefixLength);
}

/** Every address of a block that is not large, as text, in order. */
export function addressesIn(cidr: Cidr): string[] {
  return Array.from({ length: sizeOf(cidr) }, (_, at) => formatIpv4(cidr.base + at));
}

export function containsAddress(cidr: Cidr, address: number): boolean {
  return address >= cidr.base && address < cidr.base + sizeOf(cidr);
}

export function containsCidr(outer: Cidr, inner: Cidr): boolean {
  return inner.prefixLength >= outer.prefixLength && containsAddress(outer, inner.base);
}

export function overlaps(a: Cidr, b: Cidr): boolean {
  return containsCidr(a, b) || containsCidr(b, a);
}

function maskedTo(address: number, prefixLength: number): number {
  const size = 2 ** (32 - prefixLength);
  return Math.floor(address / size) * size;
}
