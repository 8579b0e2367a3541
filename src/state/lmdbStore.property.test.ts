/** The durable store against the plainest model there is: one Map per table. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openLmdbStore } from './lmdbStore.ts';
import type { Change, Store } from './store.ts';

const change = fc
  .record({
    table: fc.constantFrom('vpcs', 'subnets'),
    id: fc.constantFrom('a', 'b', 'c', 'd'),
    value: fc.nat(),
  })
  .chain(({ table, id, value }) =>
    fc.constantFrom<Change>({ table, id, row: { id, value } as never }, { table, id, row: undefined }),
  );
/** Sessions (open … close) of groups that commit at once of commits of changes. */
const sessions = fc.array(
  fc.array(fc.array(fc.array(change, { maxLength: 4 }), { maxLength: 4 }), { maxLength: 3 }),
  {
    maxLength: 3,
  },
);

test('what was committed comes back after reopening, in order of first insertion', async () => {
  await fc.assert(
    fc.asyncProperty(sessions, async (script) => {
      await inTemporaryDirectory(async (directory) => {
        const model: Model = { vpcs: new Map(), subnets: new Map() };
        for (const session of script) {
          const store = openLmdbStore(directory);
          expect(loaded(store)).toEqual(listed(model));
          await run(store, session, model);
          await store.close();
        }
        const reopened = openLmdbStore(directory);
        expect(loaded(reopened)).toEqual(listed(model));
        await reopened.close();
      });
    }),
    { numRuns: 40 },
  );
});

type Model = Record<string, Map<string, unknown>>;

async function run(store: Store, session: Change[][][], model: Model): Promise<void> {
  for (const group of session) {
    await Promise.all(group.map((changes) => store.commit(changes)));
    for (const { table, id, row } of group.flat()) {
      if (row) model[table]?.set(id, row);
      else model[table]?.delete(id);
    }
  }
}

function loaded(store: Store): Record<string, unknown[]> {
  const rows: Record<string, unknown[]> = { vpcs: [], subnets: [] };
  for (const { table, row } of store.load() as Iterable<{ table: string; row: unknown }>)
    rows[table]?.push(row);
  return rows;
}

function listed(model: Model): Record<string, unknown[]> {
  return Object.fromEntries(Object.entries(model).map(([table, rows]) => [table, [...rows.values()]]));
}

async function inTemporaryDirectory(work: (directory: string) => Promise<void>): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'postern-store-'));
  try {
    await work(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
