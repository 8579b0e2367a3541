/** Whether the fields of rows about ways are what they claim to be. */

import { tableNumber } from './interfaceNames.ts';
import type { PeeringRow, RouteTableRow, RouteVia } from './routingRows.ts';
import {
  each,
  id,
  isCidr,
  isEitherAddress,
  isIpv6Cidr,
  isRoutable,
  isRouterLink,
  isWhole,
  one,
} from './shapes.ts';

const FIRST_TABLE = 0x10000000;
const LAST_TABLE = 0x1fffffff;

export function* routeTableFaults(row: RouteTableRow): Iterable<string> {
  yield* id('id', row.id, 'rtb');
  if (row.table !== tableNumber(row.id)) yield `table ${row.table} is not that of ${row.id}`;
  yield* each('local', row.local, (text) => isCidr(text) || isIpv6Cidr(text));
  for (const { destination, via } of row.routes) {
    yield* one('destination', destination, (text) => isRoutable(text));
    yield* viaFaults(via);
  }
  const destinations = [...row.local, ...row.routes.map(({ destination }) => destination)];
  for (const twice of destinations.filter((each, index) => destinations.indexOf(each) < index))
    yield `route to ${twice} is there twice`;
}

function* viaFaults(via: RouteVia): Iterable<string> {
  if (via === 'blackhole') return;
  if ('link' in via) {
    yield* one('row', via.row, (text) => /^\w+\/[\w-]+$/.test(text));
    return yield* one('link', via.link, isRouterLink);
  }
  if ('gateway' in via) return yield* one('gateway', via.gateway, (text) => /^[a-z0-9-]{1,64}$/.test(text));
  yield* id('port', via.port, 'eni');
  yield* one('next hop', via.address, isEitherAddress);
}

export function* peeringFaults(row: PeeringRow): Iterable<string> {
  yield* id('id', row.id, 'pcx');
  yield* id('peerVpcId', row.peerVpcId, 'vpc');
  if (row.vpcId === row.peerVpcId) yield `${row.vpcId} is no peer of itself`;
  if (!isWhole(row.mtu, 1280, 9001)) yield `mtu ${row.mtu} is out of range`;
  yield* each('cidrs', [...row.cidrs, ...row.peerCidrs], (text) => isCidr(text) || isIpv6Cidr(text));
}

export function* tableFaults(table: number | undefined): Iterable<string> {
  if (table !== undefined && !isWhole(table, FIRST_TABLE, LAST_TABLE)) yield `table ${table} is out of range`;
}
