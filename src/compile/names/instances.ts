/** `ip-10-0-0-5.ec2.internal`, inside the VPC and only where it has DNS. */
import type { NamesRow } from '../../program/rows.ts';
import { instanceDnsDomain, instancePrivateDnsName } from '../../resources/names.ts';
import { addressesOf, type NetworkInterface } from '../../resources/networkInterface.ts';
import { remembered } from '../remembered.ts';
import type { World } from '../world.ts';
import { record } from './records.ts';

export function instanceNames({ tables, instanceInterfaces }: World): NamesRow[] {
  return instanceInterfaces
    .filter((row) => tables.vpcs.get(row.spec.vpcId)?.spec.enableDnsSupport)
    .map((row) => namesRow(row));
}

const namesRow = remembered((row: NetworkInterface): NamesRow => {
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
});
