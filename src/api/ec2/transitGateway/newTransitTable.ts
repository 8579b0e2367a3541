/** Making a table of a transit gateway. */
import type { TransitGatewayRouteTable } from '../../../resources/transitGateway.ts';
import type { Call } from '../../operation.ts';
import { newResource } from '../vpcParts.ts';

/** The data plane numbers a table by these digits of its id, which are its own in its gateway therefore. */
const NUMBER_DIGITS = 7;

export function makeTransitTable(
  call: Call,
  transitGatewayId: string,
  tags: TransitGatewayRouteTable['tags'],
): TransitGatewayRouteTable {
  const others = call.tx.transitGatewayRouteTables.by('gateway', transitGatewayId);
  const numberOf = (id: string) => id.slice('tgw-rtb-'.length).slice(0, NUMBER_DIGITS);
  let base = newResource(call, 'tgw-rtb');
  while (others.some(({ id }) => numberOf(id) === numberOf(base.id))) base = newResource(call, 'tgw-rtb');
  const table: TransitGatewayRouteTable = {
    ...base,
    tags,
    spec: { transitGatewayId, routes: [], prefixLists: [], propagations: [] },
    status: { state: 'pending' },
  };
  call.tx.transitGatewayRouteTables.put(table);
  return table;
}
