/** A peering request expires after its week; what has ended is forgotten once neither side sees it. */
import { type PeeringConnection, shownUntil } from '../resources/peeringConnection.ts';
import type { Transaction } from '../state/tables.ts';
import { earliest } from './earliest.ts';
import type { Moment, Reconciler } from './reconciler.ts';

const ENDED = ['deleted', 'rejected', 'failed', 'expired'] as const;

export const peeringLife: Reconciler = (tx, moment) =>
  earliest([
    ...tx.peeringConnections.by('state', 'pending-acceptance').map((row) => expire(tx, row, moment)),
    ...ENDED.flatMap((code) => tx.peeringConnections.by('state', code)).map((row) => forget(tx, row, moment)),
  ]);

function expire(tx: Transaction, row: PeeringConnection, { now }: Moment): Date | undefined {
  const due = new Date(row.spec.expiresAt);
  if (due > now) return due;
  const expired = {
    ...row,
    status: { code: 'expired', message: 'Expired', endedAt: now.toISOString() },
  } as const;
  tx.peeringConnections.put(expired);
  return lastShown(expired);
}

function forget(tx: Transaction, row: PeeringConnection, { now }: Moment): Date | undefined {
  const due = lastShown(row);
  if (due && due > now) return due;
  tx.peeringConnections.delete(row.id);
  tx.peeringAcceptances.delete(row.id);
  return undefined;
}

function lastShown(row: PeeringConnection): Date | undefined {
  const times = [row.spec.requester, row.spec.accepter].map(({ accountId }) => shownUntil(row, accountId));
  return times.reduce((last, time) => (last && time && last > time ? last : time));
}
