/** The route table that packets of a subnet look at, as the kernel numbers it. */
import { containsCidr, parseCidr } from '../../base/ip.ts';
import { tableNumber } from '../../program/interfaceNames.ts';
import type { PortRow } from '../../program/rows.ts';
import type { RouteTable } from '../../resources/network.ts';
import { LOCAL } from '../../resources/routes.ts';
import { ipv4Blocks } from '../../resources/vpcBlocks.ts';
import type { Snapshot } from '../../state/tables.ts';
import { block } from '../addresses.ts';
import { destinationBlocks } from '../prefixLists.ts';

interface Place {
  readonly subnetId: string;
  readonly vpcId: string;
}

/** Undefined where the table has local routes only: those the router has by itself. */
export function tableOfSubnet(tables: Snapshot, place: Place): number | undefined {
  return usedTable(subnetTable(tables, place));
}

/** What a port's row says of its table. */
export function routingOfPort(tables: Snapshot, place: Place): Pick<PortRow, 'table' | 'detoured'> {
  const table = subnetTable(tables, place);
  const number = usedTable(table);
  if (!table || number === undefined) return {};
  return { table: number, ...(leadsInside(tables, table) ? { detoured: true as const } : {}) };
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

function subnetTable(tables: Snapshot, { subnetId, vpcId }: Place): RouteTable | undefined {
  const [own] = tables.routeTables.by('associated', subnetId);
  return own ?? tables.routeTables.by('main', vpcId)[0];
}

/** Whether it leads addresses of the VPC itself another way than the local one. */
function leadsInside(tables: Snapshot, table: RouteTable): boolean {
  const vpc = tables.vpcs.get(table.spec.vpcId);
  const own = vpc ? ipv4Blocks(vpc).map(({ cidrBlock }) => block(cidrBlock)) : [];
  return table.spec.routes
    .filter(({ target }) => target !== LOCAL)
    .flatMap(({ destination }) => destinationBlocks(tables, table.region, destination))
    .flatMap((destination) => parseCidr(destination) ?? [])
    .some((inner) => own.some((outer) => containsCidr(outer, inner)));
}
