/**
 * A service's private DNS name inside a VPC whose endpoint has private DNS on: AWS's hidden private zone.
 *
 * The zone is authoritative: a name below it that is not the service's does not exist there. As every private
 * zone it works only while both DNS attributes of the VPC are true.
 */
import type { NamesRow } from '../../program/rows.ts';
import type { VpcEndpoint } from '../../resources/endpoint.ts';
import type { NetworkInterface } from '../../resources/networkInterface.ts';
import type { Snapshot } from '../../state/tables.ts';
import { remembered } from '../remembered.ts';
import type { World } from '../world.ts';
import { liveInterfacesOf } from './endpoints.ts';
import { endpointAddress, inOrderOfZone, record } from './records.ts';

export function privateNames({ tables }: World): NamesRow[] {
  const rows: NamesRow[] = [];
  for (const endpoint of tables.vpcEndpoints.all()) {
    const { privateDnsEnabled, privateDnsName, vpcId } = endpoint.spec;
    if (!privateDnsEnabled || !privateDnsName || !hasPrivateZones(tables, vpcId)) continue;
    const interfaces = liveInterfacesOf(tables, endpoint);
    if (interfaces.length > 0) rows.push(namesRow(endpoint, privateDnsName, interfaces));
  }
  return rows;
}

function hasPrivateZones(tables: Snapshot, vpcId: string): boolean {
  const vpc = tables.vpcs.get(vpcId);
  return Boolean(vpc?.spec.enableDnsSupport && vpc.spec.enableDnsHostnames);
}

const namesRow = remembered(
  ({ id, spec }: VpcEndpoint, privateDnsName: string, interfaces: readonly NetworkInterface[]): NamesRow => ({
    kind: 'names',
    id: `${id}/private`,
    scope: spec.vpcId,
    zones: [privateDnsName.toLowerCase().replace(/^\*\./, '')],
    records: [record(privateDnsName, inOrderOfZone(interfaces).map(endpointAddress))],
  }),
);
