/** A state in memory that holds given rows. */
import { memoryStore } from '../../src/state/memoryStore.ts';
import { State } from '../../src/state/state.ts';
import type { WriteTable } from '../../src/state/table.ts';
import type { Placed } from './tourTopology.ts';

export async function stateOf(rows: readonly Placed[]): Promise<State> {
  const state = await State.open(memoryStore(), (error) => {
    throw error;
  });
  place(state, rows);
  return state;
}

/** Puts rows in the given order, in one transaction. */
export function place(state: State, rows: readonly Placed[]): void {
  state.transact((tx) => {
    for (const [table, row] of rows) (tx[table] as unknown as WriteTable<typeof row>).put(row);
  });
}
