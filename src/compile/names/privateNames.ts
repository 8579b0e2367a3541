/**
 * A service's private DNS names inside a VPC whose endpoint has private DNS on: AWS's hidden private zone.
 *
 * The zone is authoritative: a name below it that is not the service's does not exist there. As every private
 * zone it works only while both DNS attributes of the VPC are true.
 */
import type { NamesRow } from '../../program/rows.ts';
import type { VpcEndpoint } from '../../resources/endpoint.ts';
import type { NetworkInterface } from '../../resources/networkInterface.ts';
import type { Snapshot } from '../../state/tables.ts';
import { liveInterfaces } from '../interfaces.ts';
import { pass } from '../pass.ts';
import { endpointAddresses, inOrderOfZone, record } from './records.ts';

export const privateNames = pass('vpcEndpoints', (endpoint, tables) => {
  const { privateDnsNames, privateDnsOnlyForInboundResolverEndpoint } = endpoint.spec;
  if (privateDnsNames.length === 0 || privateDnsOnlyForInboundResolverEndpoint) return [];
  if (!hasPrivateZones(endpoint, tables)) return [];
  const interfaces = liveInterfaces(tables, Object.values(endpoint.status.networkInterfaceIds));
  return interfaces.length > 0 ? [namesRow(endpoint, interfaces)] : [];
});

function hasPrivateZones({ spec }: VpcEndpoint, tables: Snapshot): boolean {
  const vpc = tables.vpcs.get(spec.vpcId);
  return Boolean(vpc?.spec.enableDnsSupport && vpc.spec.enableDnsHostnames);
}

function namesRow(endpoint: VpcEndpoint, interfaces: readonly NetworkInterface[]): NamesRow {
  const { id, spec } = endpoint;
  const addresses = endpointAddresses(endpoint, inOrderOfZone(interfaces), 'private');
  return {
    kind: 'names',
    id: `${id}/private`,
    scope: spec.vpcId,
    zones: [...new Set(spec.privateDnsNames.map(zoneOf))],
    records: spec.privateDnsNames.map((name) => record(name, addresses)),
  };
}

/** The domain that a name is in: its own, and for `*.example.com` what the asterisk stands before. */
function zoneOf(name: string): string {
  return name.toLowerCase().replace(/^\*\./, '');
}
