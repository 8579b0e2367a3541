/** Pass: a link for each VPC that is joined to a transit gateway. */
import { known } from '../../base/assert.ts';
import { transitTableNumber } from '../../program/interfaceNames.ts';
import type { TransitLinkRow } from '../../program/transitRows.ts';
import { isJoined, type TransitGatewayAttachment } from '../../resources/transitGateway.ts';
import { ipv4Blocks, vpcBlocks } from '../../resources/vpcBlocks.ts';
import type { Snapshot } from '../../state/tables.ts';
import { filteredSubnetOf } from '../filteredSubnetOf.ts';
import { pass } from '../pass.ts';
import { tableOfSubnet } from '../routes/usedTable.ts';

export const transitLinks = pass('transitGatewayAttachments', (attachment, tables) =>
  isJoined(attachment) ? [transitLinkRow(attachment, tables)] : [],
);

function transitLinkRow({ id, spec }: TransitGatewayAttachment, tables: Snapshot): TransitLinkRow {
  const vpc = known(tables.vpcs.get(spec.vpcId), `VPC ${spec.vpcId}, which is attached, exists`);
  const [subnetId = ''] = spec.subnetIds;
  // AWS routes by the table of the subnet where a packet comes in, one in each zone; here the first stands for all.
  const table = tableOfSubnet(tables, { subnetId, vpcId: spec.vpcId });
  return {
    kind: 'transitLink',
    id,
    transitId: spec.transitGatewayId,
    vpcId: spec.vpcId,
    cidrs: spec.ipv6Support ? vpcBlocks(vpc) : ipv4Blocks(vpc).map(({ cidrBlock }) => cidrBlock),
    ...(spec.routeTableId ? { routedBy: transitTableNumber(spec.routeTableId) } : {}),
    ...(table === undefined ? {} : { table }),
    // AWS asks what goes out of the attachment's subnet, and not what comes in to it (network ACLs for transit gateways).
    ...filteredSubnetOf({ spec: { subnetId, vpcId: spec.vpcId } }, tables),
  };
}
