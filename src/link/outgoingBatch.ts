/**
 * A batch on its way: rows go out as they come, in messages none of which has too many rows or is too long for a
 * line. Rows come as JSON and are put into the message's JSON as they are.
 */
import type { RowKey } from '../program/rows.ts';
import { MAX_LINE_BYTES, MAX_ROWS_PER_MESSAGE } from './messages.ts';
import type { BatchHead } from './outbox.ts';

/** Half a line: what goes around the rows, and the last row, always fit into the other half. */
const MAX_PIECE_BYTES = MAX_LINE_BYTES / 2;

export class OutgoingBatch {
  private rows: string[] = [];
  private keys: RowKey[] = [];
  private bytes = 0;

  /** @param write takes a message, a `RowsMessage` as JSON */
  constructor(
    private readonly head: BatchHead,
    private readonly write: (json: string) => void,
  ) {}

  get generation(): number {
    return this.head.generation;
  }

  /** A new or changed row, as JSON. */
  put(row: string): void {
    this.makeRoom();
    this.rows.push(row);
    this.bytes += Buffer.byteLength(row);
  }

  remove(key: RowKey): void {
    this.makeRoom();
    this.keys.push(key);
    this.bytes += Buffer.byteLength(key) + 3;
  }

  /** Nothing more comes: now the agent applies all of it. */
  end(): void {
    this.flush(true);
  }

  private makeRoom(): void {
    const count = this.rows.length + this.keys.length;
    if (count >= MAX_ROWS_PER_MESSAGE || this.bytes > MAX_PIECE_BYTES) this.flush(false);
  }

  private flush(last: boolean): void {
    const { generation, full } = this.head;
    const around = JSON.stringify({ type: 'rows', generation, full, last, delete: this.keys });
    this.write(`${around.slice(0, -1)},"put":[${this.rows.join(',')}]}`);
    this.rows = [];
    this.keys = [];
    this.bytes = 0;
  }
}
