/** RejectVpcEndpointConnections: waiting endpoints are refused, connected ones are cut off. */
import type {
  RejectVpcEndpointConnectionsRequest,
  RejectVpcEndpointConnectionsResult,
} from '@aws-sdk/client-ec2';
import { rejectConnection } from '../../../state/connections.ts';
import type { Call } from '../../operation.ts';
import { decideOnConnections } from './serviceEndpoints.ts';

export function rejectVpcEndpointConnections(
  call: Call,
  input: RejectVpcEndpointConnectionsRequest,
): RejectVpcEndpointConnectionsResult {
  return decideOnConnections(call, input, ['pendingAcceptance', 'pending', 'available'], (endpoint) =>
    rejectConnection(call.tx, endpoint),
  );
}
