/** CreateVpcEndpointServiceConfiguration: offers Network Load Balancers to other accounts. */
import type {
  CreateVpcEndpointServiceConfigurationRequest,
  CreateVpcEndpointServiceConfigurationResult,
} from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { EndpointService } from '../../../resources/endpointService.ts';
import { endpointServiceName } from '../../../resources/names.ts';
import { onceByToken } from '../../idempotency.ts';
import type { Call } from '../../operation.ts';
import { checkQuota } from '../../quotas.ts';
import { findEndpointService, mine } from '../ids.ts';
import { tagsFor } from '../tags.ts';
import { newResource } from '../vpcParts.ts';
import { notYet } from './errors.ts';
import { checkLoadBalancers } from './serviceLoadBalancers.ts';
import { checkPrivateDnsName, unverifiedName } from './servicePrivateName.ts';
import { checkIpAddressTypes, supportedRegions } from './serviceReach.ts';
import { serviceConfigurationView } from './serviceView.ts';

export function createVpcEndpointServiceConfiguration(
  call: Call,
  input: CreateVpcEndpointServiceConfigurationRequest,
): CreateVpcEndpointServiceConfigurationResult {
  return onceByToken(
    call,
    input.ClientToken,
    input,
    () => [create(call, input).id],
    ([id]) => ({
      // A token outlives what it made: the service may be gone.
      ServiceConfiguration: serviceConfigurationView(call, findEndpointService(call, id)),
      ClientToken: input.ClientToken,
    }),
  );
}

function create(call: Call, input: CreateVpcEndpointServiceConfigurationRequest): EndpointService {
  const spec = checked(call, input);
  const tags = tagsFor(input.TagSpecifications, 'vpc-endpoint-service');
  checkQuota(
    'endpointServicesPerRegion',
    call.tx.endpointServices.count('scope', mine(call)),
    'VpcEndpointServiceLimitExceeded',
    'The maximum number of VPC endpoint services has been reached.',
  );
  const resource = newResource(call, 'vpce-svc');
  const row: EndpointService = {
    ...resource,
    tags,
    spec: { ...spec, serviceName: endpointServiceName(call.region, resource.id) },
    status: {
      state: 'Available',
      privateDnsName: spec.privateDnsName === undefined ? undefined : unverifiedName(call.random),
    },
  };
  call.tx.endpointServices.put(row);
  return row;
}

function checked(
  call: Call,
  input: CreateVpcEndpointServiceConfigurationRequest,
): Omit<EndpointService['spec'], 'serviceName'> {
  const networkLoadBalancerArns = checkLoadBalancers(call, askedLoadBalancers(input));
  checkIpAddressTypes(input.SupportedIpAddressTypes);
  return {
    networkLoadBalancerArns,
    acceptanceRequired: input.AcceptanceRequired ?? true,
    privateDnsName: input.PrivateDnsName ? checkPrivateDnsName(input.PrivateDnsName) : undefined,
    supportedIpAddressTypes: ['ipv4'],
    supportedRegions: supportedRegions(call, [], input.SupportedRegions),
  };
}

function askedLoadBalancers(input: CreateVpcEndpointServiceConfigurationRequest): readonly string[] {
  const { NetworkLoadBalancerArns = [], GatewayLoadBalancerArns = [] } = input;
  const words = 'exactly one of network_load_balancer_arn or gateway_load_balancer_arn is a required member';
  if (NetworkLoadBalancerArns.length > 0 && GatewayLoadBalancerArns.length > 0) {
    throw new AwsError('InvalidParameterCombination', words);
  }
  if (GatewayLoadBalancerArns.length > 0) throw notYet('Gateway Load Balancers');
  if (NetworkLoadBalancerArns.length === 0) throw new AwsError('MissingParameter', words);
  return NetworkLoadBalancerArns;
}
