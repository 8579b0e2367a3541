/** DeleteRouteTable: takes a table away that serves no subnet. */
import type { DeleteRouteTableRequest } from '@aws-sdk/client-ec2';
import type { Call } from '../../operation.ts';
import { dependencyViolation } from '../describe.ts';
import { findRouteTable } from '../ids.ts';

export function deleteRouteTable(call: Call, input: DeleteRouteTableRequest): object {
  const table = findRouteTable(call, input.RouteTableId);
  if (table.spec.associations.length > 0) throw dependencyViolation('routeTable', table.id);
  call.tx.routeTables.delete(table.id);
  return {};
}
