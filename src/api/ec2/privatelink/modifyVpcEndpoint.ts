/** ModifyVpcEndpoint: route tables, subnets, groups, addresses and names, policy. */
import type { ModifyVpcEndpointRequest, ModifyVpcEndpointResult } from '@aws-sdk/client-ec2';
import { known } from '../../../base/assert.ts';
import { serviceRegionOf, type VpcEndpoint } from '../../../resources/endpoint.ts';
import { refreshConnection } from '../../../state/connections.ts';
import {
  displaceEndpoint,
  fitAddresses,
  placeEndpoint,
  regroupEndpoint,
} from '../../../state/endpointInterfaces.ts';
import type { Call } from '../../operation.ts';
import { findVpcEndpoint, notFound } from '../ids.ts';
import { checkGroups } from './endpointGroups.ts';
import { settingsAfter } from './endpointSettings.ts';
import { subnetChanges } from './endpointSubnetChanges.ts';
import { checkTypeParameters } from './endpointType.ts';
import { serviceBehind } from './findService.ts';
import { changeGatewayRoutes } from './gatewayRoutes.ts';

export function modifyVpcEndpoint(call: Call, input: ModifyVpcEndpointRequest): ModifyVpcEndpointResult {
  const endpoint = findVpcEndpoint(call, input.VpcEndpointId);
  if (endpoint.status.state === 'deleting') throw notFound('vpcEndpoint', endpoint.id);
  checkTypeParameters(endpoint.spec.vpcEndpointType, input);
  if (endpoint.spec.vpcEndpointType === 'Gateway') changeGatewayRoutes(call, endpoint, input);
  changeGroups(call, endpoint, input);
  changeSubnets(call, endpoint, input);
  changeSettings(call, endpoint, input);
  if (endpoint.spec.vpcEndpointType !== 'Gateway') {
    refreshConnection(call.tx, current(call, endpoint.id), call.random);
  }
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
  const service = serviceBehind(call, endpoint.spec, serviceRegionOf(endpoint));
  const settings = settingsAfter(call, endpoint, service, input);
  call.tx.vpcEndpoints.put({ ...endpoint, spec: { ...endpoint.spec, ...settings } });
  fitAddresses(call.tx, id, call.random);
}

function current({ tx }: Call, id: string): VpcEndpoint {
  return known(tx.vpcEndpoints.get(id), `endpoint ${id} exists`);
}
