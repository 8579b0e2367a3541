/** DeleteNetworkInterface: every interface here belongs to something and goes with it, so this only refuses. */
import type { DeleteNetworkInterfaceRequest } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { Call } from '../../operation.ts';
import { findNetworkInterface } from '../ids.ts';
import { refuseManaged } from './managedInterfaces.ts';

export function deleteNetworkInterface(call: Call, input: DeleteNetworkInterfaceRequest): object {
  const row = findNetworkInterface(call, input.NetworkInterfaceId);
  refuseManaged(row);
  throw new AwsError('InvalidParameterValue', `Network interface '${row.id}' is currently in use.`);
}
