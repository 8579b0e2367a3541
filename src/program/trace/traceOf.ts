/** Rows and a packet, and what becomes of it: everything from render to the answer, in one call. */
import { DesiredState } from '../desired.ts';
import type { HealthTable, ProgramRow, RowKey } from '../rows.ts';
import type { Exchange, Start } from './journey.ts';
import type { Sending } from './packet.ts';
import { Tracer } from './tracer.ts';

/**
 * Each way that chance may go, once.
 * @param rows that `check` has found sound
 */
export function traceOf(
  rows: ReadonlyMap<RowKey, ProgramRow>,
  health: HealthTable,
  start: Start,
  sending: Sending,
): readonly Exchange[] {
  return tracerOf(rows, health).everyExchange(start, sending);
}

/** For many packets through the same rows. */
export function tracerOf(rows: ReadonlyMap<RowKey, ProgramRow>, health: HealthTable): Tracer {
  const desired = new DesiredState();
  desired.update(rows, health);
  return new Tracer(desired.namespaces);
}
