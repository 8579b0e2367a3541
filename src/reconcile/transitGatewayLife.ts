/**
 * Transit gateways and their tables are `available` soon after they were made. An attachment is once the data plane has
 * its interfaces, and `deleted` once it has let go of them. What has ended is forgotten an hour later.
 */
import type { Life } from '../resources/life.ts';
import type { TransitGatewayAttachment } from '../resources/transitGateway.ts';
import type { Row, WriteTable } from '../state/table.ts';
import type { Transaction } from '../state/tables.ts';
import { earliest } from './earliest.ts';
import type { Moment, Reconciler } from './reconciler.ts';

const REMEMBERED_MS = 60 * 60 * 1000;

export const transitGatewayLife: Reconciler = (tx, moment) => {
  settleAttachments(tx, moment);
  return earliest([
    settle(tx.transitGateways, moment),
    settle(tx.transitGatewayRouteTables, moment),
    forgetAttachments(tx, moment),
  ]);
};

interface Living extends Row {
  readonly status: Life;
}

/** Begins and ends what waits for nothing. */
function settle<R extends Living>(table: WriteTable<R, 'state'>, { now }: Moment): Date | undefined {
  for (const row of table.by('state', 'pending')) table.put({ ...row, status: { state: 'available' } });
  for (const row of table.by('state', 'deleting')) {
    table.put({ ...row, status: { state: 'deleted', endedAt: now.toISOString() } });
  }
  return earliest(table.by('state', 'deleted').map((row) => forget(table, row, now)));
}

function settleAttachments(tx: Transaction, { now }: Moment): void {
  const table = tx.transitGatewayAttachments;
  for (const row of [...table.by('state', 'pending'), ...table.by('state', 'modifying')]) {
    if (places(tx, row).every((place) => place === 'ready'))
      table.put({ ...row, status: { state: 'available' } });
  }
  for (const row of table.by('state', 'deleting')) {
    if (places(tx, row).every((place) => place === undefined || place === 'removed')) end(tx, row, now);
  }
}

function places(tx: Transaction, { spec }: TransitGatewayAttachment) {
  return Object.values(spec.interfaceIds).map((id) => tx.networkInterfaces.get(id)?.status.dataPlane);
}

function end(tx: Transaction, row: TransitGatewayAttachment, now: Date): void {
  for (const id of Object.values(row.spec.interfaceIds)) tx.networkInterfaces.delete(id);
  const spec = { ...row.spec, interfaceIds: {} };
  tx.transitGatewayAttachments.put({
    ...row,
    spec,
    status: { state: 'deleted', endedAt: now.toISOString() },
  });
}

function forgetAttachments(tx: Transaction, { now }: Moment): Date | undefined {
  const table = tx.transitGatewayAttachments;
  const ended = [...table.by('state', 'deleted'), ...table.by('state', 'rejected')];
  return earliest(
    ended.map((row) => {
      const due = forget(table, row, now);
      if (!due) tx.transitGatewayAcceptances.delete(row.id);
      return due;
    }),
  );
}

function forget(
  table: { delete(id: string): void },
  { id, status }: { readonly id: string; readonly status: { readonly endedAt?: string } },
  now: Date,
): Date | undefined {
  const due = new Date(Date.parse(status.endedAt ?? now.toISOString()) + REMEMBERED_MS);
  if (due > now) return due;
  table.delete(id);
  return undefined;
}
