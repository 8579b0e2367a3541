/** `ip-10-0-0-5.ec2.internal`, inside the VPC and only where it has DNS. */
import type { NamesRow } from '../../program/rows.ts';
import { instanceDnsDomain, instancePrivateDnsName } from '../../resources/names.ts';
import { addressesOf, isLive, type NetworkInterface } from '../../resources/networkInterface.ts';
import { pass } from '../pass.ts';
import { record } from './records.ts';

export const instanceNames = pass('networkInterfaces', (row, tables) => {
  if (row.spec.owner.kind !== 'instance' || !isLive(row)) return [];
  return tables.vpcs.get(row.spec.vpcId)?.spec.enableDnsSupport ? [namesRow(row)] : [];
});

function namesRow(row: NetworkInterface): NamesRow {
  const { id, region, spec } = row;
  return {
    kind: 'names',
    id,
    scope: spec.vpcId,
    zones: [instanceDnsDomain(region)],
    records: addressesOf(row).map((address) =>
      record(instancePrivateDnsName(address, region), [{ address }]),
    ),
  };
}
