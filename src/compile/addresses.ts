/** Addresses that AWS derives from a block. */
import { known } from '../base/assert.ts';
import { type Cidr, formatIpv4, parseCidr } from '../base/ip.ts';

/** Amazon's resolver answers there in every VPC. */
const RESOLVER_LINK_LOCAL = '169.254.169.253';

/** Where the VPC's resolver answers: primary CIDR base + 2 and the link-local address. */
export function resolverAddresses(vpcCidr: string): string[] {
  return [resolverAddress(vpcCidr), RESOLVER_LINK_LOCAL];
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
