/** UnassignPrivateIpAddresses: takes secondary addresses and prefixes away; the primary one stays for life. */
import type { UnassignPrivateIpAddressesRequest } from '@aws-sdk/client-ec2';
import { known } from '../../../base/assert.ts';
import { AwsError } from '../../../base/awsError.ts';
import { addressesOf } from '../../../resources/networkInterface.ts';
import { unassignPrefixes } from '../../../state/interfacePrefixes.ts';
import { unassignAddresses } from '../../../state/interfaces.ts';
import type { Call } from '../../operation.ts';
import { findNetworkInterface, required } from '../ids.ts';
import { refuseManaged } from './managedInterfaces.ts';

export function unassignPrivateIpAddresses(call: Call, input: UnassignPrivateIpAddressesRequest): object {
  const row = findNetworkInterface(call, input.NetworkInterfaceId);
  refuseManaged(row);
  const prefixes = input.Ipv4Prefixes ?? [];
  const gone = prefixes.length > 0 ? (input.PrivateIpAddresses ?? []) : asked(input);
  if (row.spec.privateIpAddress && gone.includes(row.spec.privateIpAddress)) {
    throw new AwsError(
      'InvalidParameterValue',
      `The primary private IP address ${row.spec.privateIpAddress} of ${row.id} cannot be unassigned.`,
    );
  }
  const present = [...addressesOf(row), ...(row.spec.ipv4Prefixes ?? [])];
  const unknown = [...gone, ...prefixes].filter((each) => !present.includes(each));
  if (unknown.length > 0) {
    throw new AwsError(
      'InvalidParameterValue',
      `Some of [${unknown.join(', ')}] are not assigned to interface ${row.id}`,
    );
  }
  if (gone.length > 0) unassignAddresses(call.tx, row, gone);
  const left = known(call.tx.networkInterfaces.get(row.id), `${row.id} is still there`);
  if (prefixes.length > 0) unassignPrefixes(call.tx, left, prefixes);
  return {};
}

function asked({ PrivateIpAddresses }: UnassignPrivateIpAddressesRequest): readonly string[] {
  return required(PrivateIpAddresses, 'privateIpAddresses');
}
