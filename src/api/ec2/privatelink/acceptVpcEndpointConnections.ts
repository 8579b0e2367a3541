/** AcceptVpcEndpointConnections: waiting and rejected endpoints are admitted. */
import type {
  AcceptVpcEndpointConnectionsRequest,
  AcceptVpcEndpointConnectionsResult,
} from '@aws-sdk/client-ec2';
import { acceptConnection } from '../../../state/connections.ts';
import type { Call } from '../../operation.ts';
import { decideOnConnections } from './serviceEndpoints.ts';

export function acceptVpcEndpointConnections(
  call: Call,
  input: AcceptVpcEndpointConnectionsRequest,
): AcceptVpcEndpointConnectionsResult {
  return decideOnConnections(call, input, ['pendingAcceptance', 'rejected'], (endpoint) =>
    acceptConnection(call.tx, endpoint, call.random),
  );
}
