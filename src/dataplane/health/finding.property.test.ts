/** The state machine against a slow oracle that looks at the whole history. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  afterOutcome,
  NOTHING_FOUND,
  type Outcome,
  type Progress,
  sameFinding,
  type Thresholds,
} from './finding.ts';

const failure = (reason: string): Outcome => ({ passed: false, reason, description: reason });
const outcome = fc.oneof(
  fc.constant<Outcome>({ passed: true }),
  fc.constantFrom('Target.Timeout', 'Target.FailedHealthChecks').map(failure),
);
const history = fc.array(outcome, { maxLength: 40 });
const thresholds = fc.record({
  healthyThreshold: fc.integer({ min: 1, max: 10 }),
  unhealthyThreshold: fc.integer({ min: 1, max: 10 }),
});

const run = (outcomes: readonly Outcome[], limits: Thresholds): Progress =>
  outcomes.reduce((progress, next) => afterOutcome(progress, next, limits), NOTHING_FOUND);

/** The state after each outcome is decided by how the last outcomes run, and by the state before. */
function stateByHistory(
  outcomes: readonly Outcome[],
  limits: Thresholds,
): 'healthy' | 'unhealthy' | undefined {
  let state: 'healthy' | 'unhealthy' | undefined;
  outcomes.forEach((_, index) => {
    const until = outcomes.slice(0, index + 1);
    if (endsWith(until, true, state === undefined ? 1 : limits.healthyThreshold)) state = 'healthy';
    else if (endsWith(until, false, limits.unhealthyThreshold)) state = 'unhealthy';
  });
  return state;
}

function endsWith(outcomes: readonly Outcome[], passed: boolean, count: number): boolean {
  return outcomes.length >= count && outcomes.slice(-count).every((one) => one.passed === passed);
}

it('agrees with the history of outcomes', () => {
  fc.assert(
    fc.property(history, thresholds, (outcomes, limits) => {
      expect(run(outcomes, limits).finding?.state).toBe(stateByHistory(outcomes, limits));
    }),
  );
});

it('never waits for more outcomes than a threshold', () => {
  fc.assert(
    fc.property(history, thresholds, (outcomes, limits) => {
      const most = Math.max(limits.healthyThreshold, limits.unhealthyThreshold);
      expect(run(outcomes, limits).against).toBeLessThan(most);
    }),
  );
});

it('an unhealthy target bears the reason of its latest failure', () => {
  fc.assert(
    fc.property(
      history,
      thresholds,
      fc.constantFrom('Target.Timeout', 'other'),
      (outcomes, limits, reason) => {
        const { finding } = run([...outcomes, failure(reason)], limits);
        if (finding?.state === 'unhealthy') expect(finding.reason).toBe(reason);
      },
    ),
  );
});

it('a first passing check makes a target healthy whatever the threshold', () => {
  const limits = { healthyThreshold: 10, unhealthyThreshold: 10 };
  expect(run([failure('x'), { passed: true }], limits).finding).toEqual({ state: 'healthy' });
});

it('findings are the same when state and reason are', () => {
  const slow = { state: 'unhealthy', reason: 'Target.Timeout', description: 'Request timed out' } as const;
  expect(sameFinding(slow, { ...slow })).toBe(true);
  expect(sameFinding(slow, { ...slow, description: 'else' })).toBe(false);
  expect(sameFinding(slow, { state: 'healthy' })).toBe(false);
  expect(sameFinding(undefined, { state: 'healthy' })).toBe(false);
  expect(sameFinding(undefined, undefined)).toBe(true);
});
