/** DescribeAddresses: all that are asked for, in one answer. */
import type { Address, DescribeAddressesRequest, DescribeAddressesResult } from '@aws-sdk/client-ec2';
import type { ElasticIp } from '../../../resources/elasticIp.ts';
import type { Snapshot } from '../../../state/tables.ts';
import { type FilterDefinitions, matching } from '../../filters.ts';
import type { Call } from '../../operation.ts';
import { findSome } from '../ids.ts';
import { addressView } from './addressView.ts';
import { findByAddress } from './findAddress.ts';

export function describeAddresses(call: Call, input: DescribeAddressesRequest): DescribeAddressesResult {
  const rows = matching(input.Filters, asked(call, input), filtersOf(call.tx));
  return { Addresses: rows.map((row) => addressView(call.tx, row)) };
}

/** Named by allocation, by address, or all. */
function asked(call: Call, { AllocationIds = [], PublicIps = [] }: DescribeAddressesRequest): ElasticIp[] {
  const byAddress = PublicIps.map((publicIp) => findByAddress(call, publicIp));
  if (AllocationIds.length === 0 && byAddress.length > 0) return [...new Set(byAddress)];
  const byAllocation = findSome(call, call.tx.elasticIps, 'elasticIp', AllocationIds);
  return [...new Set([...byAllocation, ...byAddress])];
}

const SHOWN: Readonly<Record<string, keyof Address>> = {
  'allocation-id': 'AllocationId',
  'association-id': 'AssociationId',
  domain: 'Domain',
  'instance-id': 'InstanceId',
  'network-border-group': 'NetworkBorderGroup',
  'network-interface-id': 'NetworkInterfaceId',
  'network-interface-owner-id': 'NetworkInterfaceOwnerId',
  'private-ip-address': 'PrivateIpAddress',
  'public-ip': 'PublicIp',
};

function filtersOf(tables: Snapshot): FilterDefinitions<ElasticIp> {
  const shown = (row: ElasticIp, member: keyof Address) =>
    (addressView(tables, row)[member] as string | undefined) || undefined;
  return Object.fromEntries(
    Object.entries(SHOWN).map(([name, member]) => [name, (row) => shown(row, member)]),
  );
}
