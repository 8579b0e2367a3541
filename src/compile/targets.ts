/** Where a registered target is. */
import { containsAddress, parseIpv4 } from '../base/ip.ts';
import type { Target, TargetGroup } from '../resources/loadBalancer.ts';
import type { Subnet } from '../resources/network.ts';
import type { Snapshot } from '../state/tables.ts';
import { block } from './addresses.ts';
import { remembered } from './remembered.ts';
import { isLive } from './world.ts';

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
  const subnets = group.spec.targetType === 'ip' ? tables.subnets.by('vpc', group.spec.vpcId) : [];
  return tables.targets
    .by('targetGroup', group.id)
    .filter((target) => !target.spec.deregisteredAt)
    .map((target) =>
      group.spec.targetType === 'ip' ? byAddress(target, subnets) : byInstance(tables, target),
    )
    .filter((placed) => placed !== undefined)
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

function byInstance(tables: Snapshot, target: Target): PlacedTarget | undefined {
  const instance = tables.instances.get(target.spec.targetId);
  if (instance?.status.state !== 'pending' && instance?.status.state !== 'running') return undefined;
  const networkInterface = tables.networkInterfaces.get(instance.spec.networkInterfaceId);
  if (!isLive(networkInterface)) return undefined;
  return placed(target, networkInterface.spec.privateIpAddress, networkInterface.spec.availabilityZone);
}

/** An address outside the VPC's subnets is where its registration says; IPv6 is not carried. */
const byAddress = remembered((target: Target, subnets: readonly Subnet[]): PlacedTarget | undefined => {
  const { targetId, availabilityZone } = target.spec;
  if (parseIpv4(targetId) === undefined) return undefined;
  if (availabilityZone === 'all') return placed(target, targetId, undefined);
  return placed(target, targetId, zoneOf(targetId, subnets) ?? availabilityZone);
});

const placed = remembered(
  ({ id, spec }: Target, address: string, zone: string | undefined): PlacedTarget => ({
    id,
    address,
    port: spec.port,
    zone,
  }),
);

function zoneOf(text: string, subnets: readonly Subnet[]): string | undefined {
  const address = parseIpv4(text);
  if (address === undefined) return undefined;
  return subnets.find(({ spec }) => containsAddress(block(spec.cidrBlock), address))?.spec.availabilityZone;
}
