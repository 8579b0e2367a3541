import { expect, test } from 'vitest';
import { findZone, regions, zonesOf } from './zones.ts';

test('us-east-1 has six zones, us-west-2 four, the others three', () => {
  expect(
    zonesOf('us-east-1')
      .map(({ name }) => name.at(-1))
      .join(''),
  ).toBe('abcdef');
  expect(zonesOf('us-west-2').map(({ id }) => id)).toEqual(['usw2-az1', 'usw2-az2', 'usw2-az3', 'usw2-az4']);
  expect(zonesOf('ap-southeast-2')).toEqual([
    { name: 'ap-southeast-2a', id: 'apse2-az1' },
    { name: 'ap-southeast-2b', id: 'apse2-az2' },
    { name: 'ap-southeast-2c', id: 'apse2-az3' },
  ]);
});

test('a Region that AWS does not have gets zone ids by the same rule', () => {
  expect(zonesOf('us-north-7').map(({ id }) => id)).toEqual(['usn7-az1', 'usn7-az2', 'usn7-az3']);
  expect(findZone('xx-northeast-1', 'xxne1-az2')?.name).toBe('xx-northeast-1b');
});

test('no two Regions share a zone id', () => {
  const ids = regions.flatMap(({ name }) => zonesOf(name).map(({ id }) => id));
  expect(new Set(ids).size).toBe(ids.length);
});

test('a zone is found by name or id in its own Region only', () => {
  expect(findZone('eu-west-1', 'euw1-az3')?.name).toBe('eu-west-1c');
  expect(findZone('eu-west-1', 'us-east-1a')).toBeUndefined();
});
