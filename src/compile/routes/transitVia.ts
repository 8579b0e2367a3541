/** Routes to a transit gateway: one that the VPC is joined to. */
import { transitLinkName } from '../../program/interfaceNames.ts';
import { isJoined, type TransitGatewayAttachment } from '../../resources/transitGateway.ts';
import type { Snapshot } from '../../state/tables.ts';
import { hasIpv6 } from '../vpcFamilies.ts';
import type { ViaOf } from './via.ts';

export const transitVia: ViaOf = (tables, target, { spec: { vpcId } }, destination) => {
  const attachment = tables.transitGatewayAttachments
    .by('vpc', vpcId)
    .find((row) => row.spec.transitGatewayId === target && isJoined(row));
  if (!attachment || (destination.includes(':') && !carriesIpv6(attachment, tables))) return 'blackhole';
  return { link: transitLinkName(attachment.id), row: `transitLink/${attachment.id}` };
};

export function carriesIpv6({ spec }: TransitGatewayAttachment, tables: Snapshot): boolean {
  return spec.ipv6Support && hasIpv6(tables, spec.vpcId);
}
