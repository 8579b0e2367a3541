/** The rhythm of checks, on a clock that the test owns. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { seededRandom } from '../../base/random.ts';
import type { CheckRow } from '../../program/rows.ts';
import { Checker, type MakeCheck } from './checker.ts';
import type { Finding, Outcome } from './finding.ts';

const check = {
  kind: 'check',
  id: 'one',
  intervalMs: 10_000,
  timeoutMs: 5000,
  healthyThreshold: 3,
  unhealthyThreshold: 2,
} as unknown as CheckRow;
const PASS: Outcome = { passed: true };
const FAIL: Outcome = { passed: false, reason: 'Target.Timeout', description: 'Request timed out' };
const UNHEALTHY: Finding = { state: 'unhealthy', reason: 'Target.Timeout', description: 'Request timed out' };

let found: Finding[];
let startedAt: number[];
let checker: Checker;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  found = [];
  startedAt = [];
});
afterEach(() => {
  checker.stop();
  vi.useRealTimers();
});

function start(makeCheck: MakeCheck, initial?: Finding): void {
  checker = new Checker({
    check,
    initial,
    random: seededRandom(1),
    onFinding: (finding) => found.push(finding),
    makeCheck: (row, signal) => {
      startedAt.push(performance.now());
      return makeCheck(row, signal);
    },
  });
}

const gaps = () => startedAt.slice(1).map((time, index) => time - (startedAt[index] ?? 0));

it('checks right away, once more within the interval, then at every interval', async () => {
  start(async () => PASS);
  const now = performance.now();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(startedAt[0]).toBe(now);
  const [first = 0, ...later] = gaps();
  expect(first).toBeGreaterThanOrEqual(5000);
  expect(first).toBeLessThanOrEqual(10_000);
  expect(new Set(later)).toEqual(new Set([10_000]));
  expect(found).toEqual([{ state: 'healthy' }]);
});

it('a failing target is found within interval times threshold', async () => {
  let outcome: Outcome = PASS;
  start(async () => outcome);
  await vi.advanceTimersByTimeAsync(30_000);
  outcome = FAIL;
  await vi.advanceTimersByTimeAsync(20_000);
  expect(found).toEqual([{ state: 'healthy' }, UNHEALTHY]);
});

it('what was found before a restart is not reported again', async () => {
  start(async () => FAIL, UNHEALTHY);
  await vi.advanceTimersByTimeAsync(100_000);
  expect(found).toEqual([]);
});

it('a check that takes longer than the interval is not overtaken', async () => {
  let running = 0;
  let most = 0;
  start(async () => {
    most = Math.max(most, ++running);
    await new Promise((resolve) => setTimeout(resolve, 25_000));
    running--;
    return PASS;
  });
  await vi.advanceTimersByTimeAsync(100_000);
  expect([most, startedAt.length]).toEqual([1, 4]);
});

it('a check that could not be made counts for nothing and is made again soon', async () => {
  const outcomes = [undefined, undefined, undefined, PASS];
  start(async () => outcomes.shift());
  await vi.advanceTimersByTimeAsync(3500);
  expect(found).toEqual([{ state: 'healthy' }]);
});

it('says nothing after it was stopped, also about the check under way', async () => {
  start(() => new Promise((resolve) => setTimeout(() => resolve(PASS), 1000)));
  await vi.advanceTimersByTimeAsync(500);
  checker.stop();
  await vi.advanceTimersByTimeAsync(60_000);
  expect([found, startedAt.length]).toEqual([[], 1]);
});

it('new settings hold from the next check on', async () => {
  start(async () => PASS);
  await vi.advanceTimersByTimeAsync(30_000);
  checker.update({ ...check, intervalMs: 1000 });
  await vi.advanceTimersByTimeAsync(30_000);
  expect(gaps().slice(-5)).toEqual([1000, 1000, 1000, 1000, 1000]);
});
