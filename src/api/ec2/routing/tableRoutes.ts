/** The routes that a table has, and those among them that callers may not touch. */
import { known } from '../../../base/assert.ts';
import { AwsError } from '../../../base/awsError.ts';
import type { Route, RouteTable } from '../../../resources/network.ts';
import { routesOf } from '../../../resources/routes.ts';
import type { Snapshot } from '../../../state/tables.ts';

export function routesIn(tables: Snapshot, table: RouteTable): Route[] {
  const { vpcId } = table.spec;
  return routesOf(table, known(tables.vpcs.get(vpcId), `VPC ${vpcId} exists`));
}

/**
 * Routes of gateway endpoints change with their endpoint only.
 * @param verb what the caller wants: `remove`, `replace`
 * @throws AwsError InvalidParameterValue
 */
export function refuseEndpointRoute(table: RouteTable, { destination, target }: Route, verb: string): void {
  if (!destination.startsWith('pl-') || !target.startsWith('vpce-')) return;
  throw new AwsError(
    'InvalidParameterValue',
    `cannot ${verb} VPC endpoint route ${destination} in route table ${table.id}`,
  );
}
