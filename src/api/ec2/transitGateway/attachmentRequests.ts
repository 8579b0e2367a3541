/** Attachments that wait for the gateway's owner. */
import type { TransitGatewayAttachment } from '../../../resources/transitGateway.ts';
import type { Call } from '../../operation.ts';
import { notFound } from '../ids.ts';
import { checkState, findAttachment } from './findTransitGateway.ts';

/** One that the caller may accept or reject. @throws AwsError InvalidTransitGatewayAttachmentID.NotFound, IncorrectState */
export function requestToDecide(call: Call, id: string | undefined): TransitGatewayAttachment {
  const attachment = findAttachment(call, id);
  if (attachment.spec.gatewayAccountId !== call.accountId) {
    throw notFound('transitGatewayAttachment', attachment.id);
  }
  checkState(attachment, 'pendingAcceptance');
  return attachment;
}
