/** A program followed from one compilation to the next, as an agent would. */
import { ProgramCompiler } from '../../src/compile/programCompiler.ts';
import type { ProgramRow, RowKey } from '../../src/program/rows.ts';
import type { State } from '../../src/state/state.ts';

export interface FollowedProgram {
  readonly rows: ReadonlyMap<RowKey, ProgramRow>;
  /** Compiles what has changed since the last time. */
  next(): Promise<{ readonly put: ProgramRow[]; readonly removed: RowKey[] }>;
}

export function followedProgram(state: State): FollowedProgram {
  const compiler = new ProgramCompiler(state.snapshot);
  const rows = new Map<RowKey, ProgramRow>();
  state.watch((changes) => compiler.note(changes));
  return {
    rows,
    async next() {
      await state.durable();
      const pieces = [...compiler.next(3)];
      const removed = pieces.flatMap((piece) => piece.removed);
      const put = pieces.flatMap((piece) => piece.put);
      for (const key of removed) rows.delete(key);
      for (const { key, json } of put) rows.set(key, JSON.parse(json));
      return { put: put.map(({ json }) => JSON.parse(json)), removed };
    },
  };
}
