/** DeleteTransitGatewayVpcAttachment: by either owner. */
import type {
  DeleteTransitGatewayVpcAttachmentRequest,
  DeleteTransitGatewayVpcAttachmentResult,
} from '@aws-sdk/client-ec2';
import { leave } from '../../../state/transitAttachments.ts';
import type { Call } from '../../operation.ts';
import { notFound } from '../ids.ts';
import { vpcAttachmentView } from './attachmentView.ts';
import { checkState, findAttachment } from './findTransitGateway.ts';

export function deleteTransitGatewayVpcAttachment(
  call: Call,
  input: DeleteTransitGatewayVpcAttachmentRequest,
): DeleteTransitGatewayVpcAttachmentResult {
  const attachment = findAttachment(call, input.TransitGatewayAttachmentId);
  if (attachment.status.state === 'deleted') throw notFound('transitGatewayAttachment', attachment.id);
  checkState(attachment, 'available', 'pending', 'modifying', 'pendingAcceptance', 'rejected');
  return { TransitGatewayVpcAttachment: vpcAttachmentView(call, leave(call.tx, attachment)) };
}
