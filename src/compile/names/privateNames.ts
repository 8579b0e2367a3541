/**
 * A service's private DNS names inside a VPC whose endpoint has private DNS on: AWS's hidden private zone.
 *
 * The zone is authoritative: a name below it that is not the service's does not exist there. As every private
 * zone it works only while both DNS attributes of the VPC are true.
 */
import type { NamesRow } from '../../program/rows.ts';
import type { VpcEndpoint } from '../../resources/endpoint.ts';
import type { NetworkInterface } from '../../resources/networkInterface.ts';
import { followed } from '../followed.ts';
import { remembered } from '../remembered.ts';
import type { World } from '../world.ts';
import { liveInterfacesOf } from './endpoints.ts';
import { endpointAddress, inOrderOfZone, record } from './records.ts';

export function privateNames(world: World): NamesRow[] {
  const rows: NamesRow[] = [];
  for (const endpoint of world.tables.vpcEndpoints.all()) {
    const { privateDnsNames, privateDnsOnlyForInboundResolverEndpoint } = endpoint.spec;
    if (privateDnsNames.length === 0 || privateDnsOnlyForInboundResolverEndpoint) continue;
    if (!hasPrivateZones(endpoint, world)) continue;
    const interfaces = liveInterfacesOf(endpoint, world);
    if (interfaces.length > 0) rows.push(namesRow(endpoint, interfaces));
  }
  return rows;
}

const hasPrivateZones = followed(({ spec }: VpcEndpoint, tables, meet): boolean => {
  const vpc = meet(tables.vpcs.get(spec.vpcId));
  return Boolean(vpc?.spec.enableDnsSupport && vpc.spec.enableDnsHostnames);
});

const namesRow = remembered(
  ({ id, spec }: VpcEndpoint, interfaces: readonly NetworkInterface[]): NamesRow => {
    const addresses = inOrderOfZone(interfaces).map(endpointAddress);
    return {
      kind: 'names',
      id: `${id}/private`,
      scope: spec.vpcId,
      zones: [...new Set(spec.privateDnsNames.map(zoneOf))],
      records: spec.privateDnsNames.map((name) => record(name, addresses)),
    };
  },
);

/** The domain that a name is in: its own, and for `*.example.com` what the asterisk stands before. */
function zoneOf(name: string): string {
  return name.toLowerCase().replace(/^\*\./, '');
}
