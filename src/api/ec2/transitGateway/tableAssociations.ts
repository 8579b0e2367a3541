/** Associate and DisassociateTransitGatewayRouteTable: which table routes what comes from an attachment; at most one. */
import type {
  AssociateTransitGatewayRouteTableRequest,
  AssociateTransitGatewayRouteTableResult,
  DisassociateTransitGatewayRouteTableRequest,
  DisassociateTransitGatewayRouteTableResult,
} from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { TransitGatewayAttachment } from '../../../resources/transitGateway.ts';
import type { Call } from '../../operation.ts';
import { attachedResource } from './attachmentView.ts';
import { attachmentFor, checkState, findTransitTable } from './findTransitGateway.ts';

export function associateTransitGatewayRouteTable(
  call: Call,
  input: AssociateTransitGatewayRouteTableRequest,
): AssociateTransitGatewayRouteTableResult {
  const table = findTransitTable(call, input.TransitGatewayRouteTableId);
  const attachment = attachmentFor(call, table, input.TransitGatewayAttachmentId);
  if (attachment.spec.routeTableId) {
    throw new AwsError(
      'Resource.AlreadyAssociated',
      `Transit Gateway Attachment ${attachment.id} is already associated to a route table.`,
    );
  }
  checkState(table, 'available');
  checkState(attachment, 'available', 'modifying');
  putAssociation(call, attachment, table.id);
  return { Association: associationOf(attachment, table.id, 'associating') };
}

export function disassociateTransitGatewayRouteTable(
  call: Call,
  input: DisassociateTransitGatewayRouteTableRequest,
): DisassociateTransitGatewayRouteTableResult {
  const table = findTransitTable(call, input.TransitGatewayRouteTableId);
  const attachment = attachmentFor(call, table, input.TransitGatewayAttachmentId);
  if (attachment.spec.routeTableId !== table.id) {
    throw new AwsError(
      'InvalidAssociation.NotFound',
      `Transit Gateway Attachment ${attachment.id} is not associated with route table ${table.id}.`,
    );
  }
  putAssociation(call, attachment, undefined);
  return { Association: associationOf(attachment, table.id, 'disassociating') };
}

function putAssociation(
  call: Call,
  attachment: TransitGatewayAttachment,
  routeTableId: string | undefined,
): void {
  call.tx.transitGatewayAttachments.put({ ...attachment, spec: { ...attachment.spec, routeTableId } });
}

function associationOf(
  attachment: TransitGatewayAttachment,
  TransitGatewayRouteTableId: string,
  State: 'associating' | 'disassociating',
) {
  return { TransitGatewayRouteTableId, ...attachedResource(attachment), State };
}
