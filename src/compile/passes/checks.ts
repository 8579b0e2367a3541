/**
 * Pass: one health check for each registration that a listener uses.
 *
 * AWS checks from every node by itself; here one node checks for all, the one in the target's zone where
 * there is one.
 */
import { known } from '../../base/assert.ts';
import type { CheckRow } from '../../program/rows.ts';
import type { Listener, TargetGroup } from '../../resources/loadBalancer.ts';
import type { NetworkInterface } from '../../resources/networkInterface.ts';
import { reaches, servingBalancer } from '../balancers.ts';
import { pass } from '../pass.ts';
import { type PlacedTarget, placedTarget } from '../targets.ts';

/** Listeners may share a target group; its targets are checked once, for the first listener by id that uses them. */
export const checks = pass('targets', (target, tables) => {
  const group = tables.targetGroups.get(target.spec.targetGroupArn);
  const placed = group && placedTarget(tables, group, target);
  if (!placed) return [];
  const serving = inOrderOfId(tables.listeners.by('targetGroup', group.id))
    .map((listener) => servingBalancer(tables, listener))
    .find((one) => one && reaches(one, placed));
  const node = serving && checkingNode(placed, serving.nodes);
  const sourceAddress = node && addressToward(placed, node);
  return sourceAddress ? [checkRow(placed, group, node.spec.vpcId, sourceAddress)] : [];
});

function inOrderOfId(listeners: readonly Listener[]): Listener[] {
  return [...listeners].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function checkingNode(target: PlacedTarget, nodes: readonly NetworkInterface[]): NetworkInterface {
  const own = nodes.find((node) => node.spec.availabilityZone === target.zone);
  return known(own ?? nodes[0], 'a served listener has a node');
}

/** Undefined where the node has no address of the target's family. */
function addressToward({ address }: PlacedTarget, { spec }: NetworkInterface): string | undefined {
  return address.includes(':') ? spec.ipv6Addresses?.[0] : spec.privateIpAddress;
}

function checkRow(
  target: PlacedTarget,
  { spec }: TargetGroup,
  vpcId: string,
  sourceAddress: string,
): CheckRow {
  return {
    kind: 'check',
    id: target.id,
    vpcId,
    sourceAddress,
    address: target.address,
    port: spec.healthCheck.port === 'traffic-port' ? target.port : Number(spec.healthCheck.port),
    protocol: spec.healthCheck.protocol,
    path: spec.healthCheck.path ?? '/',
    matcher: spec.healthCheck.matcher ?? '200-399',
    intervalMs: spec.healthCheck.intervalSeconds * 1000,
    timeoutMs: spec.healthCheck.timeoutSeconds * 1000,
    healthyThreshold: spec.healthCheck.healthyThresholdCount,
    unhealthyThreshold: spec.healthCheck.unhealthyThresholdCount,
  };
}
