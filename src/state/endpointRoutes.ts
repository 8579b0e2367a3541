/**
 * Routes of gateway endpoints: the prefix list of the service leads to the endpoint, in every table that the
 * endpoint serves. Only the endpoint's own calls change them.
 */
import { known } from '../base/assert.ts';
import { AwsError } from '../base/awsError.ts';
import { withRoutes } from '../resources/routes.ts';
import type { Transaction } from './tables.ts';

export interface EndpointRoutes {
  readonly endpointId: string;
  readonly prefixListId: string;
  readonly routeTableIds: readonly string[];
}

/** @throws AwsError RouteAlreadyExists where a table has a route for that prefix list */
export function addEndpointRoutes(tx: Transaction, wanted: EndpointRoutes): void {
  const { endpointId, prefixListId } = wanted;
  for (const id of wanted.routeTableIds) {
    const table = known(tx.routeTables.get(id), `route table ${id} exists`);
    if (table.spec.routes.some(({ destination }) => destination === prefixListId)) {
      throw new AwsError(
        'RouteAlreadyExists',
        `route table ${id} already has a route with destination-prefix-list-id ${prefixListId}`,
      );
    }
    const route = { destination: prefixListId, target: endpointId, origin: 'CreateRoute' as const };
    tx.routeTables.put(withRoutes(table, [...table.spec.routes, route]));
  }
}

/** Takes the endpoint's routes out of some tables, of all by default. Tables without one stay as they are. */
export function removeEndpointRoutes(
  tx: Transaction,
  endpointId: string,
  routeTableIds?: readonly string[],
): void {
  for (const table of tx.routeTables.by('target', endpointId)) {
    if (routeTableIds && !routeTableIds.includes(table.id)) continue;
    const others = table.spec.routes.filter(({ target }) => target !== endpointId);
    tx.routeTables.put(withRoutes(table, others));
  }
}
