/**
 * A transit gateway: a namespace that routes between VPCs by tables of its own, one for each of AWS's. It knows no
 * connections and looks at no addresses but to route by them.
 *
 *   router vpc-… ── t… ═════ a… ── tgw-… ── a… ═════ t… ── router vpc-…
 *                                  ip rule iif a… lookup TABLE
 */
import { macAddressOf, transitLinkName, transitPortName } from '../interfaceNames.ts';
import type { TransitLinkRow, TransitRoutesRow, TransitRow } from '../transitRows.ts';
import { leavingSubnet } from './acl.ts';
import { FAMILIES, type Family, fabricAddressIn, familyOf, IPV4, IPV6, setFor } from './family.ts';
import { foreignBlocks, foreignIpv6Blocks } from './foreignBlocks.ts';
import {
  chain,
  element,
  farLink,
  type KernelObject,
  link,
  loopback,
  namespace,
  neighbour,
  type Placed,
  placedIn,
  type RouteType,
  route,
  routingRule,
  rule,
} from './objects.ts';
import { NEXT_HOP, tableOfPort } from './routes.ts';
import { IPV6_ROUTING, ROUTING } from './sysctls.ts';

/** What a transit gateway carries (AWS: quotas for transit gateways, MTU). */
const TRANSIT_MTU = 8500;
const PRIORITY = 1000;
/** Both ends are told as they meet. */
const FITTING = 'tcp flags syn tcp option maxseg size set rt mtu';

export function renderTransit({ id }: TransitRow): Placed[] {
  return placedIn(id, [
    namespace({ ...ROUTING, ...IPV6_ROUTING }),
    loopback(),
    // What comes from a VPC that no table routes goes nowhere.
    route('default', 'blackhole'),
    passing(id),
  ]);
}

export function renderTransitLink(row: TransitLinkRow): Placed[] {
  return [...placedIn(row.transitId, gatewaySide(row)), ...placedIn(row.vpcId, routerSide(row))];
}

export function renderTransitRoutes(row: TransitRoutesRow): Placed[] {
  return placedIn(
    row.transitId,
    FAMILIES.flatMap((family) => inFamily(row, family)),
  );
}

/** A table always ends in a black hole; of IPv6 where it leads anywhere: the kernel may not even have that. */
function inFamily({ table, routes }: TransitRoutesRow, family: Family): KernelObject[] {
  const { everywhere } = family;
  const own = routes.filter(({ destination }) => familyOf(destination) === family);
  const isElsewhere = own.some(({ destination }) => destination === everywhere);
  const isEnded = isElsewhere || (family === IPV6 && own.length === 0);
  return [
    ...own.map(({ destination, via }) => inTable(table, destination, pathOf(via, family))),
    ...(isEnded ? [] : [inTable(table, everywhere, 'blackhole')]),
  ];
}

/** Which families the link carries. */
function familiesOf({ cidrs }: TransitLinkRow): Family[] {
  return FAMILIES.filter((family) => cidrs.some((cidr) => familyOf(cidr) === family));
}

/** Whoever is at the far end, by each family. */
function farEnds(row: TransitLinkRow, name: string, macAddress: string): KernelObject[] {
  return familiesOf(row).map((family) => neighbour(name, fabricAddressIn(family, NEXT_HOP), macAddress));
}

/** AWS makes segments fit here, and so nobody depends on messages about packets that are too big. */
function passing(id: string): KernelObject {
  const words = 'type filter hook forward priority 0; policy drop;';
  return chain('passing', [rule(id, FITTING), rule(id, 'iifname "a*" oifname "a*" accept')], words);
}

function gatewaySide(row: TransitLinkRow): KernelObject[] {
  const name = transitPortName(row.id);
  const { own, far } = macAddresses(row);
  const peer = { namespace: row.vpcId, name: transitLinkName(row.id), macAddress: far };
  return [
    link(name, TRANSIT_MTU, own, peer),
    ...farEnds(row, name, far),
    ...familiesOf(row).flatMap((family) => routedBy(row, name, family)),
  ];
}

function routedBy({ routedBy: table }: TransitLinkRow, iif: string, family: Family): KernelObject[] {
  return table === undefined ? [] : [routingRule({ family, priority: PRIORITY, iif, table })];
}

function routerSide(row: TransitLinkRow): KernelObject[] {
  const name = transitLinkName(row.id);
  const { own, far } = macAddresses(row);
  const maker = { namespace: row.transitId, name: transitPortName(row.id) };
  return [
    farLink(name, TRANSIT_MTU, far, maker),
    ...farEnds(row, name, own),
    ...foreignTo(row).map((cidr) => element(setFor('sources_of_link', cidr), [name, cidr])),
    ...tableOfPort(name, row.table),
    ...leavingSubnet(name, row.subnetId),
  ];
}

function foreignTo(row: TransitLinkRow): string[] {
  const own = (family: Family) => row.cidrs.filter((cidr) => familyOf(cidr) === family);
  return familiesOf(row).flatMap((family) =>
    family === IPV4 ? foreignBlocks(own(family)) : foreignIpv6Blocks(own(family)),
  );
}

function macAddresses({ id }: TransitLinkRow) {
  const digits = id.replace(/^tgw-attach-/, '');
  return { own: macAddressOf('1e', digits), far: macAddressOf('22', digits) };
}

function inTable(table: number, block: string, path: string | RouteType): KernelObject {
  return route(`${block === IPV4.everywhere ? 'default' : block} table ${table}`, path);
}

function pathOf(via: TransitRoutesRow['routes'][number]['via'], family: Family): string {
  return via === 'blackhole'
    ? via
    : `via ${fabricAddressIn(family, NEXT_HOP)} dev ${transitPortName(via.transitLink)} onlink`;
}
