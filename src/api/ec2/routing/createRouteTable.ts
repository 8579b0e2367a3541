/** CreateRouteTable: a table with the VPC's local route. */
import type { CreateRouteTableRequest, CreateRouteTableResult } from '@aws-sdk/client-ec2';
import type { Resource } from '../../../resources/identity.ts';
import type { RouteTable } from '../../../resources/network.ts';
import { routeTableDigits } from '../../../resources/routes.ts';
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
    ...tellableFrom(call, call.tx.routeTables.by('vpc', vpc.id)),
    tags: tagsFor(input.TagSpecifications, 'route-table'),
    spec: { vpcId: vpc.id, routes: [], associations: [] },
  };
  call.tx.routeTables.put(table);
  return table;
}

/** With an id that differs from the others' in the digits that tell a VPC's tables apart. */
function tellableFrom(call: Call, others: readonly RouteTable[]): Resource {
  const taken = new Set(others.map(({ id }) => routeTableDigits(id)));
  let resource = newResource(call, 'rtb');
  while (taken.has(routeTableDigits(resource.id))) resource = newResource(call, 'rtb');
  return resource;
}
