/** CreateRoute: leads a destination that the table does not know yet to a target. */
import type { CreateRouteRequest, CreateRouteResult } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import { withRoutes } from '../../../resources/routes.ts';
import type { Call } from '../../operation.ts';
import { findRouteTable } from '../ids.ts';
import { requestedDestination } from './routeDestination.ts';
import { checkRoute, checkRouteQuota } from './routeRules.ts';
import { requestedTarget } from './routeTarget.ts';
import { ownRoutes } from './tableRoutes.ts';

export function createRoute(call: Call, input: CreateRouteRequest): CreateRouteResult {
  const table = findRouteTable(call, input.RouteTableId);
  const destination = requestedDestination(call, input);
  const target = requestedTarget(call, input, table);
  checkRoute(call, table, destination, target);
  if (ownRoutes(call.tx, table).some((route) => route.destination === destination)) {
    throw new AwsError('RouteAlreadyExists', `The route identified by ${destination} already exists.`);
  }
  const changed = withRoutes(table, [...table.spec.routes, { destination, target, origin: 'CreateRoute' }]);
  checkRouteQuota(call, changed);
  call.tx.routeTables.put(changed);
  return { Return: true };
}
