/** The rows that the control plane asked for, gathered from the link's messages. */
import type { RowsMessage } from '../link/messages.ts';
import { type ProgramRow, type RowKey, rowKey } from '../program/rows.ts';
import type { RowEdit } from '../program/soundRows.ts';

export interface Revision {
  readonly generation: number;
  readonly edit: RowEdit;
}

/** Gathers the messages of one generation; rows that are as before keep their identity. */
export class ProgramReceiver {
  readonly #rows: Map<RowKey, ProgramRow>;
  #parts: RowsMessage[] = [];

  constructor(rows: ReadonlyMap<RowKey, ProgramRow>) {
    this.#rows = new Map(rows);
  }

  /** As of the last revision. */
  get rows(): ReadonlyMap<RowKey, ProgramRow> {
    return this.#rows;
  }

  /** A connection has ended: what it had begun to say is void. */
  reset(): void {
    this.#parts = [];
  }

  /** The new program once the message is a generation's last. */
  receive(message: RowsMessage): Revision | undefined {
    if (this.#parts[0]?.generation !== message.generation) this.#parts = [];
    this.#parts.push(message);
    if (!message.last) return undefined;
    const edit = editOf(this.#parts, this.#rows);
    this.#parts = [];
    for (const key of edit.delete) this.#rows.delete(key);
    for (const row of edit.put) this.#rows.set(rowKey(row), row);
    return { generation: message.generation, edit };
  }
}

/** What the messages change; a full program names no deletions, they are what it leaves out. */
function editOf(messages: readonly RowsMessage[], before: ReadonlyMap<RowKey, ProgramRow>): RowEdit {
  const put = new Map(messages.flatMap((message) => message.put.map((row) => [rowKey(row), row] as const)));
  const full = messages.some((message) => message.full);
  const named = messages.flatMap((message) => message.delete).filter((key) => before.has(key));
  const gone = full
    ? [...before.keys()].filter((key) => !put.has(key))
    : named.filter((key) => !put.has(key));
  return {
    put: [...put].filter(([key, row]) => !same(before.get(key), row)).map(([, row]) => row),
    delete: gone,
  };
}

function same(a: ProgramRow | undefined, b: ProgramRow): boolean {
  return a !== undefined && JSON.stringify(a) === JSON.stringify(b);
}
