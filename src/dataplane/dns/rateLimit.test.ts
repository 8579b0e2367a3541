import { expect, it } from 'vitest';
import { RateLimit } from './rateLimit.ts';

it('drops what one source sends beyond its share of a second, and nothing of others', () => {
  const limit = new RateLimit(3);
  const admitted = (source: string, nowMs: number) => limit.admits(source, nowMs);
  expect([1, 2, 3, 4].map(() => admitted('10.0.0.5', 100))).toEqual([true, true, true, false]);
  expect(admitted('10.0.0.6', 100)).toBe(true);
  expect(admitted('10.0.0.5', 1000)).toBe(true);
});
