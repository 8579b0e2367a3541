/** The durable store against the plainest model there is: one Map per table. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Change, Store, StoredRow } from '../store.ts';
import type { Row } from '../table.ts';
import { openJournalStore } from './journalStore.ts';

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

/** An id that was removed and put again, while rows were being written anew, may come back in its first place. */
test('what was committed comes back after reopening, in order of first insertion', async () => {
  await fc.assert(
    fc.asyncProperty(sessions, fc.constantFrom(0, 100, 1000), async (script, leastBytes) => {
      await inTemporaryDirectory(async (directory) => {
        const model: Model = { vpcs: new Map(), subnets: new Map() };
        for (const session of script) {
          const store = openJournalStore(directory, { leastBytes });
          expectSame(loaded(store, model), model, script);
          await run(store, session, model);
          await store.close();
        }
        const reopened = openJournalStore(directory, { leastBytes });
        expectSame(loaded(reopened, model), model, script);
        await reopened.close();
      });
    }),
    { numRuns: 40 },
  );
});

type Model = Record<string, Map<string, unknown>>;

/** As the state does it: memory changes first. */
async function run(store: Store, session: Change[][][], model: Model): Promise<void> {
  for (const group of session) {
    const commits = group.map((changes) => {
      for (const change of changes) play(change, model);
      return store.commit(changes);
    });
    await Promise.all(commits);
  }
}

function play({ table, id, row }: Change, model: Model): void {
  if (row) model[table]?.set(id, row);
  else model[table]?.delete(id);
}

function expectSame(found: Model, model: Model, script: Change[][][][]): void {
  expect(found).toEqual(model);
  const removed = new Set(script.flat(3).flatMap(({ id, row }) => (row ? [] : [id])));
  const lasting = (rows: Model) =>
    Object.values(rows).map((table) => [...table.keys()].filter((id) => !removed.has(id)));
  expect(lasting(found)).toEqual(lasting(model));
}

function loaded(store: Store, current: Model): Model {
  const found: Model = { vpcs: new Map(), subnets: new Map() };
  for (const change of store.load(() => rowsOf(current)) as Iterable<Change>) play(change, found);
  return found;
}

function* rowsOf(model: Model): Iterable<StoredRow> {
  for (const [table, rows] of Object.entries(model)) {
    for (const row of rows.values()) yield { table, row: row as Row };
  }
}

async function inTemporaryDirectory(work: (directory: string) => Promise<void>): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'postern-store-'));
  try {
    await work(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
