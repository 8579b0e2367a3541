/** AcceptTransitGatewayVpcAttachment: the gateway's owner lets another account's VPC in. */
import type {
  AcceptTransitGatewayVpcAttachmentRequest,
  AcceptTransitGatewayVpcAttachmentResult,
} from '@aws-sdk/client-ec2';
import { join } from '../../../state/transitAttachments.ts';
import type { Call } from '../../operation.ts';
import { requestToDecide } from './attachmentRequests.ts';
import { vpcAttachmentView } from './attachmentView.ts';

export function acceptTransitGatewayVpcAttachment(
  call: Call,
  input: AcceptTransitGatewayVpcAttachmentRequest,
): AcceptTransitGatewayVpcAttachmentResult {
  const attachment = join(call, requestToDecide(call, input.TransitGatewayAttachmentId));
  return { TransitGatewayVpcAttachment: vpcAttachmentView(call, attachment) };
}
