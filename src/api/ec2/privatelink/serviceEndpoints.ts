/** A provider's decisions about the endpoints of its service. */
import type { UnsuccessfulItem } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { EndpointState, VpcEndpoint } from '../../../resources/endpoint.ts';
import type { EndpointService } from '../../../resources/endpointService.ts';
import type { Call } from '../../operation.ts';
import { checkId, findEndpointService, notFound, required } from '../ids.ts';
import { unsuccessfulOf } from './unsuccessful.ts';

/** What a provider names: its service, and endpoints that asked for it. */
export interface ConnectionsRequest {
  readonly ServiceId: string | undefined;
  readonly VpcEndpointIds: string[] | undefined;
}

/** Decides on those of the endpoints that are in one of `states`; the others are in the answer, with why. */
export function decideOnConnections(
  call: Call,
  input: ConnectionsRequest,
  states: readonly EndpointState[],
  decide: (endpoint: VpcEndpoint) => void,
): { Unsuccessful: UnsuccessfulItem[] } {
  const service = findEndpointService(call, input.ServiceId);
  const ids = required(input.VpcEndpointIds, 'VpcEndpointId');
  for (const id of ids) checkId('vpcEndpoint', id);
  return { Unsuccessful: unsuccessfulOf(ids, (id) => endpointToDecide(call, service, id, states), decide) };
}

/**
 * The service's endpoint of that id, in one of `states`.
 * @throws AwsError InvalidVpcEndpointId.NotFound, InvalidState
 */
function endpointToDecide(
  { tx }: Call,
  service: EndpointService,
  endpointId: string,
  states: readonly EndpointState[],
): VpcEndpoint {
  const endpoint = tx.vpcEndpoints.get(endpointId);
  if (!endpoint || endpoint.spec.serviceId !== service.id) throw notFound('vpcEndpoint', endpointId);
  if (states.includes(endpoint.status.state)) return endpoint;
  throw new AwsError(
    'InvalidState',
    `The Vpc Endpoint '${endpointId}' is in the state '${endpoint.status.state}'`,
  );
}
