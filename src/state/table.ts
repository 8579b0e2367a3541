/**
 * One kind of resource in memory, with its indexes.
 *
 * Rows are frozen: a change puts a new row in the place of the old one. Iteration is in order of insertion.
 */
import { assert } from '../base/assert.ts';

export interface Row {
  readonly id: string;
}

/** Index name to the keys under which a row is found (none, one or several). */
export type IndexDefinitions<R> = Readonly<
  Record<string, (row: R) => string | readonly string[] | undefined>
>;

/** Reading side of a table; what reconcilers, compile and inspect see. */
export interface ReadTable<R extends Row, Index extends string = string> {
  readonly size: number;
  get(id: string): R | undefined;
  has(id: string): boolean;
  all(): IterableIterator<R>;
  ids(): IterableIterator<string>;
  /** Rows under a key of an index, in order of insertion. Costs grow with the rows found only. */
  by(index: Index, key: string): R[];
  /** How many rows `by` would return. */
  count(index: Index, key: string): number;
  /** Where a row stands in the indexes, as pairs of index and key. */
  placesOf(row: R): [index: string, key: string][];
}

/** Writing side: only inside a transaction. */
export interface WriteTable<R extends Row, Index extends string = string> extends ReadTable<R, Index> {
  /** Inserts or replaces the row of that id. */
  put(row: R): void;
  /** Removes the row; an absent one is no error. */
  delete(id: string): void;
}

/** Told of each change, so that a transaction can be undone and made durable. */
export type ChangeListener = (id: string, before: Row | undefined, after: Row | undefined) => void;

export class Table<R extends Row, Index extends string> implements WriteTable<R, Index> {
  private readonly rows = new Map<string, R>();
  private readonly indexes: [
    string,
    (row: R) => string | readonly string[] | undefined,
    Map<string, Set<string>>,
  ][] = [];
  private readonly byName = new Map<string, Map<string, Set<string>>>();
  private listener: ChangeListener | undefined;

  constructor(
    readonly name: string,
    definitions: IndexDefinitions<R>,
  ) {
    for (const [index, keysOf] of Object.entries(definitions)) {
      const entries = new Map<string, Set<string>>();
      this.indexes.push([index, keysOf, entries]);
      this.byName.set(index, entries);
    }
  }

  get size(): number {
    return this.rows.size;
  }

  get(id: string): R | undefined {
    return this.rows.get(id);
  }

  has(id: string): boolean {
    return this.rows.has(id);
  }

  all(): IterableIterator<R> {
    return this.rows.values();
  }

  ids(): IterableIterator<string> {
    return this.rows.keys();
  }

  by(index: Index, key: string): R[] {
    const ids = this.entriesOf(index).get(key);
    if (!ids) return [];
    return Array.from(ids, (id) => this.rows.get(id) as R);
  }

  count(index: Index, key: string): number {
    return this.entriesOf(index).get(key)?.size ?? 0;
  }

  placesOf(row: R): [string, string][] {
    return this.indexes.flatMap(([index, keysOf]) =>
      listed(keysOf(row)).map((key): [string, string] => [index, key]),
    );
  }

  put(row: R): void {
    this.change(row.id, deepFreeze(row));
  }

  delete(id: string): void {
    this.change(id, undefined);
  }

  /** Tells `listener` of each change before it is made; what it throws prevents the change. For `State` only. */
  listen(listener: ChangeListener): void {
    this.listener = listener;
  }

  /** Sets a row without telling anyone: loading and undoing. For `State` only. */
  restore(id: string, row: R | undefined): void {
    const before = this.rows.get(id);
    if (row) this.rows.set(id, row);
    else this.rows.delete(id);
    this.reindex(id, before, row);
  }

  private change(id: string, after: R | undefined): void {
    const before = this.rows.get(id);
    if (before === after) return;
    this.listener?.(id, before, after);
    this.restore(id, after);
  }

  private reindex(id: string, before: R | undefined, after: R | undefined): void {
    for (const [, keysOf, entries] of this.indexes) {
      const was = before ? keysOf(before) : undefined;
      const is = after ? keysOf(after) : undefined;
      if (typeof was === 'string' && was === is) continue;
      for (const key of listed(was)) removeFrom(entries, key, id);
      for (const key of listed(is)) addTo(entries, key, id);
    }
  }

  private entriesOf(index: Index): Map<string, Set<string>> {
    const entries = this.byName.get(index);
    assert(entries, `table ${this.name} has an index ${index}`);
    return entries;
  }
}

function listed(keys: string | readonly string[] | undefined): readonly string[] {
  if (keys === undefined) return [];
  return typeof keys === 'string' ? [keys] : keys;
}

function addTo(entries: Map<string, Set<string>>, key: string, id: string): void {
  const ids = entries.get(key);
  if (ids) ids.add(id);
  else entries.set(key, new Set([id]));
}

function removeFrom(entries: Map<string, Set<string>>, key: string, id: string): void {
  const ids = entries.get(key);
  ids?.delete(id);
  if (ids?.size === 0) entries.delete(key);
}

function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const member of Object.values(value)) deepFreeze(member);
  return value;
}
