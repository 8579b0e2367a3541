/** CreateVpcEndpointServiceConfiguration: offers load balancers to other accounts. */
import type {
  CreateVpcEndpointServiceConfigurationRequest,
  CreateVpcEndpointServiceConfigurationResult,
} from '@aws-sdk/client-ec2';
import type { EndpointService } from '../../../resources/endpointService.ts';
import { endpointServiceName } from '../../../resources/names.ts';
import { onceByToken } from '../../idempotency.ts';
import type { Call } from '../../operation.ts';
import { checkQuota } from '../../quotas.ts';
import { findEndpointService, mine } from '../ids.ts';
import { tagsFor } from '../tags.ts';
import { newResource } from '../vpcParts.ts';
import { newLoadBalancers } from './serviceLoadBalancers.ts';
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
    call,
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
  const loadBalancers = newLoadBalancers(call, input.NetworkLoadBalancerArns, input.GatewayLoadBalancerArns);
  const supportedIpAddressTypes = checkIpAddressTypes(call, input.SupportedIpAddressTypes, loadBalancers);
  const { PrivateDnsName } = input;
  return {
    ...loadBalancers,
    acceptanceRequired: input.AcceptanceRequired ?? true,
    privateDnsName: PrivateDnsName ? checkPrivateDnsName(PrivateDnsName, loadBalancers) : undefined,
    supportedIpAddressTypes,
    supportedRegions: supportedRegions(call, [], input.SupportedRegions),
  };
}
