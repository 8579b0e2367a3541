/** The port under the state: durable key/value rows. Embedded: lmdbStore.ts. */
import type { Row } from './table.ts';

/** One row written, or removed where `row` is undefined. */
export interface Change {
  readonly table: string;
  readonly id: string;
  readonly row: Row | undefined;
}

export interface Store {
  /** Everything that is stored, in order of first insertion within each table. */
  load(): AsyncIterable<{ table: string; row: Row }> | Iterable<{ table: string; row: Row }>;
  /**
   * Makes the changes durable, all or none, after those of every earlier call. Resolves once they survive
   * kill -9 and power loss. Calls that come while one is under way may share its flush.
   */
  commit(changes: readonly Change[]): Promise<void>;
  close(): Promise<void>;
}
