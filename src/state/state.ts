/**
 * All resources in memory, changed in transactions, durable before anyone is told.
 *
 * A transaction is one synchronous function: nothing can come between its reads and its writes, and a throw
 * undoes all of it. Its changes go to the store in the order of commit. `durable()` resolves once everything
 * that was visible at the call has been stored; whoever answers a caller waits for it first, readers too, so
 * nobody is ever told of a state that a crash could take back.
 */
import { assert } from '../base/assert.ts';
import type { Change, Store, StoredRow } from './store.ts';
import type { Row, Table, TableOptions } from './table.ts';
import { makeTables, type Snapshot, type TableName, type Transaction } from './tables.ts';

/** One row as it was and as it is; a row may change more than once in a transaction, and is told of in order. */
export interface RowChange {
  readonly table: TableName;
  readonly id: string;
  readonly before: Row | undefined;
  readonly after: Row | undefined;
}

/** Called after the changes of a transaction have become durable. */
export type Watcher = (changes: readonly RowChange[]) => void;

export class State {
  private readonly tables: ReturnType<typeof makeTables>;
  private readonly watchers = new Set<Watcher>();
  private pending: Promise<void> = Promise.resolve();
  private inFlight = 0;
  /** What the transaction under way has changed; undefined outside of one. */
  private journal: RowChange[] | undefined;
  /** The tables that it has put rows into. */
  private readonly touched = new Set<Table<Row, string>>();

  private constructor(
    private readonly store: Store,
    private readonly onStoreFailure: (error: unknown) => void,
    options: TableOptions,
  ) {
    this.tables = makeTables(options);
    for (const table of Object.values(this.tables) as unknown as Table<Row, string>[]) {
      table.listen({
        touched: () => this.touch(table),
        changed: (id, before, after) =>
          this.journal?.push({ table: table.name as TableName, id, before, after }),
      });
    }
  }

  /**
   * Loads what is stored. `onStoreFailure` is called when a commit fails: memory is then ahead of the disk
   * and the process must end (what is on disk is whole).
   */
  static async open(
    store: Store,
    onStoreFailure: (error: unknown) => void,
    options: TableOptions = {},
  ): Promise<State> {
    const state = new State(store, onStoreFailure, options);
    const changes = store.load(() => state.rows());
    // A loop that waits for each would take a third longer, and a start may load a million rows.
    if (Symbol.iterator in changes) for (const change of changes) state.play(change);
    else for await (const change of changes) state.play(change);
    return state;
  }

  get snapshot(): Snapshot {
    return this.tables as unknown as Snapshot;
  }

  /** Runs `work` as one transaction. What it throws is thrown again, and nothing has changed. */
  transact<T>(work: (transaction: Transaction) => T): T {
    assert(!this.journal, 'transactions do not nest');
    const changes: RowChange[] = [];
    this.journal = changes;
    try {
      const result = work(this.tables as unknown as Transaction);
      for (const table of this.touched) table.settle();
      if (changes.length > 0) this.commit(changes);
      return result;
    } catch (error) {
      for (const table of this.touched) table.forgetUnsettled();
      for (const { table, id, before } of changes.reverse()) this.tableOf(table).restore(id, before);
      throw error;
    } finally {
      this.journal = undefined;
      this.touched.clear();
    }
  }

  /** Resolves when everything visible now is durable; at once when nothing is under way. */
  durable(): Promise<void> {
    return this.inFlight === 0 ? Promise.resolve() : this.pending;
  }

  /** Calls `watcher` after each durable change until the returned function is called. */
  watch(watcher: Watcher): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  async close(): Promise<void> {
    await this.durable();
    await this.store.close();
  }

  private play({ table, id, row }: Change): void {
    this.tableOf(table).restore(id, row);
  }

  private *rows(): Iterable<StoredRow> {
    for (const table of Object.values(this.tables) as unknown as Table<Row, string>[]) {
      for (const row of table.all()) yield { table: table.name, row };
    }
  }

  private touch(table: Table<Row, string>): void {
    assert(this.journal, `table ${table.name} is written inside a transaction only`);
    this.touched.add(table);
  }

  private commit(changes: readonly RowChange[]): void {
    this.inFlight += 1;
    this.pending = this.store.commit(lastOfEach(changes)).then(
      () => {
        this.inFlight -= 1;
        for (const watcher of this.watchers) watcher(changes);
      },
      (error) => {
        this.onStoreFailure(error);
        throw error;
      },
    );
    this.pending.catch(() => undefined);
  }

  private tableOf(name: string): Table<Row, string> {
    const table = (this.tables as unknown as Record<string, Table<Row, string>>)[name];
    assert(table, `the store holds only known tables, not ${name}`);
    return table;
  }
}

/** What is to be stored: of several changes of one row the last. */
function lastOfEach(changes: readonly RowChange[]): Change[] {
  const last = new Map<string, Change>();
  for (const { table, id, after } of changes) last.set(`${table}/${id}`, { table, id, row: after });
  return [...last.values()];
}
