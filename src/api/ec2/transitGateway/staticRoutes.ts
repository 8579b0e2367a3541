/** Create, Replace and DeleteTransitGatewayRoute: static routes, to an attachment or nowhere. */
import type {
  CreateTransitGatewayRouteRequest,
  CreateTransitGatewayRouteResult,
  DeleteTransitGatewayRouteRequest,
  DeleteTransitGatewayRouteResult,
  ReplaceTransitGatewayRouteRequest,
  ReplaceTransitGatewayRouteResult,
} from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import { formatCidr } from '../../../base/ip.ts';
import { canonicalIpv6Cidr } from '../../../base/ipv6.ts';
import type { TransitGatewayRouteTable, TransitRoute } from '../../../resources/transitGateway.ts';
import type { Call } from '../../operation.ts';
import { parsedBlock } from '../cidrBlocks.ts';
import { required } from '../ids.ts';
import { checkRoutes } from './effectiveRoutes.ts';
import { findTransitTable } from './findTransitGateway.ts';
import { requestedTarget } from './requestedTarget.ts';
import { staticRouteView } from './transitRouteView.ts';

export function createTransitGatewayRoute(
  call: Call,
  input: CreateTransitGatewayRouteRequest,
): CreateTransitGatewayRouteResult {
  const table = findTransitTable(call, input.TransitGatewayRouteTableId);
  const destination = blockFrom(input.DestinationCidrBlock);
  if (table.spec.routes.some((route) => route.destination === destination)) {
    throw new AwsError(
      'RouteAlreadyExists',
      `Route ${destination} already exists in Transit Gateway Route Table ${table.id}.`,
    );
  }
  return { Route: put(call, table, { destination, attachmentId: requestedTarget(call, table, input) }) };
}

/** AWS makes a route that it does not find. */
export function replaceTransitGatewayRoute(
  call: Call,
  input: ReplaceTransitGatewayRouteRequest,
): ReplaceTransitGatewayRouteResult {
  const table = findTransitTable(call, input.TransitGatewayRouteTableId);
  const destination = blockFrom(input.DestinationCidrBlock);
  return { Route: put(call, table, { destination, attachmentId: requestedTarget(call, table, input) }) };
}

export function deleteTransitGatewayRoute(
  call: Call,
  input: DeleteTransitGatewayRouteRequest,
): DeleteTransitGatewayRouteResult {
  const table = findTransitTable(call, input.TransitGatewayRouteTableId);
  const destination = blockFrom(input.DestinationCidrBlock);
  const route = table.spec.routes.find((each) => each.destination === destination);
  if (!route) {
    throw new AwsError(
      'InvalidRoute.NotFound',
      `The route ${destination} does not exist in Transit Gateway Route Table ${table.id}.`,
    );
  }
  putRoutes(call, table, othersThan(table, destination));
  return { Route: { ...staticRouteView(call.tx, route), State: 'deleted' } };
}

function put(call: Call, table: TransitGatewayRouteTable, route: TransitRoute) {
  putRoutes(call, table, [...othersThan(table, route.destination), route]);
  checkRoutes(call, table.spec.transitGatewayId);
  return staticRouteView(call.tx, route);
}

function putRoutes(call: Call, table: TransitGatewayRouteTable, routes: readonly TransitRoute[]): void {
  call.tx.transitGatewayRouteTables.put({ ...table, spec: { ...table.spec, routes } });
}

function othersThan({ spec }: TransitGatewayRouteTable, destination: string): TransitRoute[] {
  return spec.routes.filter((route) => route.destination !== destination);
}

function blockFrom(text: string | undefined): string {
  const wanted = required(text, 'DestinationCidrBlock');
  return canonicalIpv6Cidr(wanted) ?? formatCidr(parsedBlock(wanted, 'DestinationCidrBlock'));
}
