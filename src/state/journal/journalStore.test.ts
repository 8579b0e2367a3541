/** Durability for real: a process that is killed in the middle of its writes, and files that were cut or changed. Needs the build (`dist/`). */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Change, Store, StoredRow } from '../store.ts';
import { openJournalStore } from './journalStore.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'postern-kill-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

test('kill -9 in the middle loses no acknowledged commit and leaves none half made', async () => {
  const acknowledged = new Set<string>();
  for (const kill of [1, 40, 500, 2000]) {
    for (const commit of await writeUntilKilled(kill)) acknowledged.add(commit);
  }
  const stored = await storedCommits();
  expect(acknowledged.size).toBeGreaterThan(2500);
  expect([...acknowledged].filter((commit) => stored.get(commit) !== ROWS_PER_COMMIT)).toEqual([]);
  expect([...stored].filter(([, rows]) => rows !== ROWS_PER_COMMIT)).toEqual([]);
});

test('a row that cannot be stored fails its own commit alone', async () => {
  const store = openJournalStore(directory);
  expect(rowsOf(store)).toEqual([]);
  const circular: Record<string, unknown> = { id: 'a' };
  circular.self = circular;
  await expect(store.commit([{ table: 'vpcs', id: 'a', row: circular as never }])).rejects.toThrow(
    'circular',
  );
  await store.commit([{ table: 'vpcs', id: 'b', row: { id: 'b' } }]);
  await store.close();
  const reopened = openJournalStore(directory);
  expect(rowsOf(reopened)).toEqual([{ id: 'b' }]);
  await reopened.close();
});

test('a journal that was cut anywhere gives the commits before the cut', async () => {
  const store = openJournalStore(directory);
  expect(rowsOf(store)).toEqual([]);
  for (const id of ['a', 'b', 'c']) await store.commit([{ table: 'vpcs', id, row: { id } }]);
  await store.close();
  const path = join(directory, 'journal.1');
  const whole = readFileSync(path);
  for (let length = 0; length <= whole.length; length++) {
    writeFileSync(path, whole.subarray(0, length));
    const reopened = openJournalStore(directory);
    const ids = rowsOf(reopened).map(({ id }) => id);
    expect(ids).toEqual(['a', 'b', 'c'].slice(0, Math.floor(length / (whole.length / 3))));
    await reopened.commit([{ table: 'vpcs', id: 'd', row: { id: 'd' } }]);
    await reopened.close();
    const again = openJournalStore(directory);
    expect(rowsOf(again).map(({ id }) => id)).toEqual([...ids, 'd']);
    await again.close();
  }
});

test('a journal that was changed before its end is refused, with its name', async () => {
  const store = openJournalStore(directory);
  expect(rowsOf(store)).toEqual([]);
  for (const id of ['a', 'b', 'c']) await store.commit([{ table: 'vpcs', id, row: { id } }]);
  await store.close();
  const path = join(directory, 'journal.1');
  const whole = readFileSync(path);
  for (const at of [0, 10, 17, 20, 40, Math.floor(whole.length / 2)]) {
    const changed = Buffer.from(whole);
    changed[at] = (changed[at] ?? 0) ^ 1;
    writeFileSync(path, changed);
    expect(() => rowsOf(openJournalStore(directory))).toThrow(`${path} is damaged at byte`);
  }
});

test('after many changes the files hold little more than the rows, and the rows come back', async () => {
  const limits = { leastBytes: 64 * 1024 };
  const rows = new Map<string, StoredRow>();
  const store = openJournalStore(directory, limits);
  expect(Array.from(store.load(() => rows.values()) as Iterable<Change>)).toEqual([]);
  for (let turn = 0; turn < 3000; turn++) {
    const id = String(turn % 50);
    const row = { id, turn, filler: 'x'.repeat(300) };
    rows.set(id, { table: 'vpcs', row });
    await store.commit([{ table: 'vpcs', id, row }]);
  }
  await store.close();
  const sizes = readdirSync(directory).map((name) => statSync(join(directory, name)).size);
  expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(200 * 1024);
  const reopened = openJournalStore(directory, limits);
  expect(rowsOf(reopened)).toEqual([...rows.values()].map(({ row }) => row));
  await reopened.close();
});

test('the file grows past any size it was made with', async () => {
  const store = openJournalStore(directory);
  expect(rowsOf(store)).toEqual([]);
  const text = 'x'.repeat(1024 * 1024);
  for (let id = 0; id < 40; id++) {
    await store.commit([{ table: 'vpcs', id: String(id), row: { id: String(id), text } as never }]);
  }
  await store.close();
  const reopened = openJournalStore(directory);
  expect(rowsOf(reopened)).toHaveLength(40);
  await reopened.close();
});

const ROWS_PER_COMMIT = 3;

/** Eight writers at once; each prints a commit's name when it has been acknowledged. */
const WRITER = `
  import { openJournalStore } from '${new URL('../../../dist/state/journal/journalStore.js', import.meta.url)}';
  const store = openJournalStore(process.argv[1]);
  Array.from(store.load());
  const change = (commit, part) => {
    const id = commit + '#' + part;
    return { table: 'vpcs', id, row: { id, filler: 'x'.repeat(300) } };
  };
  const write = async (writer) => {
    for (let count = 0; ; count++) {
      const commit = [process.pid, writer, count].join('-');
      await store.commit(Array.from({ length: ${ROWS_PER_COMMIT} }, (_, part) => change(commit, part)));
      process.stdout.write(commit + '\\n');
    }
  };
  for (let writer = 0; writer < 8; writer++) write(writer);
`;

/** Kills the writer after `count` acknowledgements; everything it still printed counts as acknowledged. */
async function writeUntilKilled(count: number): Promise<string[]> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', WRITER, directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const closed = once(child, 'close');
  const acknowledged: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    acknowledged.push(line);
    if (acknowledged.length === count) child.kill('SIGKILL');
  }
  await closed;
  return acknowledged;
}

/** Commit names to how many of their rows are stored. */
async function storedCommits(): Promise<Map<string, number>> {
  const store = openJournalStore(directory);
  const commits = new Map<string, number>();
  for (const { id } of rowsOf(store)) {
    const commit = id.slice(0, id.indexOf('#'));
    commits.set(commit, (commits.get(commit) ?? 0) + 1);
  }
  await store.close();
  return commits;
}

/** Everything that is stored, of whatever table. */
function rowsOf(store: Store): { id: string }[] {
  const rows = new Map<string, { id: string }>();
  for (const { id, row } of store.load() as Iterable<Change>) {
    if (row) rows.set(id, row);
    else rows.delete(id);
  }
  return [...rows.values()];
}
