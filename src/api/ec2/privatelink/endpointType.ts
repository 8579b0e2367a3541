/** Which service a CreateVpcEndpoint names, and whether its type of endpoint fits. */
import type { CreateVpcEndpointRequest } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { EndpointService } from '../../../resources/endpointService.ts';
import type { Call } from '../../operation.ts';
import { required } from '../ids.ts';
import { invalidParameter, notYet } from './errors.ts';
import { findServiceByName } from './findService.ts';

/** Types that are not about a service name. */
const NAMELESS_TYPES: readonly string[] = ['Resource', 'ServiceNetwork', 'Tunnel'];
const SERVICE_TYPES: readonly string[] = ['Interface', 'Gateway', 'GatewayLoadBalancer'];

/**
 * The service, where the request is for an interface endpoint. AWS takes a type left out for `Gateway`.
 * @throws AwsError InvalidServiceName, InvalidParameter, InvalidParameterValue, MissingParameter,
 *   UnsupportedOperation
 */
export function requestedService(call: Call, input: CreateVpcEndpointRequest): EndpointService {
  const type: string = input.VpcEndpointType ?? 'Gateway';
  if (NAMELESS_TYPES.includes(type)) throw notYet(`VPC endpoints of type ${type}`);
  if (!SERVICE_TYPES.includes(type)) {
    throw new AwsError('InvalidParameterValue', `Invalid value '${type}' for VpcEndpointType.`);
  }
  const service = findServiceByName(call, required(input.ServiceName, 'ServiceName'), input.ServiceRegion);
  checkFit(type, input);
  return service;
}

function checkFit(type: string, input: CreateVpcEndpointRequest): void {
  if (type !== 'Interface') {
    throw invalidParameter(`Endpoint type (${type}) does not match available service types ([Interface]).`);
  }
  if (input.RouteTableIds?.length) {
    throw invalidParameter('Route table IDs are only supported for Gateway type VPC Endpoint.');
  }
  if (input.ResourceConfigurationArn || input.ServiceNetworkArn) {
    throw invalidParameter(
      'Resource configurations and service networks are not supported for Interface type VPC Endpoint.',
    );
  }
}
