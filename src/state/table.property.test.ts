/** Tables with hardly any row awake against the plainest model: a Map, and indexes by looking at every row. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RowPacker } from './rowPacking.ts';
import { Table } from './table.ts';

interface Thing {
  readonly id: string;
  readonly vpcId: string;
  readonly groupIds: readonly string[];
  readonly name?: string;
}

const id = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h');
const key = fc.constantFrom('x', 'y', 'z');
const thing: fc.Arbitrary<Thing> = fc.record(
  { id, vpcId: key, groupIds: fc.uniqueArray(key), name: key },
  { requiredKeys: ['id', 'vpcId', 'groupIds'] },
);
type Step = { put: Thing } | { delete: string } | { get: string } | { undo: Thing } | { look: true };
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: thing.map((put) => ({ put })) },
  { weight: 1, arbitrary: id.map((gone) => ({ delete: gone })) },
  { weight: 2, arbitrary: id.map((get) => ({ get })) },
  { weight: 1, arbitrary: thing.map((undo) => ({ undo })) },
  { weight: 1, arbitrary: fc.constant({ look: true as const }) },
);

const INDEXES = {
  vpc: (row: Thing) => row.vpcId,
  group: (row: Thing) => row.groupIds,
  name: (row: Thing) => row.name,
};

test('a table is its model, however few of its rows are objects', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), fc.integer({ min: 0, max: 4 }), (steps, awake) => {
      const table = new Table<Thing, keyof typeof INDEXES>('things', INDEXES, new RowPacker(), {
        mostAwake: awake,
      });
      const model = new Map<string, Thing>();
      for (const each of steps) run(each, table, model);
      expectSame(table, model);
    }),
    { numRuns: 300 },
  );
});

test('a row that was put lately is the same object when it is asked for again', () => {
  const table = new Table<Thing, never>('things', {}, new RowPacker());
  for (let number = 0; number < 100; number++) table.put({ id: String(number), vpcId: 'x', groupIds: [] });
  table.settle();
  expect(table.get('0')).toBe(table.get('0'));
  expect(Object.isFrozen(table.get('0'))).toBe(true);
});

function run(step: Step, table: Table<Thing, string>, model: Map<string, Thing>): void {
  if ('put' in step) {
    table.put(step.put);
    model.set(step.put.id, step.put);
  } else if ('delete' in step) {
    table.delete(step.delete);
    model.delete(step.delete);
  } else if ('undo' in step) {
    // As a transaction that fails does it.
    const before = table.get(step.undo.id);
    if (!before) return;
    table.settle();
    table.put(step.undo);
    table.settle();
    table.restore(step.undo.id, before);
  } else if ('look' in step) {
    expectSame(table, model);
  } else {
    expect(table.get(step.get)).toEqual(model.get(step.get));
    expect(table.has(step.get)).toBe(model.has(step.get));
  }
}

function expectSame(table: Table<Thing, keyof typeof INDEXES>, model: Map<string, Thing>): void {
  expect(table.size).toBe(model.size);
  expect([...table.ids()]).toEqual([...model.keys()]);
  expect([...table.all()]).toEqual([...model.values()]);
  for (const [index, keysOf] of Object.entries(INDEXES)) {
    for (const key of ['x', 'y', 'z']) {
      const found = table.by(index as keyof typeof INDEXES, key);
      const expected = [...model.values()].filter((row) => [keysOf(row)].flat().includes(key));
      expect(new Set(found.map((row) => row.id))).toEqual(new Set(expected.map((row) => row.id)));
      expect(table.count(index as keyof typeof INDEXES, key)).toBe(found.length);
      for (const row of found) expect(row).toEqual(model.get(row.id));
    }
  }
}

test('a list that is under way shows rows as they were put meanwhile', () => {
  const table = new Table<Thing, never>('things', {}, new RowPacker());
  for (const each of ['a', 'b']) table.put({ id: each, vpcId: 'x', groupIds: [] });
  const seen: string[] = [];
  for (const row of table.all()) {
    seen.push(row.vpcId);
    table.put({ id: 'b', vpcId: 'y', groupIds: [] });
  }
  expect(seen).toEqual(['x', 'y']);
});
