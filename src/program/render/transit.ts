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
import { foreignBlocks } from './foreignBlocks.ts';
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
import { NO_IPV6, ROUTING } from './sysctls.ts';

/** What a transit gateway carries (AWS: quotas for transit gateways, MTU). */
const TRANSIT_MTU = 8500;
const PRIORITY = 1000;
/** Both ends are told as they meet. */
const FITTING = 'tcp flags syn tcp option maxseg size set rt mtu';
const EVERYWHERE = '0.0.0.0/0';

export function renderTransit({ id }: TransitRow): Placed[] {
  return placedIn(id, [
    namespace({ ...ROUTING, ...NO_IPV6 }),
    loopback(),
    // What comes from a VPC that no table routes goes nowhere.
    route('default', 'blackhole'),
    passing(id),
  ]);
}

export function renderTransitLink(row: TransitLinkRow): Placed[] {
  return [...placedIn(row.transitId, gatewaySide(row)), ...placedIn(row.vpcId, routerSide(row))];
}

export function renderTransitRoutes({ transitId, table, routes }: TransitRoutesRow): Placed[] {
  const isElsewhere = routes.some(({ destination }) => destination === EVERYWHERE);
  return placedIn(transitId, [
    ...routes.map(({ destination, via }) => inTable(table, destination, pathOf(via))),
    ...(isElsewhere ? [] : [inTable(table, EVERYWHERE, 'blackhole')]),
  ]);
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
    neighbour(name, NEXT_HOP, far),
    ...(row.routedBy === undefined
      ? []
      : [routingRule({ priority: PRIORITY, iif: name, table: row.routedBy })]),
  ];
}

function routerSide(row: TransitLinkRow): KernelObject[] {
  const name = transitLinkName(row.id);
  const { own, far } = macAddresses(row);
  const maker = { namespace: row.transitId, name: transitPortName(row.id) };
  return [
    farLink(name, TRANSIT_MTU, far, maker),
    neighbour(name, NEXT_HOP, own),
    ...foreignBlocks(row.cidrs).map((cidr) => element('sources_of_link', [name, cidr])),
    ...tableOfPort(name, row.table),
    ...leavingSubnet(name, row.subnetId),
  ];
}

function macAddresses({ id }: TransitLinkRow) {
  const digits = id.replace(/^tgw-attach-/, '');
  return { own: macAddressOf('1e', digits), far: macAddressOf('22', digits) };
}

function inTable(table: number, block: string, path: string | RouteType): KernelObject {
  return route(`${block === EVERYWHERE ? 'default' : block} table ${table}`, path);
}

function pathOf(via: TransitRoutesRow['routes'][number]['via']): string {
  return via === 'blackhole' ? via : `via ${NEXT_HOP} dev ${transitPortName(via.transitLink)} onlink`;
}
