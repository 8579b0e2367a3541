/** The routes of a table: those that follow from the VPC's blocks, and those that were set. */
import type { Route, RouteTable, Vpc } from './network.ts';
import { vpcBlocks } from './vpcBlocks.ts';

/** Target of traffic that stays in the VPC. */
export const LOCAL = 'local';

/** A table's routes, local ones first. A route set for a block of the VPC stands in the place of its local one. */
export function routesOf(table: RouteTable, vpc: Vpc): Route[] {
  const { routes } = table.spec;
  const isSet = (block: string) => routes.some(({ destination }) => destination === block);
  const local = vpcBlocks(vpc)
    .filter((block) => !isSet(block))
    .map((destination): Route => ({ destination, target: LOCAL, origin: 'CreateRouteTable' }));
  return [...local, ...routes];
}

/** The table with another list of set routes. */
export function withRoutes(table: RouteTable, routes: readonly Route[]): RouteTable {
  return { ...table, spec: { ...table.spec, routes } };
}

/** What a VPC's tables are told apart by: the routers number them so. */
export function routeTableDigits(id: string): string {
  return id.slice('rtb-'.length, 'rtb-'.length + 7);
}
