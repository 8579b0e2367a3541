/**
 * The routes of a table as blocks, one for each destination. The longest prefix decides between different blocks, and
 * the kernel sees to that. For one block AWS's order holds: a route that was set for it, one for a prefix list that has
 * it, one that was propagated.
 */
import { parseCidr } from '../../base/ip.ts';
import { containsIpv6Cidr, parseIpv6Cidr } from '../../base/ipv6.ts';
import { IPV4, IPV6 } from '../../program/render/family.ts';
import type { TableRoute } from '../../program/rows.ts';
import type { Route, RouteTable } from '../../resources/network.ts';
import { LOCAL, propagatedRoutes } from '../../resources/routes.ts';
import type { Snapshot } from '../../state/tables.ts';
import { destinationBlocks } from '../prefixLists.ts';
import { viaOf } from './viaOf.ts';

/** @param local blocks of the VPC; a prefix list that has one of them does not lead it away */
export function tableRoutes(tables: Snapshot, table: RouteTable, local: readonly string[]): TableRoute[] {
  const best = new Map<string, Route>();
  const hasIpv6 = local.some((each) => each.includes(':'));
  for (const route of inOrder(everyRoute(tables, table))) {
    const isSet = rankOf(route) === 0;
    for (const destination of destinationBlocks(tables, table.region, route.destination)) {
      if (isReserved(destination) || (!isSet && local.includes(destination))) continue;
      if (destination.includes(':') && !hasIpv6) continue;
      if (!best.has(destination)) best.set(destination, route);
    }
  }
  return [...best]
    .filter(([, { target }]) => target !== LOCAL)
    .map(([destination, { target }]) => ({ destination, via: viaOf(tables, target, table, destination) }))
    .sort((a, b) => (a.destination < b.destination ? -1 : 1));
}

function everyRoute(tables: Snapshot, table: RouteTable): Route[] {
  const vpc = tables.vpcs.get(table.spec.vpcId);
  return [...table.spec.routes, ...(vpc ? propagatedRoutes(table, vpc, tables) : [])];
}

/** The better one first; of two prefix lists, which AWS leaves open, the one of the smaller id. */
function inOrder(routes: readonly Route[]): Route[] {
  return [...routes].sort((a, b) => rankOf(a) - rankOf(b) || (a.destination < b.destination ? -1 : 1));
}

function rankOf({ origin, destination }: Route): number {
  if (origin === 'EnableVgwRoutePropagation') return 2;
  return destination.startsWith('pl-') ? 1 : 0;
}

/** No route reaches into the fabric. */
export function isReserved(destination: string): boolean {
  const [ipv4, fabric] = [parseCidr(destination), parseCidr(IPV4.fabricRange)];
  if (ipv4 && fabric) return ipv4.base >= fabric.base;
  const [ipv6, fabric6] = [parseIpv6Cidr(destination), parseIpv6Cidr(IPV6.fabricRange)];
  return Boolean(ipv6 && fabric6 && containsIpv6Cidr(fabric6, ipv6));
}
