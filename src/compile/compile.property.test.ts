import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { followedProgram } from '../../test/support/followedProgram.ts';
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

it('gives what a compilation of everything gives, by what differs from the time before', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (names) => {
      const state = await stateOf(tourTopology());
      const program = followedProgram(state);
      await program.next();
      for (const name of names) {
        const before = new Map(program.rows);
        take(state, name);
        const { put, removed } = await program.next();
        const same = put.filter((row) => isDeepStrictEqual(before.get(rowKey(row)), row));
        expect(same.length, 'a resource brings its rows again only with one that differs').toBeLessThan(
          Math.max(put.length + removed.length, 1),
        );
        for (const key of removed) expect(before.has(key), 'a removed row was there').toBe(true);
        expect(new Map(program.rows)).toEqual(onTheWire(state));
      }
    }),
    { numRuns: 100 },
  );
});

it('changes nothing when an interface is reported ready', async () => {
  const state = await stateOf(tourTopology());
  const program = followedProgram(state);
  await program.next();
  take(state, 'everythingArrives');
  expect(await program.next()).toEqual({ put: [], removed: [] });
});

it('gives rows again that could not be told, and removes once more what is gone', async () => {
  const state = await stateOf(tourTopology());
  const compiler = new ProgramCompiler(state.snapshot);
  const [first] = compiler.next();
  compiler.repeat(new Set(['node/eni-na', 'port/gone']));
  expect([...compiler.next()]).toEqual([
    { put: [], removed: ['port/gone'] },
    { put: first?.put.filter(({ key }) => key === 'node/eni-na'), removed: [] },
  ]);
  expect(compiler.isDirty).toBe(false);
});

/** JSON leaves out members that are undefined. */
function onTheWire(state: State): Map<RowKey, ProgramRow> {
  return new Map(JSON.parse(JSON.stringify([...compile(state.snapshot)])) as [RowKey, ProgramRow][]);
}
