/** What listeners and checks share: load balancers with their live nodes, and the targets these may use. */
import type { Listener, LoadBalancer, TargetGroup } from '../resources/loadBalancer.ts';
import type { NetworkInterface } from '../resources/networkInterface.ts';
import type { Snapshot } from '../state/tables.ts';
import { type PlacedTarget, placedTargets } from './targets.ts';
import { isLive, type World } from './world.ts';

/** A listener of a load balancer that has a live node. */
export interface ServedListener {
  readonly listener: Listener;
  readonly group: TargetGroup;
  /** In order of zone; at least one. */
  readonly nodes: readonly NetworkInterface[];
  readonly crossZone: boolean;
  /** Targets that a node of this load balancer may use, in order of id. */
  readonly targets: readonly PlacedTarget[];
}

export function servedListeners({ tables }: World): ServedListener[] {
  const served: ServedListener[] = [];
  for (const balancer of tables.loadBalancers.all()) {
    const nodes = liveNodes(tables, balancer);
    if (nodes.length === 0) continue;
    for (const listener of tables.listeners.by('loadBalancer', balancer.id)) {
      const group = tables.targetGroups.get(listener.spec.targetGroupArn);
      if (group) served.push(serve(tables, balancer, listener, group, nodes));
    }
  }
  return served;
}

function serve(
  tables: Snapshot,
  balancer: LoadBalancer,
  listener: Listener,
  group: TargetGroup,
  nodes: readonly NetworkInterface[],
): ServedListener {
  const crossZone = isCrossZone(group, balancer);
  const zones = new Set(nodes.map((node) => node.spec.availabilityZone));
  const targets = placedTargets(tables, group).filter(
    ({ zone }) => crossZone || zone === undefined || zones.has(zone),
  );
  return { listener, group, nodes, crossZone, targets };
}

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
