/** Permissions on interfaces: as EC2 shows them, and how they go with their interface. */
import type { NetworkInterfacePermission as PermissionShape } from '@aws-sdk/client-ec2';
import type { NetworkInterface } from '../../../resources/networkInterface.ts';
import type { NetworkInterfacePermission } from '../../../resources/networkInterfacePermission.ts';
import type { Call } from '../../operation.ts';

export function permissionView({ id, spec }: NetworkInterfacePermission): PermissionShape {
  return {
    NetworkInterfacePermissionId: id,
    NetworkInterfaceId: spec.networkInterfaceId,
    AwsAccountId: spec.awsAccountId,
    Permission: spec.permission,
    PermissionState: { State: 'granted' },
  };
}

export function forgetPermissions({ tx }: Call, { id }: NetworkInterface): void {
  const { networkInterfacePermissions } = tx;
  for (const each of networkInterfacePermissions.by('networkInterface', id)) {
    networkInterfacePermissions.delete(each.id);
  }
}
