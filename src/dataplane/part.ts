/** What the agent is made of besides the kernel: DNS, health checks, instances. */
import type { ProgramRow, RowKey } from '../program/rows.ts';

/** One change of the program, after the kernel has it. */
export interface RowChange {
  readonly put: readonly ProgramRow[];
  readonly removed: readonly ProgramRow[];
  /** Everything there is now. */
  readonly rows: ReadonlyMap<RowKey, ProgramRow>;
}

export interface Part {
  /** Follows a change. The same rows again change nothing. */
  apply(change: RowChange): Promise<void>;
  /** Gives back sockets, threads and timers; what runs in the kernel and in instances stays. */
  close(): Promise<void>;
}
