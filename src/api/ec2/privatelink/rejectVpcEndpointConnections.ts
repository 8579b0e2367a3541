/** RejectVpcEndpointConnections: waiting endpoints are refused, connected ones are cut off. */
import type {
  RejectVpcEndpointConnectionsRequest,
  RejectVpcEndpointConnectionsResult,
} from '@aws-sdk/client-ec2';
import { rejectConnection } from '../../../state/connections.ts';
import type { Call } from '../../operation.ts';
import { checkId, findEndpointService, required } from '../ids.ts';
import { endpointToDecide } from './serviceEndpoints.ts';
import { unsuccessfulOf } from './unsuccessful.ts';

export function rejectVpcEndpointConnections(
  call: Call,
  input: RejectVpcEndpointConnectionsRequest,
): RejectVpcEndpointConnectionsResult {
  const service = findEndpointService(call, input.ServiceId);
  const ids = required(input.VpcEndpointIds, 'VpcEndpointId');
  for (const id of ids) checkId('vpcEndpoint', id);
  return {
    Unsuccessful: unsuccessfulOf(
      ids,
      (id) => endpointToDecide(call, service, id, ['pendingAcceptance', 'pending', 'available']),
      (endpoint) => rejectConnection(call.tx, endpoint),
    ),
  };
}
