/** Durability for real: a process that is killed in the middle of its writes. Needs the build (`dist/`). */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openLmdbStore } from './lmdbStore.ts';
import type { Store } from './store.ts';

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
  const store = openLmdbStore(directory);
  expect(rowsOf(store)).toEqual([]);
  const circular: Record<string, unknown> = { id: 'a' };
  circular.self = circular;
  await expect(store.commit([{ table: 'vpcs', id: 'a', row: circular as never }])).rejects.toThrow(
    'circular',
  );
  await store.commit([{ table: 'vpcs', id: 'b', row: { id: 'b' } }]);
  await store.close();
  const reopened = openLmdbStore(directory);
  expect(rowsOf(reopened)).toEqual([{ table: 'vpcs', row: { id: 'b' } }]);
  await reopened.close();
});

test('the file grows past any size it was made with', async () => {
  const store = openLmdbStore(directory);
  expect(rowsOf(store)).toEqual([]);
  const text = 'x'.repeat(1024 * 1024);
  for (let id = 0; id < 40; id++) {
    await store.commit([{ table: 'vpcs', id: String(id), row: { id: String(id), text } as never }]);
  }
  await store.close();
  const reopened = openLmdbStore(directory);
  expect(rowsOf(reopened)).toHaveLength(40);
  await reopened.close();
});

const ROWS_PER_COMMIT = 3;

/** Eight writers at once; each prints a commit's name when it has been acknowledged. */
const WRITER = `
  import { openLmdbStore } from '${new URL('../../dist/state/lmdbStore.js', import.meta.url)}';
  const store = openLmdbStore(process.argv[1]);
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
  const store = openLmdbStore(directory);
  const commits = new Map<string, number>();
  for (const { row } of rowsOf(store)) {
    const commit = row.id.slice(0, row.id.indexOf('#'));
    commits.set(commit, (commits.get(commit) ?? 0) + 1);
  }
  await store.close();
  return commits;
}

function rowsOf(store: Store) {
  return Array.from(store.load() as Iterable<{ table: string; row: { id: string } }>);
}
