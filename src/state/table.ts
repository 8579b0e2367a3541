/**
 * One kind of resource in memory, with its indexes.
 *
 * Nobody changes a row: a change puts a new row in the place of the old one. In tests rows are frozen, so that whoever
 * changes one is found; a fifth of a call's time is too much for that where it serves. The same row may come as another
 * object when it is asked for again (rowStore.ts). Iteration is in order of insertion.
 *
 * A transaction often puts a row several times before anyone looks for it by more than its id. So rows that were put
 * lie beside the others until an index or a list is asked for, or the transaction ends: then they are settled, each
 * once.
 */
import { assert } from '../base/assert.ts';
import type { Row } from './row.ts';
import type { RowPacker } from './rowPacking.ts';
import { RowStore } from './rowStore.ts';
import { TableIndex } from './tableIndex.ts';

export type { Row } from './row.ts';

/** Index name to the keys under which a row is found (none, one or several). */
export type IndexDefinitions<R> = Readonly<Record<string, KeysOf<R>>>;
type KeysOf<R> = (row: R) => string | readonly string[] | undefined;

/** Reading side of a table; what reconcilers, compile and inspect see. */
export interface ReadTable<R extends Row, Index extends string = string> {
  readonly size: number;
  /** Another one after each change. */
  readonly revision: number;
  get(id: string): R | undefined;
  has(id: string): boolean;
  all(): IterableIterator<R>;
  ids(): IterableIterator<string>;
  /** Rows under a key of an index, in order of insertion. Costs grow with the rows found only. */
  by(index: Index, key: string): R[];
  /** How many rows `by` would return. */
  count(index: Index, key: string): number;
  /** The keys of an index under which a row stands. */
  keysOf(index: Index, row: R): readonly string[];
}

/** Writing side: only inside a transaction. */
export interface WriteTable<R extends Row, Index extends string = string> extends ReadTable<R, Index> {
  /** Inserts or replaces the row of that id. */
  put(row: R): void;
  /** Removes the row; an absent one is no error. */
  delete(id: string): void;
}

/** Told of what happens to a table, so that a transaction can be undone and made durable. */
export interface TableListener {
  /** A row is about to be put or removed; what this throws prevents it. */
  touched(): void;
  /** A row is about to be changed. */
  changed(id: string, before: Row | undefined, after: Row | undefined): void;
}

export interface TableOptions {
  /** Whether rows are frozen when they are put; true by default. */
  readonly frozen?: boolean;
  /** How many rows stay objects (rowStore.ts). */
  readonly mostAwake?: number;
}

export class Table<R extends Row, Index extends string> implements WriteTable<R, Index> {
  private readonly rows: RowStore<R>;
  private readonly indexes: [string, KeysOf<R>, TableIndex][] = [];
  private readonly byName = new Map<string, TableIndex>();
  /** Rows that were put and are not settled. */
  private readonly unsettled = new Map<string, R>();
  private listener: TableListener | undefined;
  private readonly frozen: boolean;
  private changes = 0;

  constructor(
    readonly name: string,
    definitions: IndexDefinitions<R>,
    packer: RowPacker,
    options: TableOptions = {},
  ) {
    this.rows = new RowStore(packer, options.mostAwake);
    this.frozen = options.frozen ?? true;
    for (const [index, keysOf] of Object.entries(definitions)) {
      const entries = new TableIndex();
      this.indexes.push([index, keysOf, entries]);
      this.byName.set(index, entries);
    }
  }

  get size(): number {
    this.settle();
    return this.rows.size;
  }

  get revision(): number {
    return this.changes;
  }

  get(id: string): R | undefined {
    return (this.unsettled.size > 0 && this.unsettled.get(id)) || this.rows.get(id);
  }

  has(id: string): boolean {
    return this.rows.has(id) || this.unsettled.has(id);
  }

  *all(): IterableIterator<R> {
    this.settle();
    for (const row of this.rows.all()) yield this.unsettled.get(row.id) ?? row;
  }

  ids(): IterableIterator<string> {
    this.settle();
    return this.rows.ids();
  }

  by(index: Index, key: string): R[] {
    const entries = this.entriesOf(index);
    const count = entries.count(key);
    return count === 0 ? [] : this.rows.several(entries.ids(key));
  }

  count(index: Index, key: string): number {
    return this.entriesOf(index).count(key);
  }

  keysOf(index: Index, row: R): readonly string[] {
    const [, keysOf] = this.indexes.find(([name]) => name === index) ?? [];
    return listed(keysOf?.(row));
  }

  put(row: R): void {
    this.listener?.touched();
    this.unsettled.set(row.id, row);
  }

  delete(id: string): void {
    this.listener?.touched();
    this.settle();
    this.change(id, undefined);
  }

  /** For `State` only. */
  listen(listener: TableListener): void {
    this.listener = listener;
  }

  /** Gives every row that was put its place in the indexes. */
  settle(): void {
    if (this.unsettled.size === 0) return;
    for (const [id, row] of this.unsettled) this.change(id, this.frozen ? deepFreeze(row) : row);
    this.unsettled.clear();
  }

  /** Drops what was put and is not settled: undoing. For `State` only. */
  forgetUnsettled(): void {
    this.unsettled.clear();
  }

  /** Sets a row without telling anyone: loading and undoing. For `State` only. */
  restore(id: string, row: R | undefined): void {
    this.set(id, this.rows.get(id), row);
  }

  private change(id: string, after: R | undefined): void {
    const before = this.rows.get(id);
    if (before === after) return;
    this.listener?.changed(id, before, after);
    this.set(id, before, after);
  }

  private set(id: string, before: R | undefined, after: R | undefined): void {
    this.changes += 1;
    if (after) this.rows.set(id, after);
    else this.rows.delete(id);
    this.reindex(id, before, after);
  }

  private reindex(id: string, before: R | undefined, after: R | undefined): void {
    for (const [, keysOf, entries] of this.indexes) {
      const was = before ? keysOf(before) : undefined;
      const is = after ? keysOf(after) : undefined;
      if (sameKeys(was, is)) continue;
      for (const key of listed(was)) entries.remove(key, id);
      for (const key of listed(is)) entries.add(key, id);
    }
  }

  private entriesOf(index: Index): TableIndex {
    this.settle();
    const entries = this.byName.get(index);
    assert(entries, `table ${this.name} has an index ${index}`);
    return entries;
  }
}

type Keys = ReturnType<KeysOf<Row>>;

function listed(keys: Keys): readonly string[] {
  if (keys === undefined) return [];
  return typeof keys === 'string' ? [keys] : keys;
}

function sameKeys(a: Keys, b: Keys): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a.length !== b.length) return false;
  return a.every((key, at) => key === b[at]);
}

function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const name in value) deepFreeze(value[name]);
  return value;
}
