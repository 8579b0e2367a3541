/**
 * What is kept for some time only: client tokens for a day, temporary keys for two days from their making. No key
 * lives longer than 36 hours; one that has ended is kept so that its user is told that it has expired. Analyses of
 * reachability are kept for 120 days, as AWS does.
 */
import type { WriteTable } from '../state/table.ts';
import { earliest } from './earliest.ts';
import type { Reconciler } from './reconciler.ts';

const HOUR_MS = 3_600_000;
const CLIENT_TOKEN_MS = 24 * HOUR_MS;
const SESSION_MS = 48 * HOUR_MS;
const ANALYSIS_MS = 120 * 24 * HOUR_MS;

interface Memory {
  readonly id: string;
  readonly createdAt: string;
}

export const endedMemories: Reconciler = (tx, { now }) =>
  earliest([
    forget(tx.clientTokens, CLIENT_TOKEN_MS, now),
    forget(tx.sessions, SESSION_MS, now),
    forget(tx.networkInsightsAnalyses, ANALYSIS_MS, now),
  ]);

/** Rows stand in the order of their making: the walk ends at the first that stays. */
function forget(table: WriteTable<Memory>, lifeMs: number, now: Date): Date | undefined {
  for (const { id, createdAt } of table.all()) {
    const due = new Date(Date.parse(createdAt) + lifeMs);
    if (due > now) return due;
    table.delete(id);
  }
  return undefined;
}
