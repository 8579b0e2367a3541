/**
 * What control plane and agent say to each other: one JSON value a line over one socket.
 *
 * The agent keeps every row on disk; after a reconnect it gets all rows again (`full`) and changes only what
 * differs, which is nothing when nothing changed.
 */
import type { ProgramRow, RowKey } from '../program/rows.ts';

export type ToAgent = RowsMessage | ShutdownMessage;

/** A change to the program. Long ones come in several messages; they are applied when `last` is true. */
export interface RowsMessage {
  readonly type: 'rows';
  /** Rises with each change. */
  readonly generation: number;
  /** True: rows that are not among the messages of this generation are to go. */
  readonly full: boolean;
  readonly put: readonly ProgramRow[];
  readonly delete: readonly RowKey[];
  readonly last: boolean;
}

/** The agent ends. With `removeNetwork` it first removes every namespace and rule it made. */
export interface ShutdownMessage {
  readonly type: 'shutdown';
  readonly removeNetwork: boolean;
}

export type FromAgent = HelloMessage | AppliedMessage | HealthMessage | ConsoleMessage | FailureMessage;

/** First message on each connection. */
export interface HelloMessage {
  readonly type: 'hello';
  readonly agentPid: number;
  /** The process that holds the user and mount namespaces of an agent without root; absent as root. */
  readonly holderPid?: number;
}

/** Everything up to `generation` is in the kernel, but for the rows in `failed`. */
export interface AppliedMessage {
  readonly type: 'applied';
  readonly generation: number;
  readonly failed: readonly { readonly key: RowKey; readonly message: string }[];
}

/** A health check's finding: after `hello` for each known check, then at each change. */
export interface HealthMessage {
  readonly type: 'health';
  readonly check: string;
  readonly state: 'healthy' | 'unhealthy';
  /** AWS's reason code and description; absent when healthy. */
  readonly reason?: string;
  readonly description?: string;
}

/** What an instance has printed: after `hello` for each that has, then whenever there is more. */
export interface ConsoleMessage {
  readonly type: 'console';
  readonly instanceId: string;
  /** The last of it, 64 KiB at most. */
  readonly text: string;
  /** ISO 8601 time at which it was last written to. */
  readonly writtenAt: string;
}

/** The agent cannot work at all: says what is missing and how to get it. */
export interface FailureMessage {
  readonly type: 'failure';
  readonly message: string;
}

/** Longest line either side accepts, in bytes. */
export const MAX_LINE_BYTES = 16 * 1024 * 1024;
/** Rows in one message. */
export const MAX_ROWS_PER_MESSAGE = 1000;
