/**
 * Compiles again and again, and says what has changed since the last time. Costs by what has changed, not by what
 * there is: a unit, which is one resource with the rows that it brings, is compiled when something it has read
 * changes.
 *
 * Of a compiled unit only the keys and a digest of its rows are kept: the rows themselves are the agent's.
 */
import { createHash } from 'node:crypto';
import { type RowKey, rowKey } from '../program/rows.ts';
import type { RowChange } from '../state/state.ts';
import type { ReadTable, Row } from '../state/table.ts';
import type { Snapshot, TableName } from '../state/tables.ts';
import { COMPILED_TABLES, rowsOf } from './compile.ts';
import { type Place, Reads } from './reads.ts';
import { isSeen } from './seen.ts';

/** What some units have come to; a row is always the same unit's. */
export interface ProgramChange {
  /** New and changed rows, in order of key. */
  readonly put: readonly CompiledRow[];
  /** Keys of rows that are gone, in order. */
  readonly removed: readonly RowKey[];
}

export interface CompiledRow {
  readonly key: RowKey;
  /** The ProgramRow as JSON. */
  readonly json: string;
}

/** A resource and what it has brought. */
interface Unit {
  readonly table: TableName;
  readonly id: string;
  reads: readonly Place<Unit>[];
  keys: readonly RowKey[];
  digest: string;
}

export class ProgramCompiler {
  private readonly reads: Reads<Unit>;
  private readonly units = new Map<TableName, Map<string, Unit>>();
  private dirty = new Set<Unit>();
  /** Rows that no unit brings and that are to be removed once more. */
  private lost = new Set<RowKey>();

  constructor(private readonly snapshot: Snapshot) {
    this.reads = new Reads(snapshot);
    this.startOver();
  }

  /** Whether there is something to compile. */
  get isDirty(): boolean {
    return this.dirty.size + this.lost.size > 0;
  }

  /** Forgets what has been compiled: everything comes again, as to one who knows nothing. */
  startOver(): void {
    for (const unit of this.everyUnit()) this.reads.forget(unit, unit.reads);
    this.dirty = new Set();
    for (const table of COMPILED_TABLES) {
      this.units.set(table, new Map());
      for (const id of this.snapshot[table].ids()) this.dirty.add(this.unit(table, id));
    }
  }

  /** Rows of resources have changed. */
  note(changes: readonly RowChange[]): void {
    for (const { table, id, before, after } of changes) {
      if (!isSeen(table, before, after)) continue;
      if (COMPILED_TABLES.has(table)) this.dirty.add(this.unit(table, id));
      for (const unit of this.reads.readersOf(table, id, [before, after])) this.dirty.add(unit);
    }
  }

  /** These rows have to be told again: whoever was told could not take them. */
  repeat(keys: ReadonlySet<RowKey>): void {
    this.lost = new Set(keys);
    for (const unit of this.everyUnit()) {
      const again = unit.keys.filter((key) => this.lost.delete(key));
      if (again.length === 0) continue;
      unit.digest = '';
      this.dirty.add(unit);
    }
  }

  /**
   * Takes what is to be compiled now, and compiles it in pieces, between which the caller may let others work. What
   * changes meanwhile is for the next time. A walk that is not ended loses what is left: then `startOver`.
   */
  *next(unitsInPiece = Number.POSITIVE_INFINITY): Generator<ProgramChange, void> {
    const units = [...this.dirty];
    const lost = [...this.lost];
    this.dirty = new Set();
    this.lost = new Set();
    if (lost.length > 0) yield { put: [], removed: lost.sort() };
    for (let at = 0; at < units.length; at += unitsInPiece) {
      yield this.compiled(units.slice(at, at + unitsInPiece));
    }
  }

  private compiled(units: readonly Unit[]): ProgramChange {
    const put: CompiledRow[] = [];
    const removed: RowKey[] = [];
    for (const unit of units) this.compile(unit, put, removed);
    return { put: put.sort(byKey), removed: removed.sort() };
  }

  private compile(unit: Unit, put: CompiledRow[], removed: RowKey[]): void {
    const rows = this.rowsOf(unit);
    const digest = digestOf(rows);
    if (digest === unit.digest) return;
    const keys = new Set(rows.map(({ key }) => key));
    put.push(...rows);
    removed.push(...unit.keys.filter((key) => !keys.has(key)));
    unit.digest = digest;
    unit.keys = [...keys];
  }

  private rowsOf(unit: Unit): CompiledRow[] {
    const { table, id } = unit;
    const resource = (this.snapshot[table] as ReadTable<Row>).get(id);
    this.reads.forget(unit, unit.reads);
    unit.reads = [];
    if (!resource) {
      this.units.get(table)?.delete(id);
      return [];
    }
    const [rows, reads] = this.reads.during(unit, (tables) => rowsOf(table, resource, tables));
    unit.reads = reads;
    return rows.map((row) => ({ key: rowKey(row), json: JSON.stringify(row) }));
  }

  private unit(table: TableName, id: string): Unit {
    const units = this.units.get(table) as Map<string, Unit>;
    const known = units.get(id);
    if (known) return known;
    const unit: Unit = { table, id, reads: [], keys: [], digest: NOTHING };
    units.set(id, unit);
    return unit;
  }

  private *everyUnit(): Iterable<Unit> {
    for (const units of this.units.values()) yield* units.values();
  }
}

function digestOf(rows: readonly CompiledRow[]): string {
  if (rows.length === 0) return NOTHING;
  const hash = createHash('sha1');
  for (const { json } of rows) hash.update(json);
  return hash.digest('base64');
}

function byKey(a: CompiledRow, b: CompiledRow): number {
  return a.key < b.key ? -1 : 1;
}

/** The digest of no rows. */
const NOTHING = 'nothing';
