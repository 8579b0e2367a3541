/**
 * The embedded store: a journal of commits, and from time to time a file of all rows.
 *
 *   rows.3       all rows as they stood at a time after journal.3 was begun
 *   journal.3    every commit from then on; played over rows.3 it gives what there is
 *
 * A commit costs one write that the disk confirms; commits that come while one is under way share the next. When
 * the journal has grown longer than the rows are, the next journal is begun, the rows are written into a file of
 * its number, and the older files go. Rows are read for that while calls change them: a change that the file has
 * already is in the journal too, and playing it once more changes nothing.
 */
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { assert } from '../../base/assert.ts';
import { DataDirectoryError } from '../dataDirectory.ts';
import type { Change, Store, StoredRow } from '../store.ts';
import { JournalFile } from './journalFile.ts';
import { hasRecordAfter, readRecords } from './readRecords.ts';
import { changesIn, lineOf } from './record.ts';
import { syncDirectory, writeRowsFile } from './rowsFile.ts';

export interface JournalLimits {
  /** A journal shorter than this is never replaced. */
  readonly leastBytes: number;
}

const LIMITS: JournalLimits = { leastBytes: 32 * 1024 * 1024 };

/** Commits that go to the disk together. */
interface Group {
  readonly lines: string[];
  readonly done: Promise<void>;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Opens (or creates) the store in `directory`, which one process at a time may hold. */
export function openJournalStore(directory: string, limits: JournalLimits = LIMITS): Store {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  return new JournalStore(directory, limits);
}

class JournalStore implements Store {
  #journal: JournalFile | undefined;
  #number = 1;
  #rowsBytes = 0;
  /** Bytes of journals before the present one that no file of rows has replaced yet. */
  #olderBytes = 0;
  #waiting: Group | undefined;
  #writing: Group | undefined;
  #flushing: Promise<void> | undefined;
  #replacing: Promise<void> | undefined;
  #rows: (() => Iterable<StoredRow>) | undefined;
  #failed: { readonly error: unknown } | undefined;
  readonly #directory: string;
  readonly #limits: JournalLimits;

  constructor(directory: string, limits: JournalLimits) {
    this.#directory = directory;
    this.#limits = limits;
  }

  *load(rows?: () => Iterable<StoredRow>): Iterable<Change> {
    this.#rows = rows;
    const { first, last } = this.#dropLeftovers();
    this.#number = last;
    if (first > 0) yield* this.#readRows(this.#path('rows', first));
    let position = 0;
    for (const number of numbersFrom(Math.max(first, 1), last)) {
      this.#olderBytes += position;
      position = yield* this.#readJournal(this.#path('journal', number));
    }
    this.#journal = new JournalFile(this.#path('journal', last), position);
  }

  commit(changes: readonly Change[]): Promise<void> {
    assert(this.#journal, 'the store is loaded before it is written');
    try {
      const lines = changes.map(lineOf).join('');
      this.#waiting ??= newGroup();
      this.#waiting.lines.push(lines);
    } catch (error) {
      return Promise.reject(error);
    }
    this.#flushing ??= this.#flush();
    return this.#waiting.done;
  }

  async close(): Promise<void> {
    await this.#flushing;
    await this.#replacing;
    this.#journal?.close();
    this.#journal = undefined;
  }

  /** Writes group after group until nobody waits. Never rejects: each caller hears of its own commit. */
  async #flush(): Promise<void> {
    while (this.#waiting) {
      // All calls that came in with this one are served first: their commits join the group.
      await new Promise(setImmediate);
      this.#writing = this.#waiting;
      this.#waiting = undefined;
      await this.#write(this.#writing);
    }
    this.#writing = undefined;
    this.#flushing = undefined;
  }

  /** After a failure nothing more is written: later commits may rest on the lost one. */
  async #write(group: Group): Promise<void> {
    try {
      if (this.#failed) throw this.#failed.error;
      await this.#journal?.append(group.lines.join(''));
      group.resolve();
      await this.#replaceWhenLong();
    } catch (error) {
      this.#failed = { error };
      group.reject(error);
    }
  }

  /** Begins the next journal once this one is long; the rows follow while commits go on. */
  async #replaceWhenLong(): Promise<void> {
    const bytes = this.#olderBytes + (this.#journal?.size ?? 0);
    if (!this.#rows || this.#replacing || bytes < Math.max(this.#limits.leastBytes, this.#rowsBytes)) return;
    this.#journal?.close();
    this.#olderBytes = bytes;
    this.#number += 1;
    this.#journal = new JournalFile(this.#path('journal', this.#number));
    await syncDirectory(this.#directory);
    this.#replacing = this.#writeRows(this.#number, this.#rows());
  }

  /** What goes wrong here loses nothing: the older files are still there, and the next journal tries again. */
  async #writeRows(number: number, rows: Iterable<StoredRow>): Promise<void> {
    try {
      const path = this.#path('rows', number);
      this.#rowsBytes = await writeRowsFile(path, rows, () => this.#settled());
      this.#olderBytes = 0;
      this.#dropLeftovers();
    } catch {
      rmSync(`${this.#path('rows', number)}.new`, { force: true });
    }
    this.#replacing = undefined;
  }

  /** A row that was read may rest on a commit that is still on its way. */
  async #settled(): Promise<void> {
    await Promise.all([this.#writing?.done, this.#waiting?.done]);
  }

  /**
   * Removes what a later file of rows has replaced and what was not finished.
   * @returns the numbers of the file of rows (0 for none) and of the last journal
   */
  #dropLeftovers(): { first: number; last: number } {
    const names = readdirSync(this.#directory);
    if (names.includes('data.mdb')) throw otherFormat(this.#directory);
    const first = Math.max(0, ...numbersOf(names, 'rows'));
    for (const name of names) {
      const number = Number(/^(?:rows|journal)\.(\d+)/.exec(name)?.[1] ?? first);
      if (number < first || name.endsWith('.new')) rmSync(join(this.#directory, name));
    }
    return { first, last: Math.max(1, first, ...numbersOf(names, 'journal')) };
  }

  *#readRows(path: string): Generator<Change, void> {
    const end = yield* changesOf(path);
    this.#rowsBytes = statSync(path).size;
    if (end !== this.#rowsBytes) throw damaged(path, end);
  }

  /** @returns where its last whole record ends */
  *#readJournal(path: string): Generator<Change, number> {
    if (!existsSync(path)) return 0;
    const end = yield* changesOf(path);
    if (hasRecordAfter(path, end)) throw damaged(path, end);
    return end;
  }

  #path(kind: 'rows' | 'journal', number: number): string {
    return join(this.#directory, `${kind}.${number}`);
  }
}

function* changesOf(path: string): Generator<Change, number> {
  const records = readRecords(path);
  for (;;) {
    const { done, value } = records.next();
    if (done) return value;
    yield* changesIn(value);
  }
}

function newGroup(): Group {
  let resolve = () => {};
  let reject: Group['reject'] = () => {};
  const done = new Promise<void>((whenDone, whenFailed) => {
    resolve = whenDone;
    reject = whenFailed;
  });
  done.catch(() => undefined);
  return { lines: [], done, resolve, reject };
}

function numbersOf(names: readonly string[], kind: string): number[] {
  const pattern = new RegExp(`^${kind}\\.(\\d+)$`);
  return names.flatMap((name) => pattern.exec(name)?.[1] ?? []).map(Number);
}

function numbersFrom(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

function damaged(path: string, position: number): DataDirectoryError {
  return new DataDirectoryError(
    `${path} is damaged at byte ${position}: what was written there has changed since. Put back a copy of the data directory, or choose another with --data DIR.`,
  );
}

function otherFormat(path: string): DataDirectoryError {
  return new DataDirectoryError(
    `${path} was written by an older Postern, whose format this one does not read. Choose another with --data DIR.`,
  );
}
