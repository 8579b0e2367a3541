import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { LIFE_STEPS } from '../../test/support/lifeSteps.ts';
import { stateOf } from '../../test/support/stateOf.ts';
import { type Placed, tourTopology } from '../../test/support/tourTopology.ts';
import type { ProgramRow, RowKey } from '../program/rows.ts';
import { rowKey } from '../program/rows.ts';
import type { State } from '../state/state.ts';
import type { ReadTable, Row } from '../state/table.ts';
import type { TableName } from '../state/tables.ts';
import { compile } from './compile.ts';
import { ProgramCompiler } from './programCompiler.ts';

const steps = fc.array(fc.constantFrom(...Object.keys(LIFE_STEPS)), { maxLength: 12 });

function take(state: State, step: string): void {
  state.transact((tx) => LIFE_STEPS[step]?.(tx, new Date('2026-01-01T00:00:00Z')));
}

function rowsOf(state: State): Placed[] {
  const tables = Object.entries(state.snapshot) as [TableName, ReadTable<Row>][];
  return tables.flatMap(([table, rows]) => [...rows.all()].map((row): Placed => [table, row]));
}

it('gives the same bytes whatever the order in which the rows were made', async () => {
  const shuffled = fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true }));
  await fc.assert(
    fc.asyncProperty(steps, shuffled, async (names, weights) => {
      const state = await stateOf(tourTopology());
      for (const name of names) take(state, name);
      const rows = rowsOf(state).map((row) => ({ row, weight: weights.next().value as number }));
      const other = await stateOf(rows.sort((a, b) => a.weight - b.weight).map(({ row }) => row));
      expect(JSON.stringify([...compile(other.snapshot)])).toBe(JSON.stringify([...compile(state.snapshot)]));
    }),
    { numRuns: 100 },
  );
});

it('says of each compilation exactly what differs from the one before', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (names) => {
      const state = await stateOf(tourTopology());
      const compiler = new ProgramCompiler();
      const followed = new Map<RowKey, ProgramRow>();
      for (const name of ['start', ...names]) {
        take(state, name);
        const { rows, put, removed } = compiler.next(state.snapshot);
        for (const row of put) expect(followed.get(rowKey(row)), 'a put row is a change').not.toEqual(row);
        for (const key of removed) expect(followed.delete(key), 'a removed row was there').toBe(true);
        for (const row of put) followed.set(rowKey(row), row);
        expect(new Map(rows)).toEqual(new Map(compile(state.snapshot)));
        expect([...rows.keys()].every((key) => rows.get(key) === followed.get(key))).toBe(true);
        expect(rows.size).toBe(followed.size);
      }
    }),
    { numRuns: 100 },
  );
});

it('changes nothing when an interface is reported ready', async () => {
  const state = await stateOf(tourTopology());
  const compiler = new ProgramCompiler();
  compiler.next(state.snapshot);
  take(state, 'everythingArrives');
  expect(compiler.next(state.snapshot)).toMatchObject({ put: [], removed: [] });
});
