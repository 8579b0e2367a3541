/** Writes all rows into one file, a little at a time, so that calls are answered meanwhile. */
import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { StoredRow } from '../store.ts';
import { HEADER_BYTES, lineOf, writeHeader } from './record.ts';

/** Text of a record: what takes about half a millisecond. */
const RECORD_LENGTH = 128 * 1024;

/**
 * Writes `rows` to a file that is there as a whole or not at all.
 * @param rows may change while they are read
 * @param beforeItCounts awaited when everything has been written
 * @returns its size in bytes
 */
export async function writeRowsFile(
  path: string,
  rows: Iterable<StoredRow>,
  beforeItCounts: () => Promise<void>,
): Promise<number> {
  const temporary = `${path}.new`;
  const file = await open(temporary, 'w', 0o600);
  let size = 0;
  try {
    for (const text of texts(rows)) {
      const bytes = recordOf(text);
      await file.writeFile(bytes);
      size += bytes.length;
      await setImmediate();
    }
    await beforeItCounts();
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
  await syncDirectory(dirname(path));
  return size;
}

export async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

function* texts(rows: Iterable<StoredRow>): Generator<string> {
  let text = '';
  for (const { table, row } of rows) {
    text += lineOf({ table, id: row.id, row });
    if (text.length < RECORD_LENGTH) continue;
    yield text;
    text = '';
  }
  if (text !== '') yield text;
}

function recordOf(text: string): Buffer {
  const bytes = Buffer.allocUnsafe(HEADER_BYTES + Buffer.byteLength(text));
  const length = bytes.write(text, HEADER_BYTES);
  writeHeader(bytes, length);
  return bytes;
}
