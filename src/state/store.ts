/** The port under the state: durable key/value rows. Embedded: journal/journalStore.ts. */
import type { Row } from './row.ts';

/** One row written, or removed where `row` is undefined. */
export interface Change {
  readonly table: string;
  readonly id: string;
  readonly row: Row | undefined;
}

/** One row as it stands. */
export interface StoredRow {
  readonly table: string;
  readonly row: Row;
}

export interface Store {
  /**
   * Changes that, made in their order, give what is stored; within each table rows come in the order in which they
   * were first put.
   * @param rows reads everything that there is: for stores that write it anew from time to time
   */
  load(rows?: () => Iterable<StoredRow>): AsyncIterable<Change> | Iterable<Change>;
  /**
   * Makes the changes durable, all or none, after those of every earlier call. Resolves once they survive
   * kill -9 and power loss. Calls that come while one is under way may share its flush.
   */
  commit(changes: readonly Change[]): Promise<void>;
  close(): Promise<void>;
}
