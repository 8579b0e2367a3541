/**
 * The embedded store: rows in one LMDB file.
 *
 * A row's key is the number of its first insertion, so a walk over the file yields rows in the order in which
 * they were made, and no id is too long for a key. Its value is JSON, readable with any LMDB tool.
 *
 * `overlappingSync` is off on purpose: LMDB then syncs the pages, then writes its meta page synchronously, and
 * only then resolves. With it on, a promise means "visible", not "durable". Group commit makes the syncs cheap:
 * commits that arrive while one is under way go to the disk together in the next.
 */
import { open, type RootDatabase } from 'lmdb';
import { assert } from '../base/assert.ts';
import type { Change, Store } from './store.ts';
import type { Row } from './table.ts';

interface StoredRow {
  readonly table: string;
  readonly row: Row;
}

/** A change ready for the disk: encoded early, so that nothing can fail in the middle of a write. */
interface EncodedChange {
  readonly name: string;
  /** The stored row as JSON; undefined removes it. */
  readonly text: string | undefined;
}

interface Waiting {
  readonly changes: readonly EncodedChange[];
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Opens (or creates) the store in `directory`, which one process at a time may hold. */
export function openLmdbStore(directory: string): Store {
  return new LmdbStore(
    open<string, number>({ path: directory, encoding: 'string', overlappingSync: false, cache: false }),
  );
}

class LmdbStore implements Store {
  /** `table/id` to the row's key in the file. */
  private readonly keys = new Map<string, number>();
  private nextKey = 0;
  private waiting: Waiting[] = [];
  private flushing: Promise<void> | undefined;
  private loaded = false;
  private failed: { readonly error: unknown } | undefined;

  constructor(private readonly database: RootDatabase<string, number>) {}

  *load(): Iterable<StoredRow> {
    for (const { key, value } of this.database.getRange()) {
      const stored = JSON.parse(value) as StoredRow;
      this.keys.set(nameOf(stored.table, stored.row.id), key);
      this.nextKey = key + 1;
      yield stored;
    }
    this.loaded = true;
  }

  async commit(changes: readonly Change[]): Promise<void> {
    assert(this.loaded, 'the store is loaded before it is written');
    const encoded = changes.map(encode);
    await new Promise<void>((resolve, reject) => {
      this.waiting.push({ changes: encoded, resolve, reject });
      this.flushing ??= this.flush();
    });
  }

  async close(): Promise<void> {
    await this.flushing;
    await this.database.close();
  }

  /** Writes group after group until nobody waits. Never rejects: each caller hears of its own commit. */
  private async flush(): Promise<void> {
    while (this.waiting.length > 0) {
      const group = this.waiting;
      this.waiting = [];
      await this.settle(group);
    }
    this.flushing = undefined;
  }

  private async settle(group: readonly Waiting[]): Promise<void> {
    try {
      await this.write(group);
      for (const commit of group) commit.resolve();
    } catch (error) {
      for (const commit of group) commit.reject(error);
    }
  }

  /** One LMDB transaction. After a failure nothing more is written: later commits may rest on the lost one. */
  private async write(group: readonly Waiting[]): Promise<void> {
    if (this.failed) throw this.failed.error;
    try {
      await this.database.batch(() => {
        for (const change of group.flatMap((commit) => commit.changes)) this.apply(change);
      });
    } catch (error) {
      this.failed = { error };
      throw error;
    }
  }

  private apply({ name, text }: EncodedChange): void {
    const key = this.keys.get(name);
    if (text !== undefined) this.put(name, key ?? this.nextKey++, text);
    else if (key !== undefined) this.delete(name, key);
  }

  private put(name: string, key: number, text: string): void {
    this.keys.set(name, key);
    this.database.put(key, text);
  }

  private delete(name: string, key: number): void {
    this.keys.delete(name);
    this.database.remove(key);
  }
}

function encode({ table, id, row }: Change): EncodedChange {
  return { name: nameOf(table, id), text: row && JSON.stringify({ table, row }) };
}

function nameOf(table: string, id: string): string {
  return `${table}/${id}`;
}
