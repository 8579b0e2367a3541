/** DeleteNetworkInterfacePermission. */
import type {
  DeleteNetworkInterfacePermissionRequest,
  DeleteNetworkInterfacePermissionResult,
} from '@aws-sdk/client-ec2';
import type { Call } from '../../operation.ts';
import { find } from '../ids.ts';

export function deleteNetworkInterfacePermission(
  call: Call,
  input: DeleteNetworkInterfacePermissionRequest,
): DeleteNetworkInterfacePermissionResult {
  const { networkInterfacePermissions: table } = call.tx;
  const id = input.NetworkInterfacePermissionId;
  const row = find(call, table, 'networkInterfacePermission', id, 'NetworkInterfacePermissionId');
  table.delete(row.id);
  return { Return: true };
}
