/** CreateNetworkInterfacePermission: lets another account use an interface. Kept and shown: nobody attaches across accounts yet. */
import type {
  CreateNetworkInterfacePermissionRequest,
  CreateNetworkInterfacePermissionResult,
} from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { NetworkInterfacePermission } from '../../../resources/networkInterfacePermission.ts';
import type { Call } from '../../operation.ts';
import { unsupported } from '../describe.ts';
import { findNetworkInterface, required } from '../ids.ts';
import { newResource } from '../vpcParts.ts';
import { permissionView } from './interfacePermissions.ts';
import { refuseManaged } from './managedInterfaces.ts';

export function createNetworkInterfacePermission(
  call: Call,
  input: CreateNetworkInterfacePermissionRequest,
): CreateNetworkInterfacePermissionResult {
  const row = findNetworkInterface(call, input.NetworkInterfaceId);
  refuseManaged(row);
  const permission = permissionFrom(input);
  if (input.AwsService) throw unsupported('A permission for an AWS service');
  const awsAccountId = required(input.AwsAccountId, 'awsAccountId');
  if (!/^\d{12}$/.test(awsAccountId)) {
    throw new AwsError(
      'InvalidParameterValue',
      `Value (${awsAccountId}) for parameter awsAccountId is invalid.`,
    );
  }
  const made: NetworkInterfacePermission = {
    ...newResource(call, 'eni-perm'),
    spec: { networkInterfaceId: row.id, awsAccountId, permission },
  };
  call.tx.networkInterfacePermissions.put(made);
  return { InterfacePermission: permissionView(made) };
}

function permissionFrom(
  input: CreateNetworkInterfacePermissionRequest,
): NetworkInterfacePermission['spec']['permission'] {
  const permission = required(input.Permission, 'permission');
  if (permission === 'INSTANCE-ATTACH' || permission === 'EIP-ASSOCIATE') return permission;
  throw new AwsError('InvalidParameterValue', `Value (${permission}) for parameter permission is invalid.`);
}
