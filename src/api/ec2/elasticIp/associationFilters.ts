/** Filters of DescribeNetworkInterfaces on the Elastic IPs of an interface. */
import type { NetworkInterfaceAssociation } from '@aws-sdk/client-ec2';
import { addressesOf, type NetworkInterface } from '../../../resources/networkInterface.ts';
import type { Snapshot } from '../../../state/tables.ts';
import type { FilterDefinitions } from '../../filters.ts';
import { publicSide } from './addressView.ts';

const SHOWN: Readonly<Record<string, keyof NetworkInterfaceAssociation>> = {
  'addresses.association.allocation-id': 'AllocationId',
  'addresses.association.association-id': 'AssociationId',
  'addresses.association.owner-id': 'IpOwnerId',
  'addresses.association.public-dns-name': 'PublicDnsName',
  'addresses.association.public-ip': 'PublicIp',
  'association.allocation-id': 'AllocationId',
  'association.association-id': 'AssociationId',
  'association.ip-owner-id': 'IpOwnerId',
  'association.public-dns-name': 'PublicDnsName',
  'association.public-ip': 'PublicIp',
};

export function associationFilters(tables: Snapshot): FilterDefinitions<NetworkInterface> {
  const shown = (row: NetworkInterface, member: keyof NetworkInterfaceAssociation) =>
    addressesOf(row)
      .map((address) => publicSide(tables, row, address)?.[member])
      .filter((value) => value !== undefined);
  return Object.fromEntries(
    Object.entries(SHOWN).map(([name, member]) => [name, (row) => shown(row, member)]),
  );
}
