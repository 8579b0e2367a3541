/** Reads a file of records from its beginning to the last one that is whole. */
import { closeSync, openSync, readSync } from 'node:fs';
import { HEADER_BYTES, isWhole, readHeader } from './record.ts';

const READ_AHEAD_BYTES = 1024 * 1024;

/** The texts of a file's records. Ends with the position after the last one that is whole. */
export function* readRecords(path: string): Generator<string, number> {
  const file = openSync(path, 'r');
  try {
    const read = readerOf(file);
    for (let position = 0; ; ) {
      const text = recordAt(read, position);
      if (!text) return position;
      yield text.toString('utf8');
      position += HEADER_BYTES + text.length;
    }
  } finally {
    closeSync(file);
  }
}

/**
 * Whether a whole record stands anywhere after `position`. Records are written one after the other, so behind one
 * that was not finished there is none: where there is, what lies before it was whole once and has been damaged.
 */
export function hasRecordAfter(path: string, position: number): boolean {
  const file = openSync(path, 'r');
  try {
    const read = readerOf(file);
    for (let at = position; ; at += READ_AHEAD_BYTES) {
      const found = read(at, READ_AHEAD_BYTES + HEADER_BYTES).toString('latin1');
      if (found === '') return false;
      for (const { index } of found.matchAll(/[0-9a-f]{8} [0-9a-f]{8}\n/g)) {
        if (recordAt(read, at + index)) return true;
      }
    }
  } finally {
    closeSync(file);
  }
}

/** Bytes of the file; fewer at its end. */
type Read = (position: number, length: number) => Buffer;

function recordAt(read: Read, position: number): Buffer | undefined {
  const header = readHeader(read(position, HEADER_BYTES));
  if (!header) return undefined;
  const text = read(position + HEADER_BYTES, header.length);
  return isWhole(header, text) ? text : undefined;
}

function readerOf(file: number): Read {
  let start = 0;
  let held: Buffer = Buffer.alloc(0);
  return (position, length) => {
    if (position < start || position + length > start + held.length) {
      start = position;
      held = readFully(file, position, Math.max(length, READ_AHEAD_BYTES));
    }
    return held.subarray(position - start, position - start + length);
  };
}

/** A length that a damaged header names may be any: no more is made room for than the file has. */
function readFully(file: number, position: number, length: number): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at < length; ) {
    const part = Buffer.allocUnsafe(Math.min(length - at, 16 * READ_AHEAD_BYTES));
    const count = readSync(file, part, 0, part.length, position + at);
    if (count === 0) break;
    parts.push(part.subarray(0, count));
    at += count;
  }
  return parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts);
}
