/** What finds out where a route leads. */
import type { RouteVia } from '../../program/rows.ts';
import type { RouteTable } from '../../resources/network.ts';
import type { Snapshot } from '../../state/tables.ts';

/**
 * @param table the route table that leads to the target
 * @param destination the block that is led there, of either family
 */
export type ViaOf = (tables: Snapshot, target: string, table: RouteTable, destination: string) => RouteVia;
