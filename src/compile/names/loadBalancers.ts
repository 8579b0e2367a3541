/** `name-….elb.<region>.amazonaws.com`, with all nodes, and one name for each zone. Gateway load balancers have no name. */
import type { NamesRow } from '../../program/rows.ts';
import type { LoadBalancer } from '../../resources/loadBalancer.ts';
import { loadBalancerZonalDnsName } from '../../resources/names.ts';
import { addressesOf, type NetworkInterface } from '../../resources/networkInterface.ts';
import { liveInterfaces } from '../interfaces.ts';
import { pass } from '../pass.ts';
import { inOrderOfZone, record } from './records.ts';

export const loadBalancerNames = pass('loadBalancers', (balancer, tables) => {
  if (balancer.spec.type === 'gateway') return [];
  const ids = balancer.spec.zones.map((zone) => zone.networkInterfaceId);
  const nodes = liveInterfaces(tables, ids);
  return nodes.length > 0 ? [namesRow(balancer, nodes)] : [];
});

function namesRow({ id, spec }: LoadBalancer, interfaces: readonly NetworkInterface[]): NamesRow {
  const nodes = inOrderOfZone(interfaces).map((node) => ({
    zone: node.spec.availabilityZone,
    addresses: [...addressesOf(node).slice(0, 1), ...(node.spec.ipv6Addresses ?? [])].map((address) => ({
      address,
      nodeId: node.id,
    })),
  }));
  const regional = record(
    spec.dnsName,
    nodes.flatMap(({ addresses }) => addresses),
  );
  const zonal = nodes.map(({ zone, addresses }) =>
    record(loadBalancerZonalDnsName(spec.dnsName, zone), addresses),
  );
  return { kind: 'names', id, scope: 'public', zones: [], records: [regional, ...zonal] };
}
