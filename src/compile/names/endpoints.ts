/**
 * An endpoint's own names, which everyone can resolve: regional and, within a Region, zonal.
 *
 * They are there as soon as the endpoint has addresses, accepted or not (AWS does so too).
 */
import type { NamesRow } from '../../program/rows.ts';
import { isRegional, type VpcEndpoint } from '../../resources/endpoint.ts';
import { endpointRegionalDnsName, endpointZonalDnsName } from '../../resources/names.ts';
import type { NetworkInterface } from '../../resources/networkInterface.ts';
import { liveInterfaces } from '../interfaces.ts';
import { pass } from '../pass.ts';
import { endpointAddresses, inOrderOfZone, record } from './records.ts';

export const endpointNames = pass('vpcEndpoints', (endpoint, tables) => {
  const interfaces = liveInterfaces(tables, Object.values(endpoint.status.networkInterfaceIds));
  return interfaces.length > 0 ? [namesRow(endpoint, interfaces)] : [];
});

function namesRow(endpoint: VpcEndpoint, interfaces: readonly NetworkInterface[]): NamesRow {
  const ordered = inOrderOfZone(interfaces);
  const regional = record(endpointRegionalDnsName(endpoint), endpointAddresses(endpoint, ordered, 'own'));
  const zonal = (isRegional(endpoint) ? ordered : []).map((row) =>
    record(
      endpointZonalDnsName(endpoint, row.spec.availabilityZone),
      endpointAddresses(endpoint, [row], 'own'),
    ),
  );
  return { kind: 'names', id: endpoint.id, scope: 'public', zones: [], records: [regional, ...zonal] };
}
