/** DisassociateRouteTable: the subnet goes back to the main table. */
import type { DisassociateRouteTableRequest } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { Call } from '../../operation.ts';
import { associationById, removeAssociation } from './associations.ts';

export function disassociateRouteTable(call: Call, input: DisassociateRouteTableRequest): object {
  const found = associationById(call, input.AssociationId);
  if (found.association.main) {
    throw new AwsError(
      'InvalidParameterValue',
      `cannot disassociate the main route table association ${found.association.id}`,
    );
  }
  removeAssociation(call, found);
  return {};
}
