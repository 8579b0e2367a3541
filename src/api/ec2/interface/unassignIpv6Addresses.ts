/** UnassignIpv6Addresses. */
import type { UnassignIpv6AddressesRequest, UnassignIpv6AddressesResult } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import { formatIpv6, parseIpv6 } from '../../../base/ipv6.ts';
import { primaryAddress } from '../../../resources/networkInterface.ts';
import type { Call } from '../../operation.ts';
import { findNetworkInterface, required } from '../ids.ts';
import { refuseManaged } from './managedInterfaces.ts';
import { refuseIpv6Prefixes } from './requestedAddresses.ts';

export function unassignIpv6Addresses(
  call: Call,
  input: UnassignIpv6AddressesRequest,
): UnassignIpv6AddressesResult {
  const row = findNetworkInterface(call, input.NetworkInterfaceId);
  refuseManaged(row);
  refuseIpv6Prefixes({ Ipv6Prefixes: input.Ipv6Prefixes });
  const gone = required(input.Ipv6Addresses, 'ipv6Addresses').map(canonical);
  const present = row.spec.ipv6Addresses ?? [];
  const unknown = gone.filter((address) => !present.includes(address));
  if (unknown.length > 0) {
    throw new AwsError(
      'InvalidParameterValue',
      `Some of [${unknown.join(', ')}] are not assigned to interface ${row.id}`,
    );
  }
  if (row.spec.privateIpAddress === undefined && gone.includes(primaryAddress(row))) {
    throw new AwsError(
      'InvalidParameterValue',
      `The primary IPv6 address ${primaryAddress(row)} of ${row.id} cannot be unassigned.`,
    );
  }
  const ipv6Addresses = present.filter((address) => !gone.includes(address));
  call.tx.networkInterfaces.put({ ...row, spec: { ...row.spec, ipv6Addresses } });
  return { NetworkInterfaceId: row.id, UnassignedIpv6Addresses: gone };
}

function canonical(text: string): string {
  const address = parseIpv6(text);
  return address === undefined ? text : formatIpv6(address);
}
