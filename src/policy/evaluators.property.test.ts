/**
 * The fast evaluator and the plain one decide alike. POSTERN_POLICY_PAIRS sets how many pairs of a policy and a
 * request are compared, POSTERN_POLICY_SEED replays a run.
 */
import { expect, test } from 'vitest';
import { seededRandom } from '../base/random.ts';
import { compilePolicy } from './compilePolicy.ts';
import { parsePolicy } from './parsePolicy.ts';
import { Generator } from './testGenerator.ts';
import { referenceEffect } from './testReference.ts';

const PAIRS = Number(process.env.POSTERN_POLICY_PAIRS ?? 5_000);
const SEED = Number(process.env.POSTERN_POLICY_SEED ?? Date.now() % 2 ** 31);
const REQUESTS_FOR_EACH = 10;

test(`${PAIRS} pairs are decided alike`, { timeout: 3_600_000 }, () => {
  console.log(`POSTERN_POLICY_SEED=${SEED}`);
  const generator = new Generator(seededRandom(SEED));
  const counts = new Map<string, number>();
  for (let pair = 0; pair < PAIRS; pair += REQUESTS_FOR_EACH) {
    for (const effect of decidedAlike(generator)) counts.set(effect, (counts.get(effect) ?? 0) + 1);
  }
  // Nothing would be compared if almost all were denied by default.
  for (const effect of ['allow', 'explicitDeny', 'implicitDeny'])
    expect((counts.get(effect) ?? 0) / PAIRS, effect).toBeGreaterThan(0.02);
});

function decidedAlike(generator: Generator): string[] {
  const text = generator.policy();
  const policy = parsePolicy(text, 'resource');
  const compiled = compilePolicy(policy);
  return Array.from({ length: REQUESTS_FOR_EACH }, () => {
    const request = generator.request();
    const { effect } = compiled.decide(request);
    const expected = referenceEffect(policy, request);
    if (effect !== expected) throw new Error(told(text, request, `${effect}, plainly ${expected}`));
    const matching = compiled.explain(request).filter(({ miss }) => !miss);
    const explained = matching.some(({ statement }) => statement.effect === 'Deny')
      ? 'explicitDeny'
      : 'allow';
    if (effect !== (matching.length > 0 ? explained : 'implicitDeny'))
      throw new Error(told(text, request, 'explain'));
    return effect;
  });
}

function told(text: string, request: object, what: string): string {
  const shown = JSON.stringify(request, (_, value) =>
    value instanceof Map ? Object.fromEntries(value) : value,
  );
  return `${what}\n${text}\n${shown}`;
}
