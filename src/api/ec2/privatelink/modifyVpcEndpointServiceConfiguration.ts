/** ModifyVpcEndpointServiceConfiguration. */
import type {
  ModifyVpcEndpointServiceConfigurationRequest,
  ModifyVpcEndpointServiceConfigurationResult,
} from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { EndpointService } from '../../../resources/endpointService.ts';
import type { Call } from '../../operation.ts';
import { findEndpointService } from '../ids.ts';
import { invalidParameter, notYet } from './errors.ts';
import { checkUnconnected } from './serviceConnections.ts';
import { checkLoadBalancers } from './serviceLoadBalancers.ts';
import { checkPrivateDnsName, unverifiedName } from './servicePrivateName.ts';
import { checkIpAddressTypes, supportedRegions } from './serviceReach.ts';

type Request = ModifyVpcEndpointServiceConfigurationRequest;

/** Acceptance and Regions count for later requests only; what is connected stays so. */
export function modifyVpcEndpointServiceConfiguration(
  call: Call,
  input: Request,
): ModifyVpcEndpointServiceConfigurationResult {
  const row = findEndpointService(call, input.ServiceId);
  checkReach(input);
  const { AddSupportedRegions: added, RemoveSupportedRegions: removed } = input;
  const changed = withPrivateName(call, row, input);
  call.tx.endpointServices.put({
    ...changed,
    spec: {
      ...changed.spec,
      networkLoadBalancerArns: loadBalancers(call, row, input),
      supportedRegions: supportedRegions(call, row.spec.supportedRegions, added, removed),
      acceptanceRequired: input.AcceptanceRequired ?? row.spec.acceptanceRequired,
    },
  });
  return { Return: true };
}

function checkReach(input: Request): void {
  if (input.AddGatewayLoadBalancerArns?.length || input.RemoveGatewayLoadBalancerArns?.length) {
    throw notYet('Gateway Load Balancers');
  }
  checkIpAddressTypes(input.AddSupportedIpAddressTypes);
  if (input.RemoveSupportedIpAddressTypes?.includes('ipv4')) {
    throw invalidParameter('A service must support at least one IP address type');
  }
}

function loadBalancers(call: Call, row: EndpointService, input: Request): string[] {
  const removed = input.RemoveNetworkLoadBalancerArns ?? [];
  const had = row.spec.networkLoadBalancerArns;
  if (removed.some((arn) => had.includes(arn))) checkUnconnected(call, row.id);
  const unknown = removed.find((arn) => !had.includes(arn));
  if (unknown) throw invalidParameter(`The load balancer '${unknown}' is not associated with the service`);
  const added = checkLoadBalancers(call, input.AddNetworkLoadBalancerArns ?? [], row.id);
  const arns = [...new Set([...had.filter((arn) => !removed.includes(arn)), ...added])];
  if (arns.length > 0) return arns;
  throw invalidParameter('A service must have at least one load balancer');
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
      ? checkPrivateDnsName(input.PrivateDnsName)
      : row.spec.privateDnsName;
  if (wanted === row.spec.privateDnsName) return row;
  checkUnconnected(call, row.id);
  return {
    ...row,
    spec: { ...row.spec, privateDnsName: wanted, verificationRequest: undefined },
    status: { ...row.status, privateDnsName: wanted === undefined ? undefined : unverifiedName(call.random) },
  };
}
