import { expect, test } from 'vitest';
import { usableTargets } from './health.ts';
import type { HealthTable } from './rows.ts';

const target = (check: string) => ({ address: '10.0.0.1', port: 80, check });
const listener = {
  targets: [target('a'), target('b')],
  allChecks: ['a', 'b', 'other-zone'],
  healthyForRouting: 1,
};
const usable = (health: HealthTable) => usableTargets(listener, health).map(({ check }) => check);

test('only healthy targets are used while there is one', () => {
  expect(
    usable(
      new Map([
        ['a', 'healthy'],
        ['b', 'unhealthy'],
        ['other-zone', 'unhealthy'],
      ]),
    ),
  ).toEqual(['a']);
});

test('no target is used before its first check has ended', () => {
  expect(usable(new Map())).toEqual([]);
  expect(
    usable(
      new Map([
        ['a', 'unhealthy'],
        ['b', 'unhealthy'],
      ]),
    ),
  ).toEqual([]);
});

test('all are used once every check of every zone has failed', () => {
  const allFailed: HealthTable = new Map(listener.allChecks.map((check) => [check, 'unhealthy']));
  expect(usable(allFailed)).toEqual(['a', 'b']);
});

test('none is used while only another zone has a healthy one', () => {
  expect(
    usable(
      new Map([
        ['a', 'unhealthy'],
        ['b', 'unhealthy'],
        ['other-zone', 'healthy'],
      ]),
    ),
  ).toEqual([]);
});

test('a listener without checks has nothing to fail open to', () => {
  expect(usableTargets({ targets: [], allChecks: [], healthyForRouting: 1 }, new Map())).toEqual([]);
});

test('with fewer healthy ones than asked for all are used', () => {
  const health: HealthTable = new Map([
    ['a', 'healthy'],
    ['b', 'unhealthy'],
  ]);
  const asking = (healthyForRouting: number) =>
    usableTargets({ ...listener, healthyForRouting }, health).length;
  expect([asking(1), asking(2)]).toEqual([1, 2]);
});
