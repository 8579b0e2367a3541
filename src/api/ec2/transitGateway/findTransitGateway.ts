/**
 * Gateways, tables and attachments as callers find them.
 *
 * AWS lets another account see a gateway that was shared with it by Resource Access Manager, which is not here. So
 * whoever knows a gateway's id may describe it and ask to be attached, as if it were shared with the whole
 * installation, and sees it in lists once it has an attachment; what a shared gateway's owner decides stays the
 * owner's: acceptance, tables, routes.
 */
import { AwsError } from '../../../base/awsError.ts';
import type { Resource } from '../../../resources/identity.ts';
import type {
  TransitGateway,
  TransitGatewayAttachment,
  TransitGatewayRouteTable,
} from '../../../resources/transitGateway.ts';
import type { Call } from '../../operation.ts';
import { checkId, find, mine, notFound, required } from '../ids.ts';

/** The caller's own, not deleted. @throws AwsError MissingParameter, InvalidTransitGatewayID.* */
export function findTransitGateway(call: Call, id: string | undefined): TransitGateway {
  const row = find(call, call.tx.transitGateways, 'transitGateway', id, 'TransitGatewayId');
  if (row.status.state === 'deleted') throw notFound('transitGateway', row.id);
  return row;
}

/** Anyone's in the Region, whatever its state. @throws as `findTransitGateway` */
export function findSharedTransitGateway(call: Call, id: string | undefined): TransitGateway {
  const wanted = required(id, 'TransitGatewayId');
  checkId('transitGateway', wanted);
  const row = call.tx.transitGateways.get(wanted);
  if (row?.region !== call.region) throw notFound('transitGateway', wanted);
  return row;
}

/** The caller's own, not deleted. @throws AwsError MissingParameter, InvalidRouteTableId.Malformed, InvalidRouteTableID.NotFound */
export function findTransitTable(call: Call, id: string | undefined): TransitGatewayRouteTable {
  const { transitGatewayRouteTables } = call.tx;
  const parameter = 'TransitGatewayRouteTableId';
  const row = find(call, transitGatewayRouteTables, 'transitGatewayRouteTable', id, parameter);
  if (row.status.endedAt) throw notFound('transitGatewayRouteTable', row.id);
  return row;
}

/** One that the caller sees, as the VPC's or the gateway's owner, whatever its state. @throws AwsError InvalidTransitGatewayAttachmentID.* */
export function findAttachment(call: Call, id: string | undefined): TransitGatewayAttachment {
  const wanted = required(id, 'TransitGatewayAttachmentId');
  checkId('transitGatewayAttachment', wanted);
  const row = call.tx.transitGatewayAttachments.get(wanted);
  const table = call.tx.transitGatewayAttachments;
  if (!row || !table.keysOf('party', row).includes(mine(call))) {
    throw notFound('transitGatewayAttachment', wanted);
  }
  return row;
}

/** An attachment to that table's gateway; another gateway's is not known there. @throws as `findAttachment` */
export function attachmentFor(
  call: Call,
  table: TransitGatewayRouteTable,
  id: string | undefined,
): TransitGatewayAttachment {
  const row = findAttachment(call, id);
  if (row.spec.transitGatewayId !== table.spec.transitGatewayId || row.status.endedAt) {
    throw notFound('transitGatewayAttachment', row.id);
  }
  return row;
}

/** All that the caller sees, with its own tags in place of the other side's. */
export function seenAttachments(call: Call, ids: readonly string[] | undefined): TransitGatewayAttachment[] {
  const rows = ids?.length
    ? [...new Set(ids)].map((id) => findAttachment(call, id))
    : call.tx.transitGatewayAttachments.by('party', mine(call));
  return rows.map((row) => withOwnTags(call, row));
}

export function withOwnTags(call: Call, row: TransitGatewayAttachment): TransitGatewayAttachment {
  if (row.accountId === call.accountId) return row;
  return { ...row, tags: call.tx.transitGatewayAcceptances.get(row.id)?.tags ?? {} };
}

/** @throws AwsError IncorrectState unless it is in one of these states */
export function checkState<R extends Resource & { readonly status: { readonly state: string } }>(
  row: R,
  ...states: readonly R['status']['state'][]
): void {
  if (states.includes(row.status.state)) return;
  throw new AwsError('IncorrectState', `${row.id} is in invalid state ${row.status.state}`);
}
