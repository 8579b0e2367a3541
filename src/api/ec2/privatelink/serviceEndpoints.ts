/** The endpoint that a provider decides about. */
import { AwsError } from '../../../base/awsError.ts';
import type { EndpointState, VpcEndpoint } from '../../../resources/endpoint.ts';
import type { EndpointService } from '../../../resources/endpointService.ts';
import type { Call } from '../../operation.ts';
import { notFound } from '../ids.ts';

/**
 * The service's endpoint of that id, in one of `states`.
 * @throws AwsError InvalidVpcEndpointId.NotFound, InvalidState
 */
export function endpointToDecide(
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
