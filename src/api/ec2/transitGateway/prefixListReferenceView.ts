/** A table's reference to a prefix list as EC2 shows it. */
import type { TransitGatewayPrefixListReference as ReferenceShape } from '@aws-sdk/client-ec2';
import {
  isJoined,
  type TransitGatewayRouteTable,
  type TransitPrefixList,
} from '../../../resources/transitGateway.ts';
import type { Call } from '../../operation.ts';
import { attachedResource } from './attachmentView.ts';

export function referenceView(
  { tx }: Call,
  table: TransitGatewayRouteTable,
  { prefixListId, attachmentId = '' }: TransitPrefixList,
): ReferenceShape {
  const attachment = tx.transitGatewayAttachments.get(attachmentId);
  return {
    TransitGatewayRouteTableId: table.id,
    PrefixListId: prefixListId,
    PrefixListOwnerId: tx.prefixLists.get(prefixListId)?.accountId ?? 'AWS',
    State: 'available',
    Blackhole: !isJoined(attachment),
    TransitGatewayAttachment: isJoined(attachment) ? attachedResource(attachment) : undefined,
  };
}
