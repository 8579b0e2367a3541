/**
 * Pass: each listener at each node of its load balancer, with the targets that this node may send to.
 *
 * TLS listeners, Gateway Load Balancers' and target groups that want the PROXY protocol need what touches bytes;
 * until that is there nothing is carried for them, and their clients are refused.
 */
import { known } from '../../base/assert.ts';
import type { ListenerGroup, ListenerRow } from '../../program/rows.ts';
import type { Listener, ListenerProtocol, TargetGroup } from '../../resources/loadBalancer.ts';
import { type NetworkInterface, primaryAddress } from '../../resources/networkInterface.ts';
import { type ServedGroup, servedGroups, servingBalancer } from '../balancers.ts';
import { pass } from '../pass.ts';

const TCP = 6;
const UDP = 17;

/** IP protocols that the kernel carries for a listener. */
const CARRIED: Readonly<Record<ListenerProtocol, readonly number[]>> = {
  TCP: [TCP],
  UDP: [UDP],
  TCP_UDP: [TCP, UDP],
  QUIC: [UDP],
  TCP_QUIC: [TCP, UDP],
  TLS: [],
};

export const listeners = pass('listeners', (listener, tables) => {
  const { protocol, port } = listener.spec;
  const serving = servingBalancer(tables, listener);
  if (protocol === undefined || port === undefined || !serving) return [];
  const groups = servedGroups(tables, listener, serving);
  return CARRIED[protocol].flatMap((carried) =>
    serving.nodes.map((node) => listenerRow(listener, port, carried, node, groups)),
  );
});

function listenerRow(
  { id, spec }: Listener,
  port: number,
  protocol: number,
  node: NetworkInterface,
  groups: readonly ServedGroup[],
): ListenerRow {
  return {
    kind: 'listener',
    id: `${id}@${node.id}/${protocol}`,
    vpcId: node.spec.vpcId,
    nodeId: node.id,
    nodeAddress: primaryAddress(node),
    ...(node.spec.ipv6Addresses?.[0] ? { nodeIpv6Address: node.spec.ipv6Addresses[0] } : {}),
    nodeFabricAddress: known(node.status.fabricAddress, `node ${node.id} has a fabric address`),
    protocol,
    port,
    keepsGroup: spec.keepsTargetGroup,
    groups: groups.map((served, index) =>
      listenerGroup(served, known(spec.forwardsTo[index], 'a group has a weight').weight, node),
    ),
  };
}

function listenerGroup(
  { group, crossZone, targets }: ServedGroup,
  weight: number,
  node: NetworkInterface,
): ListenerGroup {
  const { attributes } = group.spec;
  const carried = attributes['proxy_protocol_v2.enabled'] === 'true' ? [] : targets;
  const own = carried.filter(
    ({ zone }) => crossZone || zone === undefined || zone === node.spec.availabilityZone,
  );
  return {
    weight,
    preserveClientIp: preservesClientIp(group),
    sticky: attributes['stickiness.enabled'] === 'true',
    healthyForRouting: Math.max(1, leastHealthy(attributes, 'unhealthy_state_routing', own.length)),
    healthyForDns: leastHealthy(attributes, 'dns_failover', own.length),
    targets: own.map(({ id, address, port }) => ({ address, port, check: id })),
    allChecks: carried.map(({ id }) => id),
  };
}

/** The greater of a number and a percentage, each of which may be off; 1 by default. */
function leastHealthy(
  attributes: TargetGroup['spec']['attributes'],
  purpose: 'unhealthy_state_routing' | 'dns_failover',
  targets: number,
): number {
  const chosen = (kind: string) =>
    attributes[`target_group_health.${purpose}.minimum_healthy_targets.${kind}`];
  const [count = '1', percentage = 'off'] = [chosen('count'), chosen('percentage')];
  const share = percentage === 'off' ? 0 : Math.ceil((targets * Number(percentage)) / 100);
  return Math.max(count === 'off' ? 0 : Number(count), share);
}

/** AWS's default: off for addresses behind TCP, on for everything else. */
function preservesClientIp({ spec }: TargetGroup): boolean {
  const chosen = spec.attributes['preserve_client_ip.enabled'];
  if (chosen !== undefined) return chosen === 'true';
  return spec.targetType !== 'ip' || (spec.protocol !== 'TCP' && spec.protocol !== 'TLS');
}
