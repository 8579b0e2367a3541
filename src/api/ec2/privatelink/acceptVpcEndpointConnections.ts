/** AcceptVpcEndpointConnections: waiting and rejected endpoints are admitted. */
import type {
  AcceptVpcEndpointConnectionsRequest,
  AcceptVpcEndpointConnectionsResult,
} from '@aws-sdk/client-ec2';
import { acceptConnection } from '../../../state/connections.ts';
import type { Call } from '../../operation.ts';
import { checkId, findEndpointService, required } from '../ids.ts';
import { endpointToDecide } from './serviceEndpoints.ts';
import { unsuccessfulOf } from './unsuccessful.ts';

export function acceptVpcEndpointConnections(
  call: Call,
  input: AcceptVpcEndpointConnectionsRequest,
): AcceptVpcEndpointConnectionsResult {
  const service = findEndpointService(call, input.ServiceId);
  const ids = required(input.VpcEndpointIds, 'VpcEndpointId');
  for (const id of ids) checkId('vpcEndpoint', id);
  return {
    Unsuccessful: unsuccessfulOf(
      ids,
      (id) => endpointToDecide(call, service, id, ['pendingAcceptance', 'rejected']),
      (endpoint) => acceptConnection(call.tx, endpoint, call.random),
    ),
  };
}
