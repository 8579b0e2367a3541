/** `ip-10-0-0-5.ec2.internal`, inside the VPC and only where it has DNS; in a peered one where this VPC's owner lets it. */
import type { NameRecord, NamesRow } from '../../program/rows.ts';
import { instanceDnsDomain, instancePrivateDnsName, instanceResourceName } from '../../resources/names.ts';
import {
  addressesOf,
  isLive,
  type NetworkInterface,
  primaryAddress,
} from '../../resources/networkInterface.ts';
import { pass } from '../pass.ts';
import { vpcsToldNames } from '../peers.ts';
import { record } from './records.ts';

export const instanceNames = pass('networkInterfaces', (row, tables) => {
  if (row.spec.owner.kind !== 'instance' || !isLive(row)) return [];
  const { vpcId } = row.spec;
  const scopes = [vpcId, ...vpcsToldNames(tables, vpcId)].filter(
    (scope) => tables.vpcs.get(scope)?.spec.enableDnsSupport,
  );
  return scopes.map((scope) => namesRow(row, scope));
});

function namesRow(row: NetworkInterface, scope: string): NamesRow {
  const { id, region, spec } = row;
  return {
    kind: 'names',
    id: scope === spec.vpcId ? id : `${id}/${scope}`,
    scope,
    zones: [instanceDnsDomain(region)],
    records: [
      ...addressesOf(row).map((address) => record(instancePrivateDnsName(address, region), [{ address }])),
      ...resourceName(row),
    ],
  };
}

/** By its id, where it has no IPv4 address. */
function resourceName(row: NetworkInterface): NameRecord[] {
  const { owner, privateIpAddress } = row.spec;
  if (privateIpAddress !== undefined || owner.kind !== 'instance') return [];
  return [record(instanceResourceName(owner.instanceId, row.region), [{ address: primaryAddress(row) }])];
}
