/** RejectTransitGatewayVpcAttachment: the gateway's owner does not let another account's VPC in. */
import type {
  RejectTransitGatewayVpcAttachmentRequest,
  RejectTransitGatewayVpcAttachmentResult,
} from '@aws-sdk/client-ec2';
import type { TransitGatewayAttachment } from '../../../resources/transitGateway.ts';
import type { Call } from '../../operation.ts';
import { requestToDecide } from './attachmentRequests.ts';
import { vpcAttachmentView } from './attachmentView.ts';

export function rejectTransitGatewayVpcAttachment(
  call: Call,
  input: RejectTransitGatewayVpcAttachmentRequest,
): RejectTransitGatewayVpcAttachmentResult {
  const rejected: TransitGatewayAttachment = {
    ...requestToDecide(call, input.TransitGatewayAttachmentId),
    status: { state: 'rejected', endedAt: call.now.toISOString() },
  };
  call.tx.transitGatewayAttachments.put(rejected);
  return { TransitGatewayVpcAttachment: vpcAttachmentView(call, rejected) };
}
