/** Enable and DisableTransitGatewayRouteTablePropagation: whether the blocks of an attached VPC are routes of a table. */
import type {
  DisableTransitGatewayRouteTablePropagationRequest,
  DisableTransitGatewayRouteTablePropagationResult,
  EnableTransitGatewayRouteTablePropagationRequest,
  EnableTransitGatewayRouteTablePropagationResult,
  TransitGatewayPropagation,
} from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { TransitGatewayAttachment } from '../../../resources/transitGateway.ts';
import { putPropagations } from '../../../state/transitAttachments.ts';
import type { Call } from '../../operation.ts';
import { unsupported } from '../describe.ts';
import { attachedResource } from './attachmentView.ts';
import { checkRoutes } from './effectiveRoutes.ts';
import { attachmentFor, checkState, findTransitTable } from './findTransitGateway.ts';

export function enableTransitGatewayRouteTablePropagation(
  call: Call,
  input: EnableTransitGatewayRouteTablePropagationRequest,
): EnableTransitGatewayRouteTablePropagationResult {
  const { table, attachment } = named(call, input);
  if (table.spec.propagations.includes(attachment.id)) {
    throw new AwsError(
      'TransitGatewayRouteTablePropagation.Duplicate',
      `Propagation ${attachment.id} already exists in Transit Gateway Route Table ${table.id}.`,
    );
  }
  checkState(table, 'available');
  checkState(attachment, 'available', 'modifying');
  putPropagations(call.tx, table, [...table.spec.propagations, attachment.id]);
  checkRoutes(call, table.spec.transitGatewayId);
  return { Propagation: propagationOf(attachment, table.id, 'enabled') };
}

export function disableTransitGatewayRouteTablePropagation(
  call: Call,
  input: DisableTransitGatewayRouteTablePropagationRequest,
): DisableTransitGatewayRouteTablePropagationResult {
  const { table, attachment } = named(call, input);
  const left = table.spec.propagations.filter((id) => id !== attachment.id);
  if (left.length === table.spec.propagations.length) {
    throw new AwsError(
      'TransitGatewayRouteTablePropagation.NotFound',
      `Propagation ${attachment.id} does not exist in Transit Gateway Route Table ${table.id}.`,
    );
  }
  putPropagations(call.tx, table, left);
  return { Propagation: propagationOf(attachment, table.id, 'disabled') };
}

function named(
  call: Call,
  input: EnableTransitGatewayRouteTablePropagationRequest | DisableTransitGatewayRouteTablePropagationRequest,
) {
  if (input.TransitGatewayRouteTableAnnouncementId) throw unsupported('A route table announcement');
  const table = findTransitTable(call, input.TransitGatewayRouteTableId);
  return { table, attachment: attachmentFor(call, table, input.TransitGatewayAttachmentId) };
}

function propagationOf(
  attachment: TransitGatewayAttachment,
  TransitGatewayRouteTableId: string,
  State: 'enabled' | 'disabled',
): TransitGatewayPropagation {
  return { ...attachedResource(attachment), TransitGatewayRouteTableId, State };
}
