/** The routes of a table: those that follow from the VPC's blocks, and those that were set. */
import type { Route, RouteTable, Vpc } from './network.ts';
import { foreignBlocks, type OnPremises } from './onPremises.ts';
import { vpcBlocks } from './vpcBlocks.ts';
import { attachedVpc, type VpnGateway } from './vpnGateway.ts';

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

/** What propagated routes follow from: a state's tables. */
export interface VpnTables {
  readonly vpnGateways: { get(id: string): VpnGateway | undefined };
  readonly onPremises: { get(id: string): OnPremises | undefined };
}

/** The blocks behind the gateways that the table takes routes from, as far as they are attached to its VPC. */
export function propagatedRoutes({ spec }: RouteTable, vpc: Vpc, tables: VpnTables): Route[] {
  return (spec.propagatingGatewayIds ?? []).flatMap((target) => {
    const [gateway, joined] = [tables.vpnGateways.get(target), tables.onPremises.get(target)];
    if (!gateway || !joined || attachedVpc(gateway) !== vpc.id) return [];
    return foreignBlocks(joined, vpc).map(
      (destination): Route => ({ destination, target, origin: 'EnableVgwRoutePropagation' }),
    );
  });
}

/** The table with another list of set routes. */
export function withRoutes(table: RouteTable, routes: readonly Route[]): RouteTable {
  return { ...table, spec: { ...table.spec, routes } };
}

/** What a VPC's tables are told apart by: the routers number them so. */
export function routeTableDigits(id: string): string {
  return id.slice('rtb-'.length, 'rtb-'.length + 7);
}
