/** What may be wrong with the rows of transit gateways. */
import { transitLinkName, transitPortName, transitTableNumber } from './interfaceNames.ts';
import { tableFaults } from './routingFaults.ts';
import type { ProgramRow, RowKey } from './rows.ts';
import { each, id, isCidr, isIpv6Cidr, isRoutable, one } from './shapes.ts';
import type { TransitLinkRow, TransitRoutesRow, TransitRow } from './transitRows.ts';

type RowLookup = Pick<ReadonlyMap<RowKey, ProgramRow>, 'get' | 'has'>;
type Row = TransitRow | TransitLinkRow | TransitRoutesRow;

/** Field by field. */
export function* transitFaults(row: Row): Iterable<string> {
  if (row.kind === 'transit') return yield* id('id', row.id, 'tgw');
  yield* id('transitId', row.transitId, 'tgw');
  if (row.kind === 'transitRoutes') return yield* routesFaults(row);
  yield* id('id', row.id, 'tgw-attach');
  yield* each('cidrs', row.cidrs, (text) => isCidr(text) || isIpv6Cidr(text));
  yield* tableFaults(row.routedBy);
  yield* tableFaults(row.table);
  if (row.subnetId !== undefined) yield* id('subnetId', row.subnetId, 'subnet');
}

/** Of other rows. */
export function* transitReferenceFaults(row: Row, rows: RowLookup): Iterable<string> {
  if (row.kind === 'transit') return;
  if (!rows.has(`transit/${row.transitId}`)) yield `transit gateway ${row.transitId} is unknown`;
  if (row.kind === 'transitLink') {
    if (!rows.has(`vpc/${row.vpcId}`)) yield `VPC ${row.vpcId} is unknown`;
    const subnet = row.subnetId === undefined ? row : rows.get(`subnet/${row.subnetId}`);
    if (!subnet || !('vpcId' in subnet) || subnet.vpcId !== row.vpcId)
      yield `subnet ${row.subnetId} is unknown in its VPC`;
    return;
  }
  for (const { via } of row.routes) {
    const link = via === 'blackhole' ? undefined : rows.get(`transitLink/${via.transitLink}`);
    const isThere = link?.kind === 'transitLink' && link.transitId === row.transitId;
    if (via !== 'blackhole' && !isThere) yield `link ${via.transitLink} is unknown in ${row.transitId}`;
  }
}

/** Things that only one row may have. */
export function transitClaims(row: Row): string[] {
  switch (row.kind) {
    case 'transit':
      return [];
    case 'transitLink':
      return [
        `link ${transitLinkName(row.id)} of ${row.vpcId}`,
        `link ${transitPortName(row.id)} of ${row.transitId}`,
      ];
    case 'transitRoutes':
      return [`table ${row.table} of ${row.transitId}`];
  }
}

export function isTransit(row: ProgramRow): row is Row {
  return row.kind === 'transit' || row.kind === 'transitLink' || row.kind === 'transitRoutes';
}

function* routesFaults(row: TransitRoutesRow): Iterable<string> {
  yield* id('id', row.id, 'tgw-rtb');
  if (row.table !== transitTableNumber(row.id)) yield `table ${row.table} is not that of ${row.id}`;
  const destinations = row.routes.map(({ destination }) => destination);
  yield* each('destination', destinations, isRoutable);
  for (const { via } of row.routes) {
    if (via !== 'blackhole') yield* id('via', via.transitLink, 'tgw-attach');
  }
  for (const twice of destinations.filter((text, at) => destinations.indexOf(text) < at)) {
    yield* one('destination', twice, () => false);
  }
}
