/** DescribeNetworkInterfacePermissions. */
import type {
  DescribeNetworkInterfacePermissionsRequest,
  DescribeNetworkInterfacePermissionsResult,
} from '@aws-sdk/client-ec2';
import type { NetworkInterfacePermission } from '../../../resources/networkInterfacePermission.ts';
import type { FilterDefinitions } from '../../filters.ts';
import type { Call } from '../../operation.ts';
import { filteredPage } from '../describe.ts';
import { findSome } from '../ids.ts';
import { permissionView } from './interfacePermissions.ts';

const FILTERS: FilterDefinitions<NetworkInterfacePermission> = {
  'network-interface-permission.network-interface-permission-id': ({ id }) => id,
  'network-interface-permission.network-interface-id': ({ spec }) => spec.networkInterfaceId,
  'network-interface-permission.aws-account-id': ({ spec }) => spec.awsAccountId,
  'network-interface-permission.aws-service': () => undefined,
  'network-interface-permission.permission': ({ spec }) => spec.permission,
};

export function describeNetworkInterfacePermissions(
  call: Call,
  input: DescribeNetworkInterfacePermissionsRequest,
): DescribeNetworkInterfacePermissionsResult {
  const { networkInterfacePermissions: table } = call.tx;
  const found = findSome(call, table, 'networkInterfacePermission', input.NetworkInterfacePermissionIds);
  const { rows, nextToken } = filteredPage(found, input, FILTERS);
  return { NetworkInterfacePermissions: rows.map(permissionView), NextToken: nextToken };
}
