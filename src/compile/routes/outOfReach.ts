/** Transit gateways that an interface is cut off from: those without a subnet in its zone (AWS: transit gateway attachments). */
import { isJoined, type TransitGatewayAttachment } from '../../resources/transitGateway.ts';
import type { Snapshot } from '../../state/tables.ts';

/** Ids of their attachments, in order. */
export function attachmentsOutOfReach(
  tables: Snapshot,
  { vpcId, availabilityZone }: { readonly vpcId: string; readonly availabilityZone: string },
): string[] {
  const isHere = ({ spec }: TransitGatewayAttachment) =>
    spec.subnetIds.some((id) => tables.subnets.get(id)?.spec.availabilityZone === availabilityZone);
  return tables.transitGatewayAttachments
    .by('vpc', vpcId)
    .filter((attachment) => isJoined(attachment) && !isHere(attachment))
    .map(({ id }) => id)
    .sort();
}
