/** Pass: the route tables that lead somewhere else than to their VPC's own addresses, where the VPC has a router. */
import { known } from '../../base/assert.ts';
import { tableNumber } from '../../program/interfaceNames.ts';
import type { RouteTableRow } from '../../program/rows.ts';
import type { RouteTable } from '../../resources/network.ts';
import { vpcBlocks } from '../../resources/vpcBlocks.ts';
import type { Snapshot } from '../../state/tables.ts';
import { pass } from '../pass.ts';
import { tableRoutes } from '../routes/tableRoutes.ts';
import { leadsElsewhere } from '../routes/usedTable.ts';

export const routeTables = pass('routeTables', (table, tables) => {
  const { associations, vpcId } = table.spec;
  const isUsed = associations.length > 0 && leadsElsewhere(table);
  return isUsed && tables.networkInterfaces.count('live', vpcId) > 0 ? [routeTableRow(table, tables)] : [];
});

function routeTableRow(table: RouteTable, tables: Snapshot): RouteTableRow {
  const { id, spec } = table;
  const vpc = known(tables.vpcs.get(spec.vpcId), `VPC ${spec.vpcId} of ${id} exists`);
  const blocks = vpcBlocks(vpc);
  const routes = tableRoutes(tables, table, blocks);
  const isReplaced = (cidr: string) => routes.some(({ destination }) => destination === cidr);
  return {
    kind: 'routes',
    id,
    vpcId: spec.vpcId,
    table: tableNumber(id),
    local: blocks.filter((cidr) => !isReplaced(cidr)),
    routes,
  };
}
