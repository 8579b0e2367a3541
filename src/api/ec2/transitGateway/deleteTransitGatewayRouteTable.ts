/** DeleteTransitGatewayRouteTable: one that is no default and routes no attachment. */
import type {
  DeleteTransitGatewayRouteTableRequest,
  DeleteTransitGatewayRouteTableResult,
} from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { TransitGatewayRouteTable } from '../../../resources/transitGateway.ts';
import type { Call } from '../../operation.ts';
import { checkState, findTransitTable } from './findTransitGateway.ts';
import { isDefault, transitTableView } from './transitTableView.ts';

export function deleteTransitGatewayRouteTable(
  call: Call,
  input: DeleteTransitGatewayRouteTableRequest,
): DeleteTransitGatewayRouteTableResult {
  const table = findTransitTable(call, input.TransitGatewayRouteTableId);
  checkState(table, 'available', 'pending');
  checkUnused(call, table);
  const spec = { ...table.spec, routes: [], prefixLists: [], propagations: [] };
  const deleting: TransitGatewayRouteTable = { ...table, spec, status: { state: 'deleting' } };
  call.tx.transitGatewayRouteTables.put(deleting);
  return { TransitGatewayRouteTable: transitTableView(call.tx, deleting) };
}

function checkUnused({ tx }: Call, table: TransitGatewayRouteTable): void {
  const { id, spec } = table;
  const [kind] = (['association', 'propagation'] as const).filter((each) =>
    isDefault(tx, table, `${each}TableId`),
  );
  if (kind) {
    throw new AwsError(
      'IncorrectState',
      `${id} is set as default ${kind} route table for ${spec.transitGatewayId}`,
    );
  }
  if (tx.transitGatewayAttachments.count('routeTable', id) > 0) {
    throw new AwsError('IncorrectState', `${id} has associated attachments`);
  }
}
