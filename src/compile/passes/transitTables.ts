/** Pass: the routes of each table of a transit gateway that routes what comes from a VPC. */
import { transitTableNumber } from '../../program/interfaceNames.ts';
import type { TransitRoute } from '../../program/transitRows.ts';
import type { TransitGatewayRouteTable } from '../../resources/transitGateway.ts';
import { type EffectiveTransitRoute, transitRoutes } from '../../resources/transitRoutes.ts';
import type { Snapshot } from '../../state/tables.ts';
import { pass } from '../pass.ts';
import { prefixListBlocks, versionsOf } from '../prefixLists.ts';
import { isReserved } from '../routes/tableRoutes.ts';
import { carriesIpv6 } from '../routes/transitVia.ts';

export const transitTables = pass('transitGatewayRouteTables', (table, tables) => {
  if (tables.transitGatewayAttachments.count('routeTable', table.id) === 0) return [];
  return [
    {
      kind: 'transitRoutes' as const,
      id: table.id,
      transitId: table.spec.transitGatewayId,
      table: transitTableNumber(table.id),
      routes: routesOf(table, tables),
    },
  ];
});

function routesOf(table: TransitGatewayRouteTable, tables: Snapshot): TransitRoute[] {
  const routes = transitRoutes(table, {
    attachment: (id) => tables.transitGatewayAttachments.get(id),
    vpc: (id) => tables.vpcs.get(id),
    blocksOf: (id) => prefixListBlocks(id, table.region, versionsOf(tables, [id])),
  });
  return routes
    .filter(({ destination }) => !isReserved(destination))
    .map((route) => ({ destination: route.destination, via: viaOf(route, tables) }))
    .sort((a, b) => (a.destination < b.destination ? -1 : 1));
}

/** A link that does not carry the destination's family leads nowhere. */
function viaOf({ attachment, destination }: EffectiveTransitRoute, tables: Snapshot): TransitRoute['via'] {
  if (!attachment || (destination.includes(':') && !carriesIpv6(attachment, tables))) return 'blackhole';
  return { transitLink: attachment.id };
}
