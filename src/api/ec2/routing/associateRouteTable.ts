/** AssociateRouteTable: gives a subnet a table of its own in place of the main one. */
import type { AssociateRouteTableRequest, AssociateRouteTableResult } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { Call } from '../../operation.ts';
import { unsupported } from '../describe.ts';
import { findRouteTable, findSubnet } from '../ids.ts';
import { addAssociation, findAssociation } from './associations.ts';

export function associateRouteTable(
  call: Call,
  input: AssociateRouteTableRequest,
): AssociateRouteTableResult {
  if (input.GatewayId) throw unsupported('A route table of a gateway');
  const table = findRouteTable(call, input.RouteTableId);
  const subnet = findSubnet(call, input.SubnetId);
  if (subnet.spec.vpcId !== table.spec.vpcId) {
    throw new AwsError(
      'InvalidParameterValue',
      `Route table ${table.id} and subnet ${subnet.id} belong to different networks`,
    );
  }
  const AssociationState = { State: 'associated' as const };
  const existing = findAssociation(call, table.spec.vpcId, ({ subnetId }) => subnetId === subnet.id);
  if (existing && existing.table.id !== table.id) {
    throw new AwsError(
      'Resource.AlreadyAssociated',
      `the specified association for route table ${existing.table.id} conflicts with an existing association`,
    );
  }
  if (existing) return { AssociationId: existing.association.id, AssociationState };
  const AssociationId = addAssociation(call, table, { subnetId: subnet.id, main: false });
  return { AssociationId, AssociationState };
}
