/**
 * What the agent has been told, and what it must be told next. Pure.
 *
 * One batch is under way at a time. What changes meanwhile is put together, so that a row that changes a
 * hundred times while the agent works costs one row; nothing here grows beyond the size of the program.
 */
import { known } from '../base/assert.ts';
import { type ProgramRow, type RowKey, rowKey } from '../program/rows.ts';

/** A compilation against the one before; `rows` is the whole program and may follow later compilations. */
export interface OfferedProgram {
  readonly rows: ReadonlyMap<RowKey, ProgramRow>;
  readonly put: readonly ProgramRow[];
  readonly removed: readonly RowKey[];
}

/** One change of the agent's program. */
export interface Batch {
  readonly generation: number;
  readonly full: boolean;
  readonly put: readonly ProgramRow[];
  readonly delete: readonly RowKey[];
}

export class Outbox {
  private rows: ReadonlyMap<RowKey, ProgramRow> | undefined;
  /** Keys to tell of: rows that are in the program are put, the others deleted. */
  private readonly waiting = new Set<RowKey>();
  private full = true;
  private underWay = false;

  /** @param sent the last generation of earlier times; those sent from now on are higher */
  constructor(private sent: number) {}

  /** The highest generation that has been taken. */
  get lastGeneration(): number {
    return this.sent;
  }

  /** A batch is under way. */
  get busy(): boolean {
    return this.underWay;
  }

  /** Takes a compilation; returns the generation that will carry all of it. */
  offer(program: OfferedProgram): number {
    const isFirst = this.rows === undefined;
    this.rows = program.rows;
    for (const row of program.put) this.waiting.add(rowKey(row));
    for (const key of program.removed) this.waiting.add(key);
    return isFirst || this.full || this.waiting.size > 0 ? this.sent + 1 : this.sent;
  }

  /** Tells these rows again: the agent could not make them so. */
  repeat(keys: Iterable<RowKey>): void {
    for (const key of keys) this.waiting.add(key);
  }

  /** The agent is a new one, or may have missed something: the next batch is the whole program. */
  restart(): void {
    this.full = true;
    this.underWay = false;
  }

  /** The batch that was under way has been applied. */
  settle(generation: number): void {
    if (generation >= this.sent) this.underWay = false;
  }

  /** The next batch; undefined while one is under way, or there is nothing to tell. */
  take(): Batch | undefined {
    if (this.underWay || !this.rows) return undefined;
    if (!this.full && this.waiting.size === 0) return undefined;
    this.underWay = true;
    this.sent += 1;
    const batch = this.full ? this.wholeProgram() : this.difference();
    this.full = false;
    this.waiting.clear();
    return batch;
  }

  private wholeProgram(): Batch {
    const rows = known(this.rows, 'a program was offered');
    return { generation: this.sent, full: true, put: [...rows.values()], delete: [] };
  }

  private difference(): Batch {
    const rows = known(this.rows, 'a program was offered');
    const keys = [...this.waiting];
    return {
      generation: this.sent,
      full: false,
      put: keys.map((key) => rows.get(key)).filter((row) => row !== undefined),
      delete: keys.filter((key) => !rows.has(key)),
    };
  }
}
