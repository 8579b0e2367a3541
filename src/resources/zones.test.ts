import { expect, test } from 'vitest';
import { findZone, regions, zoneIdOf, zonesById, zonesOf } from './zones.ts';

const plain = (region: string) => ({ accountId: '000000000000', region });
const accounts = Array.from({ length: 40 }, (_, at) => String(111122223300 + at));

test('us-east-1 has six zones, us-west-2 four, the others three', () => {
  const letters = zonesOf(plain('us-east-1')).map(({ name }) => name.at(-1));
  expect(letters.join('')).toBe('abcdef');
  expect(zonesOf(plain('us-west-2'))).toHaveLength(4);
  expect(zonesOf(plain('ap-southeast-2'))).toEqual([
    { name: 'ap-southeast-2a', id: 'apse2-az1' },
    { name: 'ap-southeast-2b', id: 'apse2-az2' },
    { name: 'ap-southeast-2c', id: 'apse2-az3' },
  ]);
});

test('accounts give zones after the third other names, each account the same for ever', () => {
  const seen = accounts.map((accountId) => zonesOf({ accountId, region: 'us-east-1' }));
  expect(new Set(seen.map((zones) => zones.map(({ id }) => id).join())).size).toBe(6);
  for (const zones of seen) {
    expect(zones.map(({ name }) => name)).toEqual(zonesOf(plain('us-east-1')).map(({ name }) => name));
    expect(new Set(zones.map(({ id }) => id)).size).toBe(6);
    expect(zones.slice(0, 3)).toEqual(zonesOf(plain('us-east-1')).slice(0, 3));
  }
  const digits = zonesOf({ accountId: '222222222222', region: 'us-east-1' }).map(({ id }) => id.at(-1));
  expect(digits.join('')).toBe('123564');
});

test('the order of ids is the same for all', () => {
  for (const accountId of accounts) {
    expect(zonesById({ accountId, region: 'eu-west-1' }).map(({ id }) => id)).toEqual([
      'euw1-az1',
      'euw1-az2',
      'euw1-az3',
    ]);
  }
});

test('a Region that AWS does not have gets zone ids by the same rule', () => {
  expect(zonesOf(plain('us-north-7')).map(({ id }) => id)).toEqual(['usn7-az1', 'usn7-az2', 'usn7-az3']);
  expect(findZone(plain('xx-northeast-1'), 'xxne1-az2')?.name).toBe('xx-northeast-1b');
});

test('no two Regions share a zone id', () => {
  const ids = regions.flatMap(({ name }) => zonesOf(plain(name)).map(({ id }) => id));
  expect(new Set(ids).size).toBe(ids.length);
});

test('a zone is found by name or id in its own Region only', () => {
  expect(findZone(plain('eu-west-1'), 'euw1-az3')?.name).toBe('eu-west-1c');
  expect(findZone(plain('eu-west-1'), 'us-east-1a')).toBeUndefined();
  expect(zoneIdOf(plain('eu-west-1'), 'eu-west-1c')).toBe('euw1-az3');
  expect(zoneIdOf(plain('eu-west-1'), 'euw1-az3')).toBeUndefined();
});

test('a Region that no Region is called has zones like any other', () => {
  const ids = zonesOf({ accountId: '111122223333', region: 'constructor' }).map(({ name }) => name);
  expect(ids).toEqual(['constructora', 'constructorb', 'constructorc']);
});
