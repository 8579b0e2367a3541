/** What listeners and checks share: load balancers with their live nodes, and the targets these may use. */
import { known } from '../base/assert.ts';
import type { Listener, LoadBalancer, TargetGroup } from '../resources/loadBalancer.ts';
import type { NetworkInterface } from '../resources/networkInterface.ts';
import type { Snapshot } from '../state/tables.ts';
import { liveInterfaces } from './interfaces.ts';
import { type PlacedTarget, placedTargets } from './targets.ts';

/** A load balancer that has a live node. */
export interface ServingBalancer {
  readonly balancer: LoadBalancer;
  /** In order of zone; at least one. */
  readonly nodes: readonly NetworkInterface[];
}

export interface ServedGroup {
  readonly group: TargetGroup;
  readonly crossZone: boolean;
  /** Targets in the zones of the load balancer, in order of id. */
  readonly targets: readonly PlacedTarget[];
}

/** Undefined for a listener that nothing serves. */
export function servingBalancer(tables: Snapshot, { spec }: Listener): ServingBalancer | undefined {
  const balancer = tables.loadBalancers.get(spec.loadBalancerArn);
  const nodes = balancer ? liveNodes(tables, balancer) : [];
  return balancer && nodes.length > 0 ? { balancer, nodes } : undefined;
}

/** In the order in which the listener names them. */
export function servedGroups(tables: Snapshot, { spec }: Listener, serving: ServingBalancer): ServedGroup[] {
  return spec.forwardsTo.map(({ targetGroupArn }) => {
    const group = known(tables.targetGroups.get(targetGroupArn), 'a group in use exists');
    const targets = placedTargets(tables, group).filter((target) => reaches(serving, target));
    return { group, crossZone: isCrossZone(group, serving.balancer), targets };
  });
}

/** Whether the target is in a zone of the load balancer. */
export function reaches({ balancer }: ServingBalancer, { zone }: PlacedTarget): boolean {
  return zone === undefined || balancer.spec.zones.some(({ availabilityZone }) => availabilityZone === zone);
}

function liveNodes(tables: Snapshot, balancer: LoadBalancer): NetworkInterface[] {
  const ids = balancer.spec.zones.map((zone) => zone.networkInterfaceId);
  return liveInterfaces(tables, ids).sort((a, b) =>
    a.spec.availabilityZone < b.spec.availabilityZone ? -1 : 1,
  );
}

/** The target group decides, unless it leaves that to the load balancer, which is AWS's default. */
function isCrossZone(group: TargetGroup, balancer: LoadBalancer): boolean {
  const own = group.spec.attributes[CROSS_ZONE];
  if (own === 'true' || own === 'false') return own === 'true';
  return balancer.spec.attributes[CROSS_ZONE] === 'true';
}

const CROSS_ZONE = 'load_balancing.cross_zone.enabled';
