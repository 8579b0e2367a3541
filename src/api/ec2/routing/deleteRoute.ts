/** DeleteRoute: any but those that follow from the VPC, an endpoint or a gateway. */
import type { DeleteRouteRequest } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import { withRoutes } from '../../../resources/routes.ts';
import type { Call } from '../../operation.ts';
import { findRouteTable } from '../ids.ts';
import { destinationWords, requestedDestination } from './routeDestination.ts';
import { isLocalDestination, ownRoutes, refuseEndpointRoute } from './tableRoutes.ts';

export function deleteRoute(call: Call, input: DeleteRouteRequest): object {
  const table = findRouteTable(call, input.RouteTableId);
  const destination = requestedDestination(call, input);
  const route = ownRoutes(call.tx, table).find((each) => each.destination === destination);
  if (!route) {
    throw new AwsError(
      'InvalidRoute.NotFound',
      `no route with ${destinationWords(destination)} in route table ${table.id}`,
    );
  }
  if (isLocalDestination(call.tx, table, destination)) {
    throw new AwsError(
      'InvalidParameterValue',
      `cannot remove local route ${destination} in route table ${table.id}`,
    );
  }
  refuseEndpointRoute(call.tx, table, route, 'remove');
  const others = table.spec.routes.filter((each) => each.destination !== destination);
  call.tx.routeTables.put(withRoutes(table, others));
  return {};
}
