/** AssociateRouteTable: gives a subnet a table of its own in place of the main one, or a gateway one for what arrives. */
import type { AssociateRouteTableRequest, AssociateRouteTableResult } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { RouteTable } from '../../../resources/network.ts';
import type { Call } from '../../operation.ts';
import { findRouteTable, findSubnet } from '../ids.ts';
import { addAssociation, findAssociation } from './associations.ts';
import { checkGatewayTable } from './routeRules.ts';
import { attachedGateway } from './routeTarget.ts';

type Place = { readonly subnetId: string } | { readonly gatewayId: string };

export function associateRouteTable(
  call: Call,
  input: AssociateRouteTableRequest,
): AssociateRouteTableResult {
  const table = findRouteTable(call, input.RouteTableId);
  const place = input.GatewayId ? gatewayPlace(call, input, table) : subnetPlace(call, input, table);
  return { AssociationId: placed(call, table, place), AssociationState: { State: 'associated' } };
}

function gatewayPlace(
  call: Call,
  { GatewayId: id = '', SubnetId }: AssociateRouteTableRequest,
  table: RouteTable,
): Place {
  if (SubnetId) {
    throw new AwsError(
      'InvalidParameterCombination',
      'The parameter gatewayId cannot be used with the parameter subnetId',
    );
  }
  const gatewayId = attachedGateway(call, id, table);
  checkGatewayTable(call, table);
  return { gatewayId };
}

function subnetPlace(call: Call, input: AssociateRouteTableRequest, table: RouteTable): Place {
  const subnet = findSubnet(call, input.SubnetId);
  if (subnet.spec.vpcId === table.spec.vpcId) return { subnetId: subnet.id };
  throw new AwsError(
    'InvalidParameterValue',
    `route table ${table.id} and subnet ${subnet.id} belong to different networks`,
  );
}

/** The same association made twice is the first one. */
function placed(call: Call, table: RouteTable, place: Place): string {
  const [member, id] = Object.entries(place)[0] as [keyof RouteTable['spec']['associations'][number], string];
  const existing = findAssociation(call, table.spec.vpcId, (association) => association[member] === id);
  if (!existing) return addAssociation(call, table, { ...place, main: false });
  if (existing.table.id === table.id) return existing.association.id;
  throw new AwsError(
    'Resource.AlreadyAssociated',
    `the specified association for route table ${table.id} conflicts with an existing association`,
  );
}
