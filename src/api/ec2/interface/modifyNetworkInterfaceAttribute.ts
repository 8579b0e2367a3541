/** ModifyNetworkInterfaceAttribute: one attribute per call, of an instance's interface only. */
import type { ModifyNetworkInterfaceAttributeRequest } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { NetworkInterface } from '../../../resources/networkInterface.ts';
import type { Call } from '../../operation.ts';
import { unsupported } from '../describe.ts';
import { findNetworkInterface } from '../ids.ts';
import { groupsOfInterface } from '../securityGroup/groups.ts';
import { refuseManaged } from './managedInterfaces.ts';

const ATTRIBUTES = ['Groups', 'Description', 'SourceDestCheck', 'Attachment'] as const;

export function modifyNetworkInterfaceAttribute(
  call: Call,
  input: ModifyNetworkInterfaceAttributeRequest,
): object {
  const row = findNetworkInterface(call, input.NetworkInterfaceId);
  refuseManaged(row);
  if (ATTRIBUTES.filter((name) => input[name] !== undefined).length !== 1) {
    throw new AwsError(
      'InvalidParameterCombination',
      'The request must contain exactly one network interface attribute to modify.',
    );
  }
  call.tx.networkInterfaces.put({ ...row, spec: { ...row.spec, ...changeFrom(call, row, input) } });
  return {};
}

function changeFrom(
  call: Call,
  row: NetworkInterface,
  input: ModifyNetworkInterfaceAttributeRequest,
): Partial<NetworkInterface['spec']> {
  if (input.Groups) return { groupIds: interfaceGroups(call, row, input.Groups) };
  if (input.Description) return { description: input.Description.Value ?? '' };
  if (input.SourceDestCheck?.Value === false) throw unsupported('Turning off the source/destination check');
  if (input.Attachment?.DeleteOnTermination === false) {
    throw unsupported('An interface that outlives its instance');
  }
  return {};
}

/** @throws AwsError InvalidParameterValue for no group at all, and as `groupsOfInterface` */
export function interfaceGroups(
  call: Call,
  row: NetworkInterface,
  ids: readonly string[],
): readonly string[] {
  if (ids.length === 0) {
    throw new AwsError('InvalidParameterValue', 'You must specify at least one security group.');
  }
  return groupsOfInterface(call, ids, row.spec.vpcId);
}
