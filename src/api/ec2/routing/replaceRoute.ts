/** ReplaceRoute: another target for a destination that the table knows; a local route may be led elsewhere and back. */
import type { ReplaceRouteRequest } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { Route, RouteTable } from '../../../resources/network.ts';
import { LOCAL, withRoutes } from '../../../resources/routes.ts';
import type { Call } from '../../operation.ts';
import { findRouteTable } from '../ids.ts';
import { requestedDestination } from './routeDestination.ts';
import { checkRoute } from './routeRules.ts';
import { requestedTarget, targetMembers } from './routeTarget.ts';
import { isLocalDestination, ownRoutes, refuseEndpointRoute } from './tableRoutes.ts';

export function replaceRoute(call: Call, input: ReplaceRouteRequest): object {
  const table = findRouteTable(call, input.RouteTableId);
  const destination = requestedDestination(call, input);
  const route = ownRoutes(call.tx, table).find((each) => each.destination === destination);
  if (!route) {
    throw new AwsError(
      'InvalidParameterValue',
      `There is no route defined for '${destination}' in the route table. Use CreateRoute instead.`,
    );
  }
  refuseEndpointRoute(call.tx, table, route, 'replace');
  call.tx.routeTables.put(
    asksForLocal(input) ? backToLocal(call, table, route) : ledTo(call, input, table, route),
  );
  return {};
}

function asksForLocal(input: ReplaceRouteRequest): boolean {
  const isLocal = input.LocalTarget === true;
  if (!isLocal) return input.GatewayId === LOCAL && targetMembers(input).length === 1;
  if (targetMembers(input).length === 0) return true;
  throw new AwsError(
    'InvalidParameterCombination',
    'LocalTarget cannot be used together with another target.',
  );
}

function backToLocal(call: Call, table: RouteTable, route: Route): RouteTable {
  if (isLocalDestination(call.tx, table, route.destination))
    return withRoutes(table, othersThan(table, route));
  throw new AwsError(
    'InvalidParameterValue',
    `The route ${route.destination} in route table ${table.id} cannot be local: it is no CIDR block of the VPC.`,
  );
}

/** Keeps its origin: a local route that was led elsewhere is still the one that the table was created with. */
function ledTo(call: Call, input: ReplaceRouteRequest, table: RouteTable, route: Route): RouteTable {
  const target = requestedTarget(call, input, table);
  checkRoute(call, table, route.destination, target);
  return withRoutes(table, [...othersThan(table, route), { ...route, target }]);
}

function othersThan(table: RouteTable, { destination }: Route): Route[] {
  return table.spec.routes.filter((each) => each.destination !== destination);
}
