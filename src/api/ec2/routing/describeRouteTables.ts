/** DescribeRouteTables. */
import type { DescribeRouteTablesRequest, DescribeRouteTablesResult } from '@aws-sdk/client-ec2';
import type { RouteTable } from '../../../resources/network.ts';
import type { FilterDefinitions } from '../../filters.ts';
import type { Call } from '../../operation.ts';
import { filteredPage } from '../describe.ts';
import { findSome } from '../ids.ts';
import { routeState, routeTableView } from './routeTableView.ts';

export function describeRouteTables(
  call: Call,
  input: DescribeRouteTablesRequest,
): DescribeRouteTablesResult {
  const tables = findSome(call, call.tx.routeTables, 'routeTable', input.RouteTableIds);
  const { rows, nextToken } = filteredPage(tables, input, filtersOf(call));
  return { RouteTables: rows.map((table) => routeTableView(call, table)), NextToken: nextToken };
}

function filtersOf(call: Call): FilterDefinitions<RouteTable> {
  const associations = ({ spec }: RouteTable) => spec.associations;
  const routes = ({ spec }: RouteTable) => spec.routes;
  return {
    'association.gateway-id': () => undefined,
    'association.main': (table) => associations(table).map(({ main }) => String(main)),
    'association.route-table-association-id': (table) => associations(table).map(({ id }) => id),
    'association.route-table-id': (table) => associations(table).map(() => table.id),
    'association.subnet-id': (table) =>
      associations(table)
        .map(({ subnetId }) => subnetId)
        .filter((id) => id !== undefined),
    'owner-id': ({ accountId }) => accountId,
    'route-table-id': ({ id }) => id,
    'route.destination-cidr-block': (table) => routes(table).map((route) => route.destinationCidrBlock),
    'route.destination-ipv6-cidr-block': () => undefined,
    'route.destination-prefix-list-id': () => undefined,
    'route.egress-only-internet-gateway-id': () => undefined,
    'route.gateway-id': (table) => routes(table).map((route) => route.gatewayId),
    'route.instance-id': () => undefined,
    'route.nat-gateway-id': () => undefined,
    'route.transit-gateway-id': () => undefined,
    'route.vpc-peering-connection-id': () => undefined,
    'route.origin': (table) => routes(table).map((route) => route.origin),
    'route.state': (table) => routes(table).map((route) => routeState(call, table, route)),
    'vpc-id': ({ spec }) => spec.vpcId,
  };
}
