import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { LIFE_STEPS } from '../../test/support/lifeSteps.ts';
import { stateOf } from '../../test/support/stateOf.ts';
import { tourTopology } from '../../test/support/tourTopology.ts';
import { seededRandom } from '../base/random.ts';
import type { State } from '../state/state.ts';
import { reconcile } from './reconcile.ts';

const START = Date.parse('2026-01-01T00:00:00Z');

/** Every row object there is: a write, even of an equal row, makes another object. */
function rowObjects(state: State): Set<unknown> {
  return new Set(Object.values(state.snapshot).flatMap((table) => [...table.all()]));
}

it('writes nothing when it is run a second time', async () => {
  const happening = fc.tuple(fc.constantFrom(...Object.keys(LIFE_STEPS)), fc.nat({ max: 4000 }));
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { maxLength: 14 }), async (happenings) => {
      const state = await stateOf(tourTopology());
      let now = new Date(START);
      const run = () => state.transact((tx) => reconcile(tx, { now, random: seededRandom(1) }));
      for (const [step, seconds] of happenings) {
        now = new Date(now.getTime() + seconds * 1000);
        state.transact((tx) => LIFE_STEPS[step]?.(tx, now));
        const due = run();
        const after = rowObjects(state);
        expect(run()).toEqual(due);
        expect(rowObjects(state)).toEqual(after);
        expect([...rowObjects(state)].every((row) => after.has(row))).toBe(true);
        if (due) expect(due.getTime()).toBeGreaterThan(now.getTime());
      }
    }),
    { numRuns: 150 },
  );
});
