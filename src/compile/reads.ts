/**
 * What a compilation of one resource has read: the rows by their ids, the indexes by their keys.
 *
 * A spreadsheet's rule: what read something is made anew when that changes, and nothing else is.
 */
import { assert } from '../base/assert.ts';
import type { ReadTable, Row } from '../state/table.ts';
import type { Snapshot, TableName } from '../state/tables.ts';

/** One thing that can be read: a row, present or not, or a key of an index. */
export interface Place<Reader> {
  readonly key: string;
  /** The map that holds the place under its key. */
  readonly among: Map<string, Place<Reader>>;
  /** Nearly always one: an endpoint's own rows. A set is made for the second. */
  readers: Reader | Set<Reader>;
}

type Places<Reader> = Map<string, Place<Reader>>;

export class Reads<Reader extends object> {
  /** The tables, noting what is read in them for the reader at work. */
  private readonly tables: Snapshot;
  /** Rows that were read, by table. */
  private readonly places = new Map<TableName, Places<Reader>>();
  /** Keys under which rows were looked up, by table and index. */
  private readonly indexes = new Map<TableName, Map<string, Places<Reader>>>();
  /** Keys under which rows were only counted. */
  private readonly counts = new Map<TableName, Map<string, Places<Reader>>>();
  private reader: Reader | undefined;
  private noted: Place<Reader>[] = [];

  constructor(source: Snapshot) {
    const entries = Object.entries(source) as [TableName, ReadTable<Row>][];
    const noted = entries.map(([name, table]) => [name, this.noting(name, table)]);
    this.tables = Object.fromEntries(noted) as unknown as Snapshot;
  }

  /** Does `work` as `reader`; gives what came of it and what it read, each place once. */
  during<T>(reader: Reader, work: (tables: Snapshot) => T): [T, readonly Place<Reader>[]] {
    this.reader = reader;
    this.noted = [];
    const result = work(this.tables);
    this.reader = undefined;
    return [result, this.noted];
  }

  /** The reader no longer depends on these places. */
  forget(reader: Reader, places: readonly Place<Reader>[]): void {
    for (const place of places) {
      if (place.readers instanceof Set) {
        place.readers.delete(reader);
        if (place.readers.size > 0) continue;
      }
      place.among.delete(place.key);
    }
  }

  /**
   * Who has read that row, has looked rows up under a key under which it stood or stands, or has counted under one
   * where it does so no more, or now does.
   */
  *readersOf(table: TableName, id: string, rows: readonly (Row | undefined)[]): Iterable<Reader> {
    yield* at(this.places.get(table), id);
    const source = this.tables[table] as ReadTable<Row>;
    for (const [index, places] of this.indexes.get(table) ?? []) {
      for (const key of rows.flatMap(keysIn(source, index))) yield* at(places, key);
    }
    for (const [index, places] of this.counts.get(table) ?? []) {
      for (const key of onceAmong(rows.map(keysIn(source, index)))) yield* at(places, key);
    }
  }

  private noting(name: TableName, table: ReadTable<Row>): ReadTable<Row> {
    const rows: Places<Reader> = new Map();
    const indexes = new Map<string, Places<Reader>>();
    const counts = new Map<string, Places<Reader>>();
    this.places.set(name, rows);
    this.indexes.set(name, indexes);
    this.counts.set(name, counts);
    const keysOf = (read: Map<string, Places<Reader>>, index: string) => {
      const known = read.get(index) ?? new Map();
      read.set(index, known);
      return known;
    };
    return {
      get size(): number {
        throw new Error(`a pass reads the size of ${name}`);
      },
      get revision(): number {
        throw new Error(`a pass reads the revision of ${name}`);
      },
      all: () => {
        throw new Error(`a pass reads all of ${name}`);
      },
      ids: () => {
        throw new Error(`a pass reads all of ${name}`);
      },
      get: (id) => {
        this.note(rows, id);
        return table.get(id);
      },
      has: (id) => {
        this.note(rows, id);
        return table.has(id);
      },
      by: (of, key) => {
        this.note(keysOf(indexes, of), key);
        return table.by(of, key);
      },
      count: (of, key) => {
        this.note(keysOf(counts, of), key);
        return table.count(of, key);
      },
      keysOf: (index, row) => table.keysOf(index, row),
    };
  }

  private note(among: Places<Reader>, key: string): void {
    const { reader } = this;
    assert(reader, 'a pass reads only while it works');
    const place = among.get(key);
    if (!place) {
      const made = { key, among, readers: reader };
      among.set(key, made);
      this.noted.push(made);
    } else if (isNew(place, reader)) {
      this.noted.push(place);
    }
  }
}

function keysIn(table: ReadTable<Row>, index: string): (row: Row | undefined) => readonly string[] {
  return (row) => (row ? table.keysOf(index, row) : []);
}

/** What some of the lists have and not all: what they all have counts as before. */
function onceAmong(lists: readonly (readonly string[])[]): string[] {
  const all = new Set(lists.flat());
  return [...all].filter((key) => !lists.every((list) => list.includes(key)));
}

function at<Reader extends object>(places: Places<Reader> | undefined, key: string): Iterable<Reader> {
  const readers = places?.get(key)?.readers;
  if (readers === undefined) return [];
  return readers instanceof Set ? readers : [readers];
}

/** Adds the reader, unless it is one already. */
function isNew<Reader extends object>(place: Place<Reader>, reader: Reader): boolean {
  if (place.readers === reader) return false;
  if (!(place.readers instanceof Set)) place.readers = new Set([place.readers]);
  if (place.readers.has(reader)) return false;
  place.readers.add(reader);
  return true;
}
