/** DeleteNetworkInterface: of an interface that is attached to nothing. */
import type { DeleteNetworkInterfaceRequest } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { Call } from '../../operation.ts';
import { findNetworkInterface } from '../ids.ts';
import { forgetPermissions } from './interfacePermissions.ts';
import { refuseManaged } from './managedInterfaces.ts';

export function deleteNetworkInterface(call: Call, input: DeleteNetworkInterfaceRequest): object {
  const row = findNetworkInterface(call, input.NetworkInterfaceId);
  refuseManaged(row);
  if (row.spec.owner.kind !== 'customer') {
    throw new AwsError('InvalidParameterValue', `Network interface '${row.id}' is currently in use.`);
  }
  forgetPermissions(call, row);
  call.tx.networkInterfaces.delete(row.id);
  return {};
}
