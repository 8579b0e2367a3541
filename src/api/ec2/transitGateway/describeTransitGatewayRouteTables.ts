/** DescribeTransitGatewayRouteTables. */
import type {
  DescribeTransitGatewayRouteTablesRequest,
  DescribeTransitGatewayRouteTablesResult,
} from '@aws-sdk/client-ec2';
import type { TransitGatewayRouteTable } from '../../../resources/transitGateway.ts';
import type { Snapshot } from '../../../state/tables.ts';
import type { FilterDefinitions } from '../../filters.ts';
import type { Call } from '../../operation.ts';
import { filteredPage } from '../describe.ts';
import { findSome } from '../ids.ts';
import { isDefault, transitTableView } from './transitTableView.ts';

export function describeTransitGatewayRouteTables(
  call: Call,
  input: DescribeTransitGatewayRouteTablesRequest,
): DescribeTransitGatewayRouteTablesResult {
  const asked = findSome(
    call,
    call.tx.transitGatewayRouteTables,
    'transitGatewayRouteTable',
    input.TransitGatewayRouteTableIds,
  );
  const { rows, nextToken } = filteredPage(asked, input, filters(call.tx));
  return {
    TransitGatewayRouteTables: rows.map((row) => transitTableView(call.tx, row)),
    NextToken: nextToken,
  };
}

function filters(tables: Snapshot): FilterDefinitions<TransitGatewayRouteTable> {
  return {
    'default-association-route-table': (row) => isDefault(tables, row, 'associationTableId'),
    'default-propagation-route-table': (row) => isDefault(tables, row, 'propagationTableId'),
    state: ({ status }) => status.state,
    'transit-gateway-id': ({ spec }) => spec.transitGatewayId,
    'transit-gateway-route-table-id': ({ id }) => id,
  };
}
