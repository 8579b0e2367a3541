/**
 * An endpoint's own names, which everyone can resolve: regional and zonal.
 *
 * They are there as soon as the endpoint has addresses, accepted or not (AWS does so too).
 */
import type { NamesRow } from '../../program/rows.ts';
import type { VpcEndpoint } from '../../resources/endpoint.ts';
import { endpointRegionalDnsName, endpointZonalDnsName } from '../../resources/names.ts';
import type { NetworkInterface } from '../../resources/networkInterface.ts';
import type { Snapshot } from '../../state/tables.ts';
import { remembered } from '../remembered.ts';
import { isLive, type World } from '../world.ts';
import { endpointAddress, inOrderOfZone, record } from './records.ts';

export function endpointNames({ tables }: World): NamesRow[] {
  const rows: NamesRow[] = [];
  for (const endpoint of tables.vpcEndpoints.all()) {
    const interfaces = liveInterfacesOf(tables, endpoint);
    if (interfaces.length > 0) rows.push(namesRow(endpoint, interfaces));
  }
  return rows;
}

export function liveInterfacesOf(tables: Snapshot, endpoint: VpcEndpoint): NetworkInterface[] {
  const live: NetworkInterface[] = [];
  for (const id of Object.values(endpoint.status.networkInterfaceIds)) {
    const row = tables.networkInterfaces.get(id);
    if (isLive(row)) live.push(row);
  }
  return live;
}

const namesRow = remembered((endpoint: VpcEndpoint, interfaces: readonly NetworkInterface[]): NamesRow => {
  const ordered = inOrderOfZone(interfaces);
  const regional = record(endpointRegionalDnsName(endpoint), ordered.map(endpointAddress));
  const zonal = ordered.map((row) =>
    record(endpointZonalDnsName(endpoint, row.spec.availabilityZone), [endpointAddress(row)]),
  );
  return { kind: 'names', id: endpoint.id, scope: 'public', zones: [], records: [regional, ...zonal] };
});
