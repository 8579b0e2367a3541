/** DescribeRouteTables. */
import type {
  DescribeRouteTablesRequest,
  DescribeRouteTablesResult,
  Route as RouteShape,
} from '@aws-sdk/client-ec2';
import type { RouteTable, RouteTableAssociation } from '../../../resources/network.ts';
import type { Snapshot } from '../../../state/tables.ts';
import type { FilterDefinitions } from '../../filters.ts';
import type { Call } from '../../operation.ts';
import { filteredPage } from '../describe.ts';
import { findSome } from '../ids.ts';
import { routeTableView, routeView } from './routeTableView.ts';
import { routesIn } from './tableRoutes.ts';

const INDEXES = { 'route-table-id': 'id', 'vpc-id': 'vpc' } as const;

export function describeRouteTables(
  call: Call,
  input: DescribeRouteTablesRequest,
): DescribeRouteTablesResult {
  const tables = findSome(
    call,
    call.tx.routeTables,
    'routeTable',
    input.RouteTableIds,
    input.Filters,
    INDEXES,
  );
  const filters = { ...OWN_FILTERS, ...routeFilters(call.tx) };
  const { rows, nextToken } = filteredPage(tables, input, filters);
  return { RouteTables: rows.map((table) => routeTableView(call.tx, table)), NextToken: nextToken };
}

const OWN_FILTERS: FilterDefinitions<RouteTable> = {
  'association.gateway-id': (table) => ofAssociations(table, ({ gatewayId }) => gatewayId),
  'association.main': (table) => ofAssociations(table, ({ main }) => String(main)),
  'association.route-table-association-id': (table) => ofAssociations(table, ({ id }) => id),
  'association.route-table-id': (table) => ofAssociations(table, () => table.id),
  'association.subnet-id': (table) => ofAssociations(table, ({ subnetId }) => subnetId),
  'owner-id': ({ accountId }) => accountId,
  'route-table-id': ({ id }) => id,
  'vpc-id': ({ spec }) => spec.vpcId,
};

/** Filters on routes to the members that answers show them in. */
const ROUTE_FILTERS: Readonly<Record<string, keyof RouteShape>> = {
  'route.core-network-arn': 'CoreNetworkArn',
  'route.destination-cidr-block': 'DestinationCidrBlock',
  'route.destination-ipv6-cidr-block': 'DestinationIpv6CidrBlock',
  'route.destination-prefix-list-id': 'DestinationPrefixListId',
  'route.egress-only-internet-gateway-id': 'EgressOnlyInternetGatewayId',
  'route.gateway-id': 'GatewayId',
  'route.instance-id': 'InstanceId',
  'route.local-gateway-id': 'LocalGatewayId',
  'route.nat-gateway-id': 'NatGatewayId',
  'route.network-interface-id': 'NetworkInterfaceId',
  'route.origin': 'Origin',
  'route.state': 'State',
  'route.transit-gateway-id': 'TransitGatewayId',
  'route.vpc-peering-connection-id': 'VpcPeeringConnectionId',
};

function routeFilters(tables: Snapshot): FilterDefinitions<RouteTable> {
  const shown = (table: RouteTable, member: keyof RouteShape) =>
    present(routesIn(tables, table).map((route) => routeView(tables, table, route)[member]));
  return Object.fromEntries(
    Object.entries(ROUTE_FILTERS).map(([name, member]) => [name, (table) => shown(table, member)]),
  );
}

function ofAssociations(
  { spec }: RouteTable,
  value: (association: RouteTableAssociation) => string | undefined,
): string[] {
  return present(spec.associations.map(value));
}

function present(values: readonly (string | undefined)[]): string[] {
  return values.filter((value) => value !== undefined);
}
