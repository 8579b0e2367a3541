/** A route table as EC2 shows it. */
import type {
  RouteTableAssociation as AssociationShape,
  Route as RouteShape,
  RouteTable as RouteTableShape,
} from '@aws-sdk/client-ec2';
import type { Route, RouteTable, RouteTableAssociation } from '../../../resources/network.ts';
import type { Call } from '../../operation.ts';
import { toTagList } from '../tags.ts';

export function routeTableView(call: Call, table: RouteTable): RouteTableShape {
  return {
    RouteTableId: table.id,
    VpcId: table.spec.vpcId,
    OwnerId: table.accountId,
    Routes: table.spec.routes.map((route) => routeView(call, table, route)),
    Associations: table.spec.associations.map((association) => associationView(table, association)),
    PropagatingVgws: [],
    Tags: toTagList(table.tags),
  };
}

/** A route is a black hole once its gateway is gone or serves another VPC. */
export function routeState(call: Call, table: RouteTable, { gatewayId }: Route): 'active' | 'blackhole' {
  if (gatewayId === 'local') return 'active';
  const isAttached = call.tx.internetGateways.get(gatewayId)?.spec.vpcIds.includes(table.spec.vpcId);
  return isAttached ? 'active' : 'blackhole';
}

function routeView(call: Call, table: RouteTable, route: Route): RouteShape {
  return {
    DestinationCidrBlock: route.destinationCidrBlock,
    GatewayId: route.gatewayId,
    Origin: route.origin,
    State: routeState(call, table, route),
  };
}

function associationView(table: RouteTable, { id, subnetId, main }: RouteTableAssociation): AssociationShape {
  return {
    RouteTableAssociationId: id,
    RouteTableId: table.id,
    SubnetId: subnetId,
    Main: main,
    AssociationState: { State: 'associated' },
  };
}
