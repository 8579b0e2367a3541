/** DeleteVpcEndpointServiceConfigurations: refused per service while endpoints are connected. */
import type {
  DeleteVpcEndpointServiceConfigurationsRequest,
  DeleteVpcEndpointServiceConfigurationsResult,
} from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { EndpointService } from '../../../resources/endpointService.ts';
import type { Call } from '../../operation.ts';
import { checkId, mine, required } from '../ids.ts';
import { checkUnconnected } from './serviceConnections.ts';
import { unsuccessfulOf } from './unsuccessful.ts';

/** Endpoints that were rejected stay, without a service, until their owners delete them. */
export function deleteVpcEndpointServiceConfigurations(
  call: Call,
  input: DeleteVpcEndpointServiceConfigurationsRequest,
): DeleteVpcEndpointServiceConfigurationsResult {
  const ids = required(input.ServiceIds, 'ServiceId');
  for (const id of ids) checkId('endpointService', id);
  return {
    Unsuccessful: unsuccessfulOf(
      ids,
      (id) => unconnectedService(call, id),
      ({ id }) => remove(call, id),
    ),
  };
}

function unconnectedService(call: Call, id: string): EndpointService {
  const row = call.tx.endpointServices.get(id);
  if (!row || `${row.accountId}/${row.region}` !== mine(call)) {
    throw new AwsError(
      'InvalidVpcEndpointService.NotFound',
      `The VpcEndpointService Id '${id}' does not exist`,
    );
  }
  checkUnconnected(call, id);
  return row;
}

function remove({ tx }: Call, id: string): void {
  for (const permission of tx.servicePermissions.by('service', id))
    tx.servicePermissions.delete(permission.id);
  for (const connection of tx.endpointConnections.by('service', id))
    tx.endpointConnections.delete(connection.id);
  for (const notification of tx.connectionNotifications.by('about', id))
    tx.connectionNotifications.delete(notification.id);
  tx.endpointServices.delete(id);
}
