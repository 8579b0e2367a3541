/** A route table as EC2 shows it. */
import type {
  RouteTableAssociation as AssociationShape,
  Route as RouteShape,
  RouteTable as RouteTableShape,
} from '@aws-sdk/client-ec2';
import type { Route, RouteTable, RouteTableAssociation } from '../../../resources/network.ts';
import type { Snapshot } from '../../../state/tables.ts';
import { toTagList } from '../tags.ts';
import { memberOf } from './routeDestination.ts';
import { routeState, showTarget } from './routeTargetKinds.ts';
import { routesIn } from './tableRoutes.ts';

export function routeTableView(tables: Snapshot, table: RouteTable): RouteTableShape {
  return {
    RouteTableId: table.id,
    VpcId: table.spec.vpcId,
    OwnerId: table.accountId,
    Routes: routesIn(tables, table).map((route) => routeView(tables, table, route)),
    Associations: table.spec.associations.map((association) => associationView(table, association)),
    PropagatingVgws: (table.spec.propagatingGatewayIds ?? []).map((GatewayId) => ({ GatewayId })),
    Tags: toTagList(table.tags),
  };
}

export function routeView(tables: Snapshot, table: RouteTable, route: Route): RouteShape {
  return {
    [memberOf(route.destination)]: route.destination,
    ...showTarget(tables, route.target),
    Origin: route.origin,
    State: routeState(tables, table, route),
  };
}

function associationView(
  table: RouteTable,
  { id, subnetId, gatewayId, main }: RouteTableAssociation,
): AssociationShape {
  return {
    RouteTableAssociationId: id,
    RouteTableId: table.id,
    SubnetId: subnetId,
    GatewayId: gatewayId,
    Main: main,
    AssociationState: { State: 'associated' },
  };
}
