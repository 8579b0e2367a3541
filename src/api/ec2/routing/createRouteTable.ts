/** CreateRouteTable: a table with the VPC's local route. */
import type { CreateRouteTableRequest, CreateRouteTableResult } from '@aws-sdk/client-ec2';
import type { RouteTable } from '../../../resources/network.ts';
import { onceByToken } from '../../idempotency.ts';
import type { Call } from '../../operation.ts';
import { checkQuota } from '../../quotas.ts';
import { findRouteTable, findVpc } from '../ids.ts';
import { tagsFor } from '../tags.ts';
import { newResource } from '../vpcParts.ts';
import { routeTableView } from './routeTableView.ts';

export function createRouteTable(call: Call, input: CreateRouteTableRequest): CreateRouteTableResult {
  return onceByToken(
    call,
    input.ClientToken,
    input,
    () => [makeRouteTable(call, input).id],
    ([id]) => ({
      RouteTable: routeTableView(call.tx, findRouteTable(call, id)),
      ClientToken: input.ClientToken,
    }),
  );
}

function makeRouteTable(call: Call, input: CreateRouteTableRequest): RouteTable {
  const vpc = findVpc(call, input.VpcId);
  const words = 'The maximum number of route tables has been reached.';
  checkQuota(
    call,
    'routeTablesPerVpc',
    call.tx.routeTables.count('vpc', vpc.id),
    'RouteTableLimitExceeded',
    words,
  );
  const table: RouteTable = {
    ...newResource(call, 'rtb'),
    tags: tagsFor(input.TagSpecifications, 'route-table'),
    spec: { vpcId: vpc.id, routes: [], associations: [] },
  };
  call.tx.routeTables.put(table);
  return table;
}
