/** A transit gateway's route table as EC2 shows it. */
import type { TransitGatewayRouteTable as TableShape } from '@aws-sdk/client-ec2';
import type { TransitGatewayRouteTable } from '../../../resources/transitGateway.ts';
import type { Snapshot } from '../../../state/tables.ts';
import { toTagList } from '../tags.ts';

export function transitTableView(tables: Snapshot, row: TransitGatewayRouteTable): TableShape {
  return {
    TransitGatewayRouteTableId: row.id,
    TransitGatewayId: row.spec.transitGatewayId,
    State: row.status.state,
    DefaultAssociationRouteTable: isDefault(tables, row, 'associationTableId'),
    DefaultPropagationRouteTable: isDefault(tables, row, 'propagationTableId'),
    CreationTime: new Date(row.createdAt),
    Tags: toTagList(row.tags),
  };
}

export function isDefault(
  tables: Snapshot,
  { id, spec }: TransitGatewayRouteTable,
  member: 'associationTableId' | 'propagationTableId',
): boolean {
  return tables.transitGateways.get(spec.transitGatewayId)?.spec[member] === id;
}
