/**
 * A route table: a table of the kernel's, and who looks at it. Packets are led to it by their mark, which the chain
 * `choose_table` sets. What the VPC's own addresses route is thrown on to the main table, so longest prefix is the kernel's own.
 */
import { portName } from '../interfaceNames.ts';
import type { RouteTableRow, RouteVia } from '../rows.ts';
import { FAMILIES, type Family, fabricAddressIn, familyOf, IPV4, setFor } from './family.ts';
import {
  element,
  type KernelObject,
  type Placed,
  placedIn,
  type RouteType,
  route,
  routingRule,
} from './objects.ts';

/** Before the main table's rule; the order among these does not matter. */
const PRIORITY = 1000;
/** Whoever is at the far end of a link: a neighbour of this address stands beside it. */
export const NEXT_HOP = '240.0.0.1';

export function renderRoutes(row: RouteTableRow): Placed[] {
  const families = FAMILIES.filter((family) => blocksOf(row).some((block) => familyOf(block) === family));
  return placedIn(
    row.vpcId,
    families.flatMap((family) => inFamily(row, family)),
  );
}

function inFamily({ table, local, routes }: RouteTableRow, family: Family): KernelObject[] {
  const { fabricRange, everywhere } = family;
  const throwing = [...local.filter((block) => familyOf(block) === family), fabricRange];
  const leading = routes.filter(({ destination }) => familyOf(destination) === family);
  const isElsewhere = leading.some(({ destination }) => destination === everywhere);
  return [
    routingRule({ family, priority: PRIORITY, mark: table, table }),
    ...throwing.map((block) => inTable(table, block, 'throw')),
    ...leading.map(({ destination, via }) => inTable(table, destination, pathOf(via, family))),
    ...(isElsewhere ? [] : [inTable(table, everywhere, 'blackhole')]),
  ];
}

function blocksOf({ local, routes }: RouteTableRow): string[] {
  return [...local, ...routes.map(({ destination }) => destination)];
}

/** What comes in by a link is routed by this table. */
export function tableOfPort(link: string, table: number | undefined): KernelObject[] {
  return table === undefined ? [] : [element('table_of_port', [link], String(table))];
}

/** What is dialed at this address, and the answers, are routed by this table. */
export function tableOfDialed(address: string, table: number | undefined): KernelObject[] {
  return table === undefined ? [] : [element(setFor('table_of_dialed', address), [address], String(table))];
}

/** What the router itself sends from this address is routed by this table. */
export function tableOfOwn(from: string, table: number | undefined): KernelObject[] {
  if (table === undefined) return [];
  return [routingRule({ priority: PRIORITY, from, iif: 'lo', table })];
}

function inTable(table: number, block: string, path: string | RouteType): KernelObject {
  return route(`${block === IPV4.everywhere ? 'default' : block} table ${table}`, path);
}

/** What is led to a service is the router's own: whoever listens there listens for these addresses too. */
function pathOf(via: RouteVia, family: Family): string | RouteType {
  if (via === 'blackhole') return via;
  if ('gateway' in via) return 'local';
  if ('link' in via && via.onLink) return `dev ${via.link}`;
  if ('link' in via) return `via ${fabricAddressIn(family, NEXT_HOP)} dev ${via.link} onlink`;
  return `via ${via.address} dev ${portName(via.port)} onlink`;
}
