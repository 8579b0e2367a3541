/** ModifyVpcEndpoint: subnets, groups, private DNS, policy. */
import type { ModifyVpcEndpointRequest, ModifyVpcEndpointResult } from '@aws-sdk/client-ec2';
import { known } from '../../../base/assert.ts';
import type { VpcEndpoint } from '../../../resources/endpoint.ts';
import type { EndpointService } from '../../../resources/endpointService.ts';
import { refreshConnection } from '../../../state/connections.ts';
import { displaceEndpoint, placeEndpoint, regroupEndpoint } from '../../../state/endpointInterfaces.ts';
import type { Call } from '../../operation.ts';
import { findVpc, findVpcEndpoint, notFound } from '../ids.ts';
import { checkDnsRequest, privateNameFor } from './endpointDns.ts';
import { checkGroups } from './endpointGroups.ts';
import { checkEndpointPolicy, FULL_ACCESS_POLICY } from './endpointPolicy.ts';
import { subnetChanges } from './endpointSubnetChanges.ts';
import { invalidParameter } from './errors.ts';

export function modifyVpcEndpoint(call: Call, input: ModifyVpcEndpointRequest): ModifyVpcEndpointResult {
  const endpoint = findVpcEndpoint(call, input.VpcEndpointId);
  if (endpoint.status.state === 'deleting') throw notFound('vpcEndpoint', endpoint.id);
  if (input.AddRouteTableIds?.length || input.RemoveRouteTableIds?.length) {
    throw invalidParameter('Route table IDs are only supported for Gateway type VPC Endpoint.');
  }
  changeGroups(call, endpoint, input);
  changeSubnets(call, endpoint, input);
  changeSettings(call, endpoint, input);
  refreshConnection(call.tx, current(call, endpoint.id), call.random);
  return { Return: true };
}

function changeGroups(call: Call, endpoint: VpcEndpoint, input: ModifyVpcEndpointRequest): void {
  const { AddSecurityGroupIds: added = [], RemoveSecurityGroupIds: removed = [] } = input;
  if (added.length + removed.length === 0) return;
  const kept = endpoint.spec.groupIds.filter((id) => !removed.includes(id));
  regroupEndpoint(call.tx, endpoint.id, checkGroups(call, endpoint.spec.vpcId, [...kept, ...added]));
}

/** What goes, goes first: a subnet may take the place of another in its zone. */
function changeSubnets(call: Call, endpoint: VpcEndpoint, input: ModifyVpcEndpointRequest): void {
  const { removed, added } = subnetChanges(call, endpoint, input);
  for (const subnetId of removed) displaceEndpoint(call.tx, endpoint.id, subnetId);
  for (const placement of added) placeEndpoint(call.tx, endpoint.id, placement, call.now, call.random);
}

function changeSettings(call: Call, { id }: VpcEndpoint, input: ModifyVpcEndpointRequest): void {
  const endpoint = current(call, id);
  const service = call.tx.endpointServices.get(endpoint.spec.serviceId);
  if (service) checkDnsRequest(service, endpoint.spec.vpcId, input);
  call.tx.vpcEndpoints.put({
    ...endpoint,
    spec: {
      ...endpoint.spec,
      policyDocument: policyAfter(endpoint, input),
      ...privateDnsAfter(call, endpoint, service, input),
    },
  });
}

function policyAfter({ spec }: VpcEndpoint, input: ModifyVpcEndpointRequest): string {
  if (input.ResetPolicy) return FULL_ACCESS_POLICY;
  return input.PolicyDocument
    ? checkEndpointPolicy(input.PolicyDocument, spec.serviceName)
    : spec.policyDocument;
}

function privateDnsAfter(
  call: Call,
  { id, spec }: VpcEndpoint,
  service: EndpointService | undefined,
  { PrivateDnsEnabled = spec.privateDnsEnabled }: ModifyVpcEndpointRequest,
): Pick<VpcEndpoint['spec'], 'privateDnsEnabled' | 'privateDnsName'> {
  if (!PrivateDnsEnabled) return { privateDnsEnabled: false, privateDnsName: undefined };
  if (spec.privateDnsEnabled) return { privateDnsEnabled: true, privateDnsName: spec.privateDnsName };
  if (!service)
    throw invalidParameter(`The VPC endpoint service ${spec.serviceName} does not exist any more`);
  const privateDnsName = privateNameFor(call, service, findVpc(call, spec.vpcId), id);
  return { privateDnsEnabled: true, privateDnsName };
}

function current({ tx }: Call, id: string): VpcEndpoint {
  return known(tx.vpcEndpoints.get(id), `endpoint ${id} exists`);
}
