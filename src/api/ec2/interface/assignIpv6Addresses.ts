/** AssignIpv6Addresses: addresses of its subnet's block for an interface. */
import type { AssignIpv6AddressesRequest, AssignIpv6AddressesResult } from '@aws-sdk/client-ec2';
import { known } from '../../../base/assert.ts';
import { AwsError } from '../../../base/awsError.ts';
import { giveIpv6Addresses } from '../../../state/ipv6Addresses.ts';
import type { Call } from '../../operation.ts';
import { findNetworkInterface } from '../ids.ts';
import { refuseManaged } from './managedInterfaces.ts';
import { refuseIpv6Prefixes } from './requestedAddresses.ts';
import { requestedIpv6 } from './requestedIpv6.ts';

export function assignIpv6Addresses(
  call: Call,
  input: AssignIpv6AddressesRequest,
): AssignIpv6AddressesResult {
  const row = findNetworkInterface(call, input.NetworkInterfaceId);
  refuseManaged(row);
  refuseIpv6Prefixes({ Ipv6Prefixes: input.Ipv6Prefixes, Ipv6PrefixCount: input.Ipv6PrefixCount });
  const subnet = known(call.tx.subnets.get(row.spec.subnetId), `the subnet of ${row.id} exists`);
  const wanted = requestedIpv6(input, subnet, false);
  if (wanted.length === 0) {
    throw new AwsError('MissingParameter', 'Either ipv6Addresses or ipv6AddressCount must be specified.');
  }
  const before = row.spec.ipv6Addresses ?? [];
  const { spec } = giveIpv6Addresses(call.tx, row, wanted, call.random);
  const AssignedIpv6Addresses = (spec.ipv6Addresses ?? []).filter((address) => !before.includes(address));
  return { NetworkInterfaceId: row.id, AssignedIpv6Addresses };
}
