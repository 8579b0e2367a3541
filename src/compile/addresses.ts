/** Addresses that AWS derives from a block. */
import { known } from '../base/assert.ts';
import { type Cidr, formatIpv4, parseCidr } from '../base/ip.ts';

/** Amazon's resolver answers there in every VPC. */
const RESOLVER_LINK_LOCAL = '169.254.169.253';

/** And there where the VPC has IPv6. */
export const IPV6_RESOLVER = 'fd00:ec2::253';

/** Where the VPC's resolver answers: primary CIDR base + 2 and Amazon's own addresses. */
export function resolverAddresses(vpcCidr: string, hasIpv6: boolean): string[] {
  return [resolverAddress(vpcCidr), RESOLVER_LINK_LOCAL, ...(hasIpv6 ? [IPV6_RESOLVER] : [])];
}

/** Primary CIDR base + 2: what DHCP calls AmazonProvidedDNS. */
export function resolverAddress(vpcCidr: string): string {
  return formatIpv4(block(vpcCidr).base + 2);
}

/** The subnet's router: its first host address. */
export function gatewayAddress(subnetCidr: string): string {
  return formatIpv4(block(subnetCidr).base + 1);
}

export function block(text: string): Cidr {
  return known(parseCidr(text), `${text} is a CIDR block`);
}
