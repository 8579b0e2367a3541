/**
 * Which VPCs a packet may be seen in, judged by resources alone: those that an accepted endpoint, a peering connection
 * or an attachment joins to the sender's. It says nothing of routes, groups or listeners: these may only forbid more.
 */
import type { Snapshot } from '../../../src/state/tables.ts';

/** A VPC to those that its packets may come to, itself among them. */
export type Allowed = ReadonlyMap<string, ReadonlySet<string>>;

export function allowedVpcs(snapshot: Snapshot): Allowed {
  const served = pairsBy(servedBy(snapshot));
  const neighbours = pairsBy([...peered(snapshot), ...attached(snapshot)]);
  const allowed = new Map<string, Set<string>>();
  for (const { id } of snapshot.vpcs.all()) {
    // An endpoint can be dialed from a neighbour too (AWS: interface endpoints over peering and transit gateways);
    // beside that nothing goes on from a neighbour. These worlds' load balancers have no targets in other VPCs.
    const near = [id, ...(neighbours.get(id) ?? [])];
    const behind = near.flatMap((each) => [...(served.get(each) ?? [])]);
    allowed.set(id, new Set([...near, ...behind]));
  }
  return allowed;
}

type Pair = readonly [from: string, to: string];

function* servedBy({
  vpcEndpoints,
  endpointConnections,
  endpointServices,
  loadBalancers,
}: Snapshot): Iterable<Pair> {
  for (const { id, spec } of vpcEndpoints.all()) {
    const accepted = [...endpointConnections.by('endpoint', id)].some(
      ({ spec: { decision } }) => decision === 'accepted',
    );
    const service = spec.serviceId === undefined ? undefined : endpointServices.get(spec.serviceId);
    if (!accepted || !service) continue;
    for (const arn of service.spec.networkLoadBalancerArns) {
      const balancer = loadBalancers.get(arn);
      if (balancer) yield [spec.vpcId, balancer.spec.vpcId];
    }
  }
}

function* peered({ peeringConnections }: Snapshot): Iterable<Pair> {
  for (const { spec, status } of peeringConnections.all()) {
    if (status.code !== 'active') continue;
    yield [spec.requester.vpcId, spec.accepter.vpcId];
    yield [spec.accepter.vpcId, spec.requester.vpcId];
  }
}

function* attached({ transitGatewayAttachments }: Snapshot): Iterable<Pair> {
  const byGateway = new Map<string, string[]>();
  for (const { spec, status } of transitGatewayAttachments.all()) {
    if (!['available', 'modifying', 'pending'].includes(status.state)) continue;
    byGateway.set(spec.transitGatewayId, [...(byGateway.get(spec.transitGatewayId) ?? []), spec.vpcId]);
  }
  for (const vpcIds of byGateway.values()) {
    for (const from of vpcIds) for (const to of vpcIds) yield [from, to];
  }
}

function pairsBy(pairs: Iterable<Pair>): Map<string, Set<string>> {
  const byFirst = new Map<string, Set<string>>();
  for (const [from, to] of pairs) byFirst.set(from, (byFirst.get(from) ?? new Set()).add(to));
  return byFirst;
}
