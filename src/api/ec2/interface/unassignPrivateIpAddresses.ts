/** UnassignPrivateIpAddresses: takes secondary addresses away; the primary one stays for life. */
import type { UnassignPrivateIpAddressesRequest } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import { addressesOf } from '../../../resources/networkInterface.ts';
import { unassignAddresses } from '../../../state/interfaces.ts';
import type { Call } from '../../operation.ts';
import { findNetworkInterface, required } from '../ids.ts';
import { refuseManaged } from './managedInterfaces.ts';
import { refusePrefixes } from './requestedAddresses.ts';

export function unassignPrivateIpAddresses(call: Call, input: UnassignPrivateIpAddressesRequest): object {
  const row = findNetworkInterface(call, input.NetworkInterfaceId);
  refuseManaged(row);
  refusePrefixes({ Ipv4Prefixes: input.Ipv4Prefixes });
  const gone = required(input.PrivateIpAddresses, 'privateIpAddresses');
  if (gone.includes(row.spec.privateIpAddress)) {
    throw new AwsError(
      'InvalidParameterValue',
      `The primary private IP address ${row.spec.privateIpAddress} of ${row.id} cannot be unassigned.`,
    );
  }
  const unknown = gone.filter((address) => !addressesOf(row).includes(address));
  if (unknown.length > 0) {
    throw new AwsError(
      'InvalidParameterValue',
      `Some of [${unknown.join(', ')}] are not assigned to interface ${row.id}`,
    );
  }
  unassignAddresses(call.tx, row, gone);
  return {};
}
