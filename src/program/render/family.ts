/**
 * The two families of addresses. Sets and maps that are keyed by address have a twin for IPv6, by the same name and a
 * 6; chains are for both.
 */
import { known } from '../../base/assert.ts';
import { addressBytes } from '../../base/ipAddress.ts';
import { formatIpv6, parseIpv6Cidr } from '../../base/ipv6.ts';

export interface Family {
  /** In names of sets. */
  readonly tag: '' | '6';
  /** nft's word for the header. */
  readonly ip: 'ip' | 'ip6';
  readonly nfproto: 'ipv4' | 'ipv6';
  readonly addressType: 'ipv4_addr' | 'ipv6_addr';
  /** Addresses of the fabric, which no VPC can have. */
  readonly fabricRange: string;
  /** The block that holds every address. */
  readonly everywhere: '0.0.0.0/0' | '::/0';
  /** Prefix length of one address. */
  readonly whole: 32 | 128;
}

/** Reserved since RFC 1112. */
const FABRIC_RANGE = '240.0.0.0/4';
/** Of the addresses for private use (RFC 4193); VPCs have Amazon's. The last 32 bits are the IPv4 fabric address. */
const FABRIC_RANGE6 = 'fd50:6f73:7465:726e::/96';

export const IPV4: Family = {
  tag: '',
  ip: 'ip',
  nfproto: 'ipv4',
  addressType: 'ipv4_addr',
  fabricRange: FABRIC_RANGE,
  everywhere: '0.0.0.0/0',
  whole: 32,
};

export const IPV6: Family = {
  tag: '6',
  ip: 'ip6',
  nfproto: 'ipv6',
  addressType: 'ipv6_addr',
  fabricRange: FABRIC_RANGE6,
  everywhere: '::/0',
  whole: 128,
};

export const FAMILIES: readonly Family[] = [IPV4, IPV6];

/** @param text an address or a block */
export function familyOf(text: string): Family {
  return text.includes(':') ? IPV6 : IPV4;
}

/** The set of that name for the address's family. */
export function setFor(name: string, address: string): string {
  return `${name}${familyOf(address).tag}`;
}

/** The address alone as a block. */
export function wholeBlock(address: string): string {
  return `${address}/${familyOf(address).whole}`;
}

/** The IPv6 address that goes with an IPv4 one of the fabric. */
export function fabricIpv6(fabricAddress: string): string {
  const { base } = known(parseIpv6Cidr(FABRIC_RANGE6), 'the range is one');
  const bytes = known(addressBytes(fabricAddress), `${fabricAddress} is an address`);
  return formatIpv6(base + BigInt(bytes.readUInt32BE()));
}

/** The fabric address in that family. */
export function fabricAddressIn(family: Family, fabricAddress: string): string {
  return family === IPV6 ? fabricIpv6(fabricAddress) : fabricAddress;
}

/** The IPv6 block that goes with an IPv4 one of the fabric. */
export function fabricIpv6Block(fabricBlock: string): string {
  const [base = '', length = ''] = fabricBlock.split('/');
  return `${fabricIpv6(base)}/${96 + Number(length)}`;
}
