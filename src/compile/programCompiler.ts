/** Compiles again and again, and says what has changed since the last time. */
import { isDeepStrictEqual } from 'node:util';
import { type ProgramRow, type RowKey, rowKey } from '../program/rows.ts';
import type { Snapshot } from '../state/tables.ts';
import { compiledRows } from './compile.ts';

/** A compilation against the one before. A row that has not changed is still the same object. */
export interface ProgramChange {
  /** The whole program. It follows later compilations: take from it what must stay. */
  readonly rows: ReadonlyMap<RowKey, ProgramRow>;
  /** New and changed rows, in order of key. */
  readonly put: readonly ProgramRow[];
  /** Keys of rows that are gone, in order. */
  readonly removed: readonly RowKey[];
}

export class ProgramCompiler {
  private readonly rows = new Map<RowKey, ProgramRow>();
  /**
   * The objects that the passes gave last time, so that one that comes again costs a look-up and no
   * comparison: with 10,000 endpoints nearly all of them do.
   */
  private readonly given = new Map<ProgramRow, { readonly key: RowKey; round: number }>();
  /** The object last given for each key; equal to the one in `rows`, but not always the same. */
  private readonly latest = new Map<RowKey, ProgramRow>();
  private round = 0;

  next(snapshot: Snapshot): ProgramChange {
    this.round += 1;
    const put: ProgramRow[] = [];
    for (const rows of compiledRows(snapshot)) {
      for (const row of rows) this.take(row, put);
    }
    const removed = this.dropWhatIsGone();
    return { rows: this.rows, put: put.sort(byKey), removed: removed.sort() };
  }

  private take(row: ProgramRow, put: ProgramRow[]): void {
    const known = this.given.get(row);
    if (known) {
      known.round = this.round;
      return;
    }
    const key = rowKey(row);
    this.given.set(row, { key, round: this.round });
    this.latest.set(key, row);
    if (isDeepStrictEqual(this.rows.get(key), row)) return;
    this.rows.set(key, row);
    put.push(row);
  }

  /** A row object that did not come again is gone, with its key unless another object has taken it. */
  private dropWhatIsGone(): RowKey[] {
    const removed: RowKey[] = [];
    for (const [row, { key, round }] of this.given) {
      if (round === this.round) continue;
      this.given.delete(row);
      if (this.latest.get(key) !== row) continue;
      this.latest.delete(key);
      this.rows.delete(key);
      removed.push(key);
    }
    return removed;
  }
}

function byKey(a: ProgramRow, b: ProgramRow): number {
  return rowKey(a) < rowKey(b) ? -1 : 1;
}
