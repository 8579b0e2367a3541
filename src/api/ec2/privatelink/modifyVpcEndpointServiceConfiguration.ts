/** ModifyVpcEndpointServiceConfiguration. */
import type {
  ModifyVpcEndpointServiceConfigurationRequest,
  ModifyVpcEndpointServiceConfigurationResult,
} from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { EndpointService } from '../../../resources/endpointService.ts';
import type { Call } from '../../operation.ts';
import { findEndpointService } from '../ids.ts';
import { invalidParameter } from './errors.ts';
import { checkUnconnected } from './serviceConnections.ts';
import { type LoadBalancers, loadBalancersAfter } from './serviceLoadBalancers.ts';
import { checkPrivateDnsName, unverifiedName } from './servicePrivateName.ts';
import { checkIpAddressTypes, supportedRegions } from './serviceReach.ts';

type Request = ModifyVpcEndpointServiceConfigurationRequest;

/** Acceptance and Regions count for later requests only; what is connected stays so. */
export function modifyVpcEndpointServiceConfiguration(
  call: Call,
  input: Request,
): ModifyVpcEndpointServiceConfigurationResult {
  const row = findEndpointService(call, input.ServiceId);
  const loadBalancers = loadBalancersAfter(call, row, input);
  const { AddSupportedRegions: added, RemoveSupportedRegions: removed } = input;
  const changed = withPrivateName(call, row, input);
  call.tx.endpointServices.put({
    ...changed,
    spec: {
      ...changed.spec,
      ...loadBalancers,
      supportedIpAddressTypes: addressTypes(call, row, loadBalancers, input),
      supportedRegions: supportedRegions(call, row.spec.supportedRegions, added, removed),
      acceptanceRequired: input.AcceptanceRequired ?? row.spec.acceptanceRequired,
    },
  });
  return { Return: true };
}

/** Load balancers that come must carry what the service supports already. */
function addressTypes(
  call: Call,
  { spec }: EndpointService,
  loadBalancers: LoadBalancers,
  { AddSupportedIpAddressTypes = [], RemoveSupportedIpAddressTypes = [] }: Request,
): string[] {
  const all = [...spec.supportedIpAddressTypes, ...AddSupportedIpAddressTypes];
  const kept = all.filter((type) => !(RemoveSupportedIpAddressTypes as string[]).includes(type));
  if (kept.length === 0) throw invalidParameter('A service must support at least one IP address type');
  return checkIpAddressTypes(call, kept, loadBalancers);
}

/** Another name has to be verified anew. */
function withPrivateName(call: Call, row: EndpointService, input: Request): EndpointService {
  if (input.PrivateDnsName && input.RemovePrivateDnsName) {
    throw new AwsError(
      'InvalidParameterCombination',
      'PrivateDnsName and RemovePrivateDnsName cannot be specified together',
    );
  }
  const wanted = input.RemovePrivateDnsName
    ? undefined
    : input.PrivateDnsName
      ? checkPrivateDnsName(input.PrivateDnsName, row.spec)
      : row.spec.privateDnsName;
  if (wanted === row.spec.privateDnsName) return row;
  checkUnconnected(call, row.id);
  return {
    ...row,
    spec: { ...row.spec, privateDnsName: wanted, verificationRequest: undefined },
    status: { ...row.status, privateDnsName: wanted === undefined ? undefined : unverifiedName(call.random) },
  };
}
