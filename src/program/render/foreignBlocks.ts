/** Addresses that packets from another network may bear: all but the VPC's own and those that are nobody's outside. */
import { known } from '../../base/assert.ts';
import { type Cidr, containsCidr, formatCidr, overlaps, parseCidr } from '../../base/ip.ts';
import {
  containsIpv6Cidr,
  formatIpv6Cidr,
  type Ipv6Cidr,
  overlapsIpv6,
  parseIpv6Cidr,
} from '../../base/ipv6.ts';
import { IPV4, IPV6 } from './family.ts';

/** This host, loopback, link-local, multicast; the fabric is beyond. */
const NOBODYS = ['0.0.0.0/8', '127.0.0.0/8', '169.254.0.0/16', '224.0.0.0/4', IPV4.fabricRange];

/** The fewest blocks that hold every IPv4 address outside of `own` and of what is reserved, in order. */
export function foreignBlocks(own: readonly string[]): string[] {
  const without = [...own, ...NOBODYS].map((text) => known(parseCidr(text), `${text} is a block`));
  return rest({ base: 0, prefixLength: 0 }, without).map(formatCidr);
}

function rest(block: Cidr, without: readonly Cidr[]): Cidr[] {
  if (without.some((each) => containsCidr(each, block))) return [];
  if (!without.some((each) => overlaps(each, block))) return [block];
  const prefixLength = block.prefixLength + 1;
  const upper = block.base + 2 ** (32 - prefixLength);
  return [block.base, upper].flatMap((base) => rest({ base, prefixLength }, without));
}

/** The same of IPv6: what is routed in the world, and the addresses for private use (RFC 4193) without the fabric's. */
export function foreignIpv6Blocks(own: readonly string[]): string[] {
  const without = [...own, IPV6.fabricRange].map(ipv6Block);
  return ['2000::/3', 'fc00::/7'].flatMap((all) => rest6(ipv6Block(all), without)).map(formatIpv6Cidr);
}

function rest6(block: Ipv6Cidr, without: readonly Ipv6Cidr[]): Ipv6Cidr[] {
  if (without.some((each) => containsIpv6Cidr(each, block))) return [];
  if (!without.some((each) => overlapsIpv6(each, block))) return [block];
  const prefixLength = block.prefixLength + 1;
  const upper = block.base + (1n << BigInt(128 - prefixLength));
  return [block.base, upper].flatMap((base) => rest6({ base, prefixLength }, without));
}

function ipv6Block(text: string): Ipv6Cidr {
  return known(parseIpv6Cidr(text), `${text} is an IPv6 block`);
}
