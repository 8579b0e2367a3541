/** What listeners and checks share: load balancers with their live nodes, and the targets these may use. */
import { known } from '../base/assert.ts';
import type { Listener, LoadBalancer, TargetGroup } from '../resources/loadBalancer.ts';
import type { NetworkInterface } from '../resources/networkInterface.ts';
import type { Snapshot } from '../state/tables.ts';
import { remembered } from './remembered.ts';
import { type PlacedTarget, placedTargets } from './targets.ts';
import { isLive, type World } from './world.ts';

/** A listener of a load balancer that has a live node. */
export interface ServedListener {
  readonly listener: Listener;
  /** In order of zone; at least one. */
  readonly nodes: readonly NetworkInterface[];
  /** In the order in which the listener names them. */
  readonly groups: readonly ServedGroup[];
}

export interface ServedGroup {
  readonly group: TargetGroup;
  readonly crossZone: boolean;
  /** Targets in the zones of the load balancer, in order of id. */
  readonly targets: readonly PlacedTarget[];
}

export function servedListeners({ tables }: World): ServedListener[] {
  const served: ServedListener[] = [];
  for (const balancer of tables.loadBalancers.all()) {
    const nodes = liveNodes(tables, balancer);
    if (nodes.length === 0) continue;
    for (const listener of tables.listeners.by('loadBalancer', balancer.id)) {
      const groups = listener.spec.forwardsTo.map(({ targetGroupArn }) =>
        serve(tables, balancer, known(tables.targetGroups.get(targetGroupArn), 'a group in use exists')),
      );
      served.push({ listener, nodes, groups });
    }
  }
  return served;
}

function serve(tables: Snapshot, balancer: LoadBalancer, group: TargetGroup): ServedGroup {
  const zones = new Set(balancer.spec.zones.map(({ availabilityZone }) => availabilityZone));
  const targets = placedTargets(tables, group).filter(({ zone }) => zone === undefined || zones.has(zone));
  return servedGroup(group, isCrossZone(group, balancer), targets);
}

const servedGroup = remembered(
  (group: TargetGroup, crossZone: boolean, targets: readonly PlacedTarget[]): ServedGroup => ({
    group,
    crossZone,
    targets,
  }),
);

function liveNodes(tables: Snapshot, balancer: LoadBalancer): NetworkInterface[] {
  return balancer.spec.zones
    .map((zone) => tables.networkInterfaces.get(zone.networkInterfaceId))
    .filter(isLive)
    .sort((a, b) => (a.spec.availabilityZone < b.spec.availabilityZone ? -1 : 1));
}

/** The target group decides, unless it leaves that to the load balancer, which is AWS's default. */
function isCrossZone(group: TargetGroup, balancer: LoadBalancer): boolean {
  const own = group.spec.attributes[CROSS_ZONE];
  if (own === 'true' || own === 'false') return own === 'true';
  return balancer.spec.attributes[CROSS_ZONE] === 'true';
}

const CROSS_ZONE = 'load_balancing.cross_zone.enabled';
