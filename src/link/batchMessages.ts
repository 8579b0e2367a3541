/** A batch as messages, none of them with too many rows or too long for a line. */
import type { ProgramRow, RowKey } from '../program/rows.ts';
import { MAX_LINE_BYTES, MAX_ROWS_PER_MESSAGE, type RowsMessage } from './messages.ts';
import type { Batch } from './outbox.ts';

type Piece = { readonly put: readonly ProgramRow[]; readonly delete: readonly RowKey[] };

/** Half a line: what goes around the rows, and the last row, always fit into the other half. */
const MAX_PIECE_BYTES = MAX_LINE_BYTES / 2;

export function batchMessages({ generation, full, ...batch }: Batch): RowsMessage[] {
  const pieces = [
    ...chunks(batch.delete).map((keys): Piece => ({ put: [], delete: keys })),
    ...chunks(batch.put).map((rows): Piece => ({ put: rows, delete: [] })),
  ];
  // An empty program must be told too.
  if (pieces.length === 0) pieces.push({ put: [], delete: [] });
  return pieces.map((piece, index) => ({
    type: 'rows',
    generation,
    full,
    ...piece,
    last: index === pieces.length - 1,
  }));
}

/** Rows with user data or many targets are long, so their bytes count too. */
function chunks<T>(items: readonly T[]): T[][] {
  const all: T[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const item of items) {
    const current = all.at(-1);
    if (!current || current.length >= MAX_ROWS_PER_MESSAGE || bytes > MAX_PIECE_BYTES) {
      all.push([item]);
      bytes = 0;
    } else {
      current.push(item);
    }
    bytes += Buffer.byteLength(JSON.stringify(item));
  }
  return all;
}
