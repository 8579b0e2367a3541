/**
 * The agent's program on disk: a file of rows and, after it, a journal of changes. A change is in the journal
 * before it is acknowledged; it survives the end of this process. (Not that of the machine: then the control
 * plane, which sends every row anew, is asked first.)
 */
import { appendFileSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ProgramRow, type RowKey, rowKey } from '../program/rows.ts';
import type { RowEdit } from '../program/soundRows.ts';

/** Last line of a whole file of rows. */
const END = '"end"';
/** The journal is folded into the file of rows once it has as many rows and more than this. */
const SHORTEST_FOLD = 500;

export class RowStore {
  readonly #rowsFile: string;
  readonly #journalFile: string;
  #journaled = 0;

  constructor(directory: string) {
    this.#rowsFile = join(directory, 'rows.ndjson');
    this.#journalFile = join(directory, 'rows.journal.ndjson');
  }

  /**
   * What was last kept; undefined where nothing ever was, and where the file is damaged: rows that it lost would
   * be taken for rows that are to go.
   */
  load(): Map<RowKey, ProgramRow> | undefined {
    const kept = rowsIn(this.#rowsFile);
    if (!kept) return undefined;
    const rows = new Map(kept.map((row) => [rowKey(row), row]));
    for (const edit of valuesOf<RowEdit>(this.#journalFile)) {
      for (const key of edit.delete) rows.delete(key);
      for (const row of edit.put) rows.set(rowKey(row), row);
    }
    this.#write(rows);
    return rows;
  }

  /** @param rows everything there is after the edit */
  keep(edit: RowEdit, rows: ReadonlyMap<RowKey, ProgramRow>): void {
    if (edit.put.length === 0 && edit.delete.length === 0 && existsSync(this.#rowsFile)) return;
    const fold = this.#journaled + edit.put.length > Math.max(SHORTEST_FOLD, rows.size);
    if (fold || !existsSync(this.#rowsFile)) this.#write(rows);
    else this.#append(edit);
  }

  /** Forgets everything. */
  clear(): void {
    rmSync(this.#rowsFile, { force: true });
    rmSync(this.#journalFile, { force: true });
    this.#journaled = 0;
  }

  #append(edit: RowEdit): void {
    appendFileSync(this.#journalFile, `${JSON.stringify(edit)}\n`, { mode: 0o600 });
    this.#journaled += Math.max(1, edit.put.length);
  }

  /** The new file counts from the rename on; edits of the journal read again on top of it change nothing. */
  #write(rows: ReadonlyMap<RowKey, ProgramRow>): void {
    const text = [...rows.values()].map((row) => `${JSON.stringify(row)}\n`).join('');
    replaceFile(this.#rowsFile, `${text}${END}\n`);
    rmSync(this.#journalFile, { force: true });
    this.#journaled = 0;
  }
}

/** Puts a file in the place of another, whole or not at all. */
export function replaceFile(path: string, text: string): void {
  writeFileSync(`${path}.new`, text, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

/** The rows of a whole file. */
function rowsIn(path: string): ProgramRow[] | undefined {
  if (!existsSync(path)) return undefined;
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
  if (lines.pop() !== END) return undefined;
  const rows = lines.map((line) => parsed<ProgramRow>(line));
  return rows.every((row) => row !== undefined) ? rows : undefined;
}

/** The values of the lines; what follows a torn line (a crash while it was written) was never acknowledged. */
function* valuesOf<T>(path: string): Iterable<T> {
  if (!existsSync(path)) return;
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    if (line === '') continue;
    const value = parsed<T>(line);
    if (value === undefined) return;
    yield value;
  }
}

function parsed<T>(line: string): T | undefined {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
