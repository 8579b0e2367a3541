/** Routes to a transit gateway: one that the VPC is joined to. */
import { transitLinkName } from '../../program/interfaceNames.ts';
import { isJoined } from '../../resources/transitGateway.ts';
import type { ViaOf } from './via.ts';

export const transitVia: ViaOf = (tables, target, { spec: { vpcId } }, destination) => {
  if (destination.includes(':')) return 'blackhole';
  const attachment = tables.transitGatewayAttachments
    .by('vpc', vpcId)
    .find((row) => row.spec.transitGatewayId === target && isJoined(row));
  if (!attachment) return 'blackhole';
  return { link: transitLinkName(attachment.id), row: `transitLink/${attachment.id}` };
};
