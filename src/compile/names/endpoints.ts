/**
 * An endpoint's own names, which everyone can resolve: regional and, within a Region, zonal.
 *
 * They are there as soon as the endpoint has addresses, accepted or not (AWS does so too).
 */
import type { NamesRow } from '../../program/rows.ts';
import { isRegional, type VpcEndpoint } from '../../resources/endpoint.ts';
import { endpointRegionalDnsName, endpointZonalDnsName } from '../../resources/names.ts';
import type { NetworkInterface } from '../../resources/networkInterface.ts';
import { followed } from '../followed.ts';
import { remembered } from '../remembered.ts';
import { isLive, type World } from '../world.ts';
import { endpointAddress, inOrderOfZone, record } from './records.ts';

export function endpointNames(world: World): NamesRow[] {
  const rows: NamesRow[] = [];
  for (const endpoint of world.tables.vpcEndpoints.all()) {
    const interfaces = liveInterfacesOf(endpoint, world);
    if (interfaces.length > 0) rows.push(namesRow(endpoint, interfaces));
  }
  return rows;
}

export const liveInterfacesOf = followed(({ status }: VpcEndpoint, tables, meet): NetworkInterface[] =>
  Object.values(status.networkInterfaceIds)
    .map((id) => meet(tables.networkInterfaces.get(id)))
    .filter(isLive),
);

const namesRow = remembered((endpoint: VpcEndpoint, interfaces: readonly NetworkInterface[]): NamesRow => {
  const ordered = inOrderOfZone(interfaces);
  const regional = record(endpointRegionalDnsName(endpoint), ordered.map(endpointAddress));
  const zonal = (isRegional(endpoint) ? ordered : []).map((row) =>
    record(endpointZonalDnsName(endpoint, row.spec.availabilityZone), [endpointAddress(row)]),
  );
  return { kind: 'names', id: endpoint.id, scope: 'public', zones: [], records: [regional, ...zonal] };
});
