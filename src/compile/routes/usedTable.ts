/** The route table that packets of a subnet look at, as the kernel numbers it. */
import { tableNumber } from '../../program/interfaceNames.ts';
import type { RouteTable } from '../../resources/network.ts';
import type { Snapshot } from '../../state/tables.ts';

/** Undefined where the table has local routes only: those the router has by itself. */
export function tableOfSubnet(
  tables: Snapshot,
  { subnetId, vpcId }: { readonly subnetId: string; readonly vpcId: string },
): number | undefined {
  const [own] = tables.routeTables.by('associated', subnetId);
  return usedTable(own ?? tables.routeTables.by('main', vpcId)[0]);
}

/** Undefined where what arrives by the gateway is routed by the VPC's own addresses. */
export function tableOfGateway(tables: Snapshot, gatewayId: string): number | undefined {
  return usedTable(tables.routeTables.by('associated', gatewayId)[0]);
}

/** Whether a table needs one of the kernel's: it leads somewhere else than to the VPC's own addresses. */
export function leadsElsewhere({ spec }: RouteTable): boolean {
  return spec.routes.length > 0 || (spec.propagatingGatewayIds?.length ?? 0) > 0;
}

function usedTable(table: RouteTable | undefined): number | undefined {
  return table && leadsElsewhere(table) ? tableNumber(table.id) : undefined;
}
