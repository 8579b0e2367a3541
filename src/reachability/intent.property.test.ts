/**
 * The walk over resources is the intent ("may this reach that?"), the trace of the compiled program is what would happen:
 * in random worlds they say the same of every packet.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findAnswer } from './answer.ts';
import { traceJudge } from './judge.ts';
import { packetText } from './packet.ts';
import { packetTo } from './question.ts';
import { randomWorld } from './testRandomWorld.ts';

const WORLDS = 60;
const QUESTIONS = 30;

test('what resources intend is what the compiled program does', async () => {
  let reachable = 0;
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 2 ** 31 }), async (seed) => {
      const world = await randomWorld(seed);
      for (let asked = 0; asked < QUESTIONS; asked++) {
        const question = world.question();
        const answer = await findAnswer(world.caller.state.snapshot, question, traceJudge);
        const text = packetText(packetTo(question, question.addresses[0] ?? ''));
        expect(answer.fault, `world ${seed}, ${question.from.id}: ${text}`).toBeUndefined();
        if (answer.reachable) reachable++;
      }
    }),
    { numRuns: WORLDS, endOnFailure: true },
  );
  // Worlds in which nothing reaches anything, or everything does, would prove nothing.
  expect(reachable).toBeGreaterThan(WORLDS * QUESTIONS * 0.05);
  expect(reachable).toBeLessThan(WORLDS * QUESTIONS * 0.8);
}, 120_000);
