/** IPv6 of a load balancer's nodes: an address each, and where asked for a prefix under which UDP goes out. */

import { known } from '../../base/assert.ts';
import { containsIpv6Cidr, formatIpv6Cidr, type Ipv6Cidr, parseIpv6Cidr } from '../../base/ipv6.ts';
import type { LoadBalancer, LoadBalancerZone } from '../../resources/loadBalancer.ts';
import type { Subnet } from '../../resources/network.ts';
import { takeIpv6Address } from '../../state/ipv6Addresses.ts';
import type { Call } from '../operation.ts';
import { invalidConfiguration } from './errors.ts';
import { inElbWords } from './subnetErrors.ts';

export type AddressKind = Pick<LoadBalancer['spec'], 'ipAddressType' | 'enablePrefixForIpv6SourceNat'>;

export interface Ipv6Wish {
  readonly ipv6Address?: string;
  /** A /80 of the subnet, or `auto_assigned`. */
  readonly sourceNatIpv6Prefix?: string;
}

const PREFIX_LENGTH = 80;
const AUTO = 'auto_assigned';

/** @throws AwsError InvalidConfigurationRequest where a subnet has no IPv6 block */
export function checkIpv6Block(
  { spec }: Subnet,
  { ipAddressType }: Pick<AddressKind, 'ipAddressType'>,
): void {
  if (ipAddressType === 'ipv4' || spec.ipv6Block) return;
  throw invalidConfiguration('You must specify subnets with an associated IPv6 CIDR block.');
}

/** The zone with the IPv6 that the load balancer is to have there; what it has already stays. */
export function withIpv6(
  call: Call,
  zone: LoadBalancerZone,
  kind: AddressKind,
  wish: Ipv6Wish = {},
): LoadBalancerZone {
  const subnet = known(call.tx.subnets.get(zone.subnetId), `subnet ${zone.subnetId} of a node exists`);
  const ipv6Address = addressFor(call, subnet, zone, kind, wish);
  const node = known(call.tx.networkInterfaces.get(zone.networkInterfaceId), 'a node has an interface');
  const ipv6Addresses = ipv6Address === undefined ? undefined : [ipv6Address];
  if (ipv6Address !== zone.ipv6Address) {
    call.tx.networkInterfaces.put({ ...node, spec: { ...node.spec, ipv6Addresses } });
  }
  return { ...zone, ipv6Address, sourceNatIpv6Prefix: prefixFor(call, subnet, zone, kind, wish) };
}

function addressFor(
  call: Call,
  subnet: Subnet,
  zone: LoadBalancerZone,
  { ipAddressType }: AddressKind,
  { ipv6Address: wanted }: Ipv6Wish,
): string | undefined {
  if (ipAddressType === 'ipv4') return undefined;
  checkIpv6Block(subnet, { ipAddressType });
  if (zone.ipv6Address && (wanted === undefined || wanted === zone.ipv6Address)) return zone.ipv6Address;
  return inElbWords(subnet, () => takeIpv6Address(call.tx, subnet, call.random, wanted));
}

function prefixFor(
  call: Call,
  subnet: Subnet,
  zone: LoadBalancerZone,
  { enablePrefixForIpv6SourceNat: enabled }: AddressKind,
  { sourceNatIpv6Prefix: wanted }: Ipv6Wish,
): string | undefined {
  if (enabled === 'off') {
    if (wanted === undefined) return undefined;
    throw invalidConfiguration(
      "'SourceNatIpv6Prefix' can only be specified when 'EnablePrefixForIpv6SourceNat' is 'on'.",
    );
  }
  if (wanted !== undefined && wanted !== AUTO) return checkedPrefix(subnet, wanted);
  return zone.sourceNatIpv6Prefix ?? randomPrefix(call, blockOf(subnet));
}

function checkedPrefix(subnet: Subnet, wanted: string): string {
  const prefix = parseIpv6Cidr(wanted);
  if (prefix?.prefixLength === PREFIX_LENGTH && containsIpv6Cidr(blockOf(subnet), prefix)) {
    return formatIpv6Cidr(prefix);
  }
  throw invalidConfiguration(
    `The source NAT prefix '${wanted}' must be a /${PREFIX_LENGTH} of the IPv6 CIDR block of subnet '${subnet.id}'`,
  );
}

/** Sixteen bits lie between the subnet's /64 and the prefix. */
function randomPrefix({ random }: Call, { base }: Ipv6Cidr): string {
  const offset = BigInt(`0x${random.hex(4)}`) << BigInt(128 - PREFIX_LENGTH);
  return formatIpv6Cidr({ base: base + offset, prefixLength: PREFIX_LENGTH });
}

function blockOf({ id, spec }: Subnet): Ipv6Cidr {
  return known(parseIpv6Cidr(spec.ipv6Block?.ipv6CidrBlock ?? ''), `subnet ${id} has an IPv6 block`);
}
