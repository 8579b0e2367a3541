/** ReplaceRouteTableAssociation: another table for a subnet, or another main table for the VPC. */
import type {
  ReplaceRouteTableAssociationRequest,
  ReplaceRouteTableAssociationResult,
} from '@aws-sdk/client-ec2';
import { known } from '../../../base/assert.ts';
import { AwsError } from '../../../base/awsError.ts';
import type { Call } from '../../operation.ts';
import { findRouteTable } from '../ids.ts';
import { addAssociation, associationById, removeAssociation } from './associations.ts';
import { checkGatewayTable } from './routeRules.ts';

export function replaceRouteTableAssociation(
  call: Call,
  input: ReplaceRouteTableAssociationRequest,
): ReplaceRouteTableAssociationResult {
  const found = associationById(call, input.AssociationId);
  const { id, spec } = findRouteTable(call, input.RouteTableId);
  if (spec.vpcId !== found.table.spec.vpcId) {
    throw new AwsError(
      'InvalidParameterValue',
      `Route table ${id} and route table ${found.table.id} belong to different networks`,
    );
  }
  const AssociationState = { State: 'associated' as const };
  if (found.table.id === id) return { NewAssociationId: found.association.id, AssociationState };
  removeAssociation(call, found);
  const { id: _id, ...place } = found.association;
  // Read again: removing may have changed this very table.
  const table = known(call.tx.routeTables.get(id), `route table ${id} exists`);
  if (place.gatewayId) checkGatewayTable(call, table);
  return { NewAssociationId: addAssociation(call, table, place), AssociationState };
}
