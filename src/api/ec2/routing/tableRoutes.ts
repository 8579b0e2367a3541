/** The routes that a table has, and those among them that callers may not touch. */
import { known } from '../../../base/assert.ts';
import { AwsError } from '../../../base/awsError.ts';
import type { Route, RouteTable, Vpc } from '../../../resources/network.ts';
import { propagatedRoutes, routesOf } from '../../../resources/routes.ts';
import { vpcBlocks } from '../../../resources/vpcBlocks.ts';
import type { Snapshot } from '../../../state/tables.ts';

/** All that decide: a propagated route gives way to any other for its destination. */
export function routesIn(tables: Snapshot, table: RouteTable): Route[] {
  const own = ownRoutes(tables, table);
  const propagated = propagatedRoutes(table, vpcOf(tables, table), tables);
  return [
    ...own,
    ...propagated.filter(({ destination }) => !own.some((each) => each.destination === destination)),
  ];
}

/** Those that callers make, change and delete, and the local ones. */
export function ownRoutes(tables: Snapshot, table: RouteTable): Route[] {
  return routesOf(table, vpcOf(tables, table));
}

/** Whether the destination is a whole block of the table's VPC, whose route is local unless it was led elsewhere. */
export function isLocalDestination(tables: Snapshot, table: RouteTable, destination: string): boolean {
  return vpcBlocks(vpcOf(tables, table)).includes(destination);
}

/**
 * Routes of gateway endpoints change with their endpoint only; callers lead prefix lists to other endpoints.
 * @param verb what the caller wants: `remove`, `replace`
 * @throws AwsError InvalidParameterValue
 */
export function refuseEndpointRoute(
  tables: Snapshot,
  table: RouteTable,
  { destination, target }: Route,
  verb: string,
): void {
  if (!destination.startsWith('pl-') || !target.startsWith('vpce-')) return;
  if (tables.vpcEndpoints.get(target)?.spec.vpcEndpointType === 'GatewayLoadBalancer') return;
  throw new AwsError(
    'InvalidParameterValue',
    `cannot ${verb} VPC endpoint route ${destination} in route table ${table.id}`,
  );
}

function vpcOf(tables: Snapshot, { spec: { vpcId } }: RouteTable): Vpc {
  return known(tables.vpcs.get(vpcId), `VPC ${vpcId} exists`);
}
