/** Where a static route or a prefix list reference leads, as requests say it: to an attachment, or nowhere. */
import { AwsError } from '../../../base/awsError.ts';
import type { TransitGatewayRouteTable } from '../../../resources/transitGateway.ts';
import type { Call } from '../../operation.ts';
import { required } from '../ids.ts';
import { attachmentFor, checkState } from './findTransitGateway.ts';

interface TargetRequest {
  readonly TransitGatewayAttachmentId?: string;
  readonly Blackhole?: boolean;
}

/** Undefined for a black hole. @throws AwsError InvalidParameterCombination, MissingParameter, IncorrectState, InvalidTransitGatewayAttachmentID.* */
export function requestedTarget(
  call: Call,
  table: TransitGatewayRouteTable,
  { TransitGatewayAttachmentId: id, Blackhole: isBlackhole = false }: TargetRequest,
): string | undefined {
  if (isBlackhole && id) {
    throw new AwsError(
      'InvalidParameterCombination',
      'Blackhole cannot be used together with TransitGatewayAttachmentId.',
    );
  }
  checkState(table, 'available');
  if (isBlackhole) return undefined;
  const attachment = attachmentFor(call, table, required(id, 'TransitGatewayAttachmentId'));
  checkState(attachment, 'available', 'modifying');
  return attachment.id;
}
