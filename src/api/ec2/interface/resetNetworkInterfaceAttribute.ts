/** ResetNetworkInterfaceAttribute: the source/destination check is on again. */
import type { ResetNetworkInterfaceAttributeRequest } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { Call } from '../../operation.ts';
import { findNetworkInterface } from '../ids.ts';
import { refuseManaged } from './managedInterfaces.ts';

export function resetNetworkInterfaceAttribute(
  call: Call,
  input: ResetNetworkInterfaceAttributeRequest,
): object {
  const row = findNetworkInterface(call, input.NetworkInterfaceId);
  refuseManaged(row);
  if (input.SourceDestCheck === undefined) {
    throw new AwsError('MissingParameter', 'The request must contain the parameter sourceDestCheck');
  }
  call.tx.networkInterfaces.put({ ...row, spec: { ...row.spec, sourceDestCheck: true } });
  return {};
}
