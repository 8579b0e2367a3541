/**
 * Pass: one health check for each registration that a listener uses.
 *
 * AWS checks from every node by itself; here one node checks for all, the one in the target's zone where
 * there is one.
 */
import { known } from '../../base/assert.ts';
import type { CheckRow } from '../../program/rows.ts';
import type { TargetGroup } from '../../resources/loadBalancer.ts';
import type { NetworkInterface } from '../../resources/networkInterface.ts';
import { servedListeners } from '../balancers.ts';
import { remembered } from '../remembered.ts';
import type { PlacedTarget } from '../targets.ts';
import type { World } from '../world.ts';

/** Listeners may share a target group; its targets are checked once. */
export function checks(world: World): CheckRow[] {
  const rows = new Map<string, CheckRow>();
  for (const { nodes, groups } of servedListeners(world)) {
    for (const { group, targets } of groups) {
      for (const target of targets) rows.set(target.id, checkRow(target, group, checkingNode(target, nodes)));
    }
  }
  return [...rows.values()];
}

function checkingNode(target: PlacedTarget, nodes: readonly NetworkInterface[]): NetworkInterface {
  const own = nodes.find((node) => node.spec.availabilityZone === target.zone);
  return known(own ?? nodes[0], 'a served listener has a node');
}

const checkRow = remembered(
  (target: PlacedTarget, { spec }: TargetGroup, node: NetworkInterface): CheckRow => ({
    kind: 'check',
    id: target.id,
    vpcId: node.spec.vpcId,
    sourceAddress: node.spec.privateIpAddress,
    address: target.address,
    port: spec.healthCheck.port === 'traffic-port' ? target.port : Number(spec.healthCheck.port),
    protocol: spec.healthCheck.protocol,
    path: spec.healthCheck.path ?? '/',
    matcher: spec.healthCheck.matcher ?? '200-399',
    intervalMs: spec.healthCheck.intervalSeconds * 1000,
    timeoutMs: spec.healthCheck.timeoutSeconds * 1000,
    healthyThreshold: spec.healthCheck.healthyThresholdCount,
    unhealthyThreshold: spec.healthCheck.unhealthyThresholdCount,
  }),
);
