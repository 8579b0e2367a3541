/** Which service a CreateVpcEndpoint names, and which parameters go with its type of endpoint. */
import type { CreateVpcEndpointRequest, ModifyVpcEndpointRequest } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { EndpointType } from '../../../resources/endpoint.ts';
import type { Call } from '../../operation.ts';
import { required } from '../ids.ts';
import { invalidParameter, notYet } from './errors.ts';
import { findServicesByName } from './findService.ts';
import type { OfferedService } from './offeredService.ts';

/** Types that are not about a service name, and what each of them needs. */
const NAMELESS_TYPES: Readonly<Record<string, string>> = {
  Resource: 'VPC Lattice resource configurations',
  ServiceNetwork: 'VPC Lattice service networks',
  Tunnel: 'VPC Lattice resource configurations of type CIDR',
};
const SERVICE_TYPES: readonly string[] = ['Interface', 'Gateway', 'GatewayLoadBalancer'];

/** What either request may say that only some types have. */
type Request = Partial<CreateVpcEndpointRequest & ModifyVpcEndpointRequest>;

/**
 * The service, of the type that the request wants. AWS takes a type left out for `Gateway`.
 * @throws AwsError InvalidServiceName, InvalidParameter, InvalidParameterValue, MissingParameter,
 *   UnsupportedOperation
 */
export function requestedService(call: Call, input: CreateVpcEndpointRequest): OfferedService {
  const type: string = input.VpcEndpointType ?? 'Gateway';
  if (Object.hasOwn(NAMELESS_TYPES, type)) {
    throw notYet(`VPC endpoints of type ${type}, which need ${NAMELESS_TYPES[type]}`);
  }
  if (!SERVICE_TYPES.includes(type)) {
    throw new AwsError('InvalidParameterValue', `Invalid value '${type}' for VpcEndpointType.`);
  }
  const services = findServicesByName(call, required(input.ServiceName, 'ServiceName'), input.ServiceRegion);
  const service = services.find(({ serviceType }) => serviceType === type);
  const types = services.map(({ serviceType }) => serviceType).join(', ');
  if (!service) {
    throw invalidParameter(`Endpoint type (${type}) does not match available service types ([${types}]).`);
  }
  if (type !== 'Interface' && service.region !== call.region) {
    throw invalidParameter('ServiceRegion is only supported for Interface type VPC Endpoints.');
  }
  checkTypeParameters(service.serviceType, input);
  return service;
}

/**
 * Refuses what an endpoint of the type does not have.
 * @throws AwsError InvalidParameter
 */
export function checkTypeParameters(type: EndpointType, input: Request): void {
  if (type !== 'Gateway' && some(input.RouteTableIds, input.AddRouteTableIds, input.RemoveRouteTableIds)) {
    throw invalidParameter('Route table IDs are only supported for Gateway type VPC Endpoint.');
  }
  if (type === 'Gateway') refuseSubnets(input);
  if (type !== 'Interface') refuseInterfaceParameters(type, input);
  if (input.ResourceConfigurationArn || input.ServiceNetworkArn) {
    throw invalidParameter(
      `Resource configurations and service networks are not supported for ${type} type VPC Endpoint.`,
    );
  }
}

function refuseSubnets(input: Request): void {
  if (!some(input.SubnetIds, input.AddSubnetIds, input.RemoveSubnetIds, input.SubnetConfigurations)) return;
  throw invalidParameter(
    'Subnet IDs are only supported for Interface and GatewayLoadBalancer type VPC Endpoints.',
  );
}

function refuseInterfaceParameters(type: EndpointType, input: Request): void {
  const groups = [input.SecurityGroupIds, input.AddSecurityGroupIds, input.RemoveSecurityGroupIds];
  if (some(...groups)) {
    throw invalidParameter('Security group IDs are only supported for Interface type VPC Endpoints.');
  }
  if (input.PrivateDnsEnabled) {
    throw invalidParameter('Private DNS is only supported for Interface type VPC Endpoints.');
  }
  if (input.DnsOptions?.PrivateDnsOnlyForInboundResolverEndpoint) {
    throw invalidParameter(
      'DnsOptions PrivateDnsOnlyForInboundResolverEndpoint is applicable only to Interface VPC Endpoints.',
    );
  }
  if (type === 'GatewayLoadBalancer') refuseGatewayParameters(input);
}

function refuseGatewayParameters(input: Request): void {
  if (input.PolicyDocument || input.ResetPolicy) {
    throw invalidParameter('Endpoint policies are not supported for GatewayLoadBalancer type VPC Endpoints.');
  }
  if (input.DnsOptions?.DnsRecordIpType) {
    throw invalidParameter('DnsOptions is not supported for GatewayLoadBalancer type VPC Endpoints.');
  }
}

function some(...lists: readonly (readonly unknown[] | undefined)[]): boolean {
  return lists.some((list) => list && list.length > 0);
}
