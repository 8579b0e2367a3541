/** CreateTransitGatewayRouteTable: an empty table, default of nothing. */
import type {
  CreateTransitGatewayRouteTableRequest,
  CreateTransitGatewayRouteTableResult,
} from '@aws-sdk/client-ec2';
import type { Call } from '../../operation.ts';
import { checkQuota } from '../../quotas.ts';
import { tagsFor } from '../tags.ts';
import { checkState, findTransitGateway } from './findTransitGateway.ts';
import { makeTransitTable } from './newTransitTable.ts';
import { transitTableView } from './transitTableView.ts';

export function createTransitGatewayRouteTable(
  call: Call,
  input: CreateTransitGatewayRouteTableRequest,
): CreateTransitGatewayRouteTableResult {
  const gateway = findTransitGateway(call, input.TransitGatewayId);
  const tags = tagsFor(input.TagSpecifications, 'transit-gateway-route-table');
  checkState(gateway, 'available');
  checkQuota(
    call,
    'routeTablesPerTransitGateway',
    call.tx.transitGatewayRouteTables.count('gateway', gateway.id),
    'TransitGatewayRouteTableLimitExceeded',
    'The maximum number of transit gateway route tables has been reached.',
  );
  const table = makeTransitTable(call, gateway.id, tags);
  return { TransitGatewayRouteTable: transitTableView(call.tx, table) };
}
