/** Route tables: which route a packet takes, and why another one does not carry it. */
import { parseCidr } from '../../base/ip.ts';
import type { Route, RouteTable } from '../../resources/network.ts';
import { LOCAL, routesOf } from '../../resources/routes.ts';
import type { Snapshot } from '../../state/tables.ts';
import { blocksOfList, isWithin, vpcOf } from '../lookups.ts';

export interface ChosenRoute {
  readonly table: RouteTable;
  readonly route: Route;
}

/**
 * The longest prefix wins. For one block a route that was set stands before one for a prefix list, and that before one
 * that was propagated; a prefix list does not lead the VPC's own blocks away.
 */
export function chosenRoute(tables: Snapshot, table: RouteTable, address: string): ChosenRoute | undefined {
  const candidates = routesOf(table, vpcOf(tables, table.spec.vpcId)).flatMap((route) =>
    blocksOfRoute(tables, table, route)
      .filter((cidr) => isWithin(cidr, address))
      .map((cidr) => ({ route, prefixLength: parseCidr(cidr)?.prefixLength ?? 0, rank: rankOf(route) })),
  );
  const [best] = candidates.sort(
    (a, b) =>
      b.prefixLength - a.prefixLength ||
      a.rank - b.rank ||
      (a.route.destination < b.route.destination ? -1 : 1),
  );
  return best && { table, route: best.route };
}

export function blocksOfRoute(
  tables: Snapshot,
  table: RouteTable,
  { destination }: Route,
): readonly string[] {
  if (destination.startsWith('pl-')) return blocksOfList(tables, destination, table.region);
  return parseCidr(destination) ? [destination] : [];
}

/** Routes that lead to the target, whatever their destination. */
export function routesTo(table: RouteTable, target: string): readonly Route[] {
  return table.spec.routes.filter((route) => route.target === target);
}

export function isLocal({ target }: Route): boolean {
  return target === LOCAL;
}

function rankOf({ target, origin, destination }: Route): number {
  if (target === LOCAL) return 0;
  if (origin === 'EnableVgwRoutePropagation') return 3;
  return destination.startsWith('pl-') ? 2 : 1;
}
