/** Where a registered target is. */

import { containsAddress, parseIpv4 } from '../base/ip.ts';
import { canonicalIpv6 } from '../base/ipAddress.ts';
import { containsIpv6Cidr, parseIpv6Cidr } from '../base/ipv6.ts';
import type { Target, TargetGroup } from '../resources/loadBalancer.ts';
import type { Subnet } from '../resources/network.ts';
import { isLive } from '../resources/networkInterface.ts';
import type { Snapshot } from '../state/tables.ts';
import { block } from './addresses.ts';

export interface PlacedTarget {
  /** The registration, which is also the id of its check. */
  readonly id: string;
  readonly address: string;
  readonly port: number;
  /** Undefined: every zone's nodes may use it (`all`). */
  readonly zone: string | undefined;
}

/** The group's targets that can be sent to, in order of id: neither deregistered nor without an interface. */
export function placedTargets(tables: Snapshot, group: TargetGroup): PlacedTarget[] {
  return tables.targets
    .by('targetGroup', group.id)
    .map((target) => placedTarget(tables, group, target))
    .filter((placed) => placed !== undefined)
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Undefined for a target that cannot be sent to. */
export function placedTarget(tables: Snapshot, group: TargetGroup, target: Target): PlacedTarget | undefined {
  if (target.spec.deregisteredAt) return undefined;
  if (group.spec.targetType !== 'ip') return byInstance(tables, group, target);
  const subnets = tables.subnets.by('vpc', group.spec.vpcId);
  return group.spec.ipAddressType === 'ipv6' ? byIpv6Address(target, subnets) : byAddress(target, subnets);
}

function byInstance(tables: Snapshot, group: TargetGroup, target: Target): PlacedTarget | undefined {
  const instance = tables.instances.get(target.spec.targetId);
  if (instance?.status.state !== 'pending' && instance?.status.state !== 'running') return undefined;
  const networkInterface = tables.networkInterfaces.get(instance.spec.networkInterfaceId);
  if (!isLive(networkInterface)) return undefined;
  const { privateIpAddress, ipv6Addresses, availabilityZone } = networkInterface.spec;
  const address = group.spec.ipAddressType === 'ipv6' ? ipv6Addresses?.[0] : privateIpAddress;
  return address === undefined ? undefined : placed(target, address, availabilityZone);
}

/** Such a target is in one of the VPC's subnets. */
function byIpv6Address(target: Target, subnets: readonly Subnet[]): PlacedTarget | undefined {
  const address = canonicalIpv6(target.spec.targetId);
  const own = address && parseIpv6Cidr(`${address}/128`);
  if (!own) return undefined;
  const home = subnets.find(({ spec }) => {
    const block = parseIpv6Cidr(spec.ipv6Block?.ipv6CidrBlock ?? '');
    return block !== undefined && containsIpv6Cidr(block, own);
  });
  return placed(target, address, home?.spec.availabilityZone ?? target.spec.availabilityZone);
}

/** An address outside the VPC's subnets is where its registration says. */
function byAddress(target: Target, subnets: readonly Subnet[]): PlacedTarget | undefined {
  const { targetId, availabilityZone } = target.spec;
  if (parseIpv4(targetId) === undefined) return undefined;
  if (availabilityZone === 'all') return placed(target, targetId, undefined);
  return placed(target, targetId, zoneOf(targetId, subnets) ?? availabilityZone);
}

function placed({ id, spec }: Target, address: string, zone: string | undefined): PlacedTarget {
  return { id, address, port: spec.port, zone };
}

function zoneOf(text: string, subnets: readonly Subnet[]): string | undefined {
  const address = parseIpv4(text);
  if (address === undefined) return undefined;
  const isIn = (cidrBlock: string | undefined) => cidrBlock && containsAddress(block(cidrBlock), address);
  return subnets.find(({ spec }) => isIn(spec.cidrBlock))?.spec.availabilityZone;
}
