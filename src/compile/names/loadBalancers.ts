/** `name-….elb.<region>.amazonaws.com`, with all nodes, and one name for each zone. */
import type { NamesRow } from '../../program/rows.ts';
import type { LoadBalancer } from '../../resources/loadBalancer.ts';
import { loadBalancerZonalDnsName } from '../../resources/names.ts';
import type { NetworkInterface } from '../../resources/networkInterface.ts';
import { remembered } from '../remembered.ts';
import { isLive, type World } from '../world.ts';
import { inOrderOfZone, record } from './records.ts';

export function loadBalancerNames({ tables }: World): NamesRow[] {
  const rows: NamesRow[] = [];
  for (const balancer of tables.loadBalancers.all()) {
    const nodes = balancer.spec.zones
      .map((zone) => tables.networkInterfaces.get(zone.networkInterfaceId))
      .filter(isLive);
    if (nodes.length > 0) rows.push(namesRow(balancer, nodes));
  }
  return rows;
}

const namesRow = remembered(
  ({ id, spec }: LoadBalancer, interfaces: readonly NetworkInterface[]): NamesRow => {
    const nodes = inOrderOfZone(interfaces).map((node) => ({
      zone: node.spec.availabilityZone,
      address: { address: node.spec.privateIpAddress, nodeId: node.id },
    }));
    const regional = record(
      spec.dnsName,
      nodes.map(({ address }) => address),
    );
    const zonal = nodes.map(({ zone, address }) =>
      record(loadBalancerZonalDnsName(spec.dnsName, zone), [address]),
    );
    return { kind: 'names', id, scope: 'public', zones: [], records: [regional, ...zonal] };
  },
);
