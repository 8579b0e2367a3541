import { expect, test } from 'vitest';
import { seededRandom, systemRandom } from './random.ts';

test('the system’s values do not repeat, across refills of its pool too', () => {
  const ids = Array.from({ length: 2_000 }, () => systemRandom.hex(17));
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.filter((id) => !/^[0-9a-f]{17}$/.test(id))).toEqual([]);
});

test('one seed gives the same values again, another seed others', () => {
  expect(seededRandom(7).hex(32)).toBe(seededRandom(7).hex(32));
  expect(seededRandom(7).hex(32)).not.toBe(seededRandom(8).hex(32));
});

test('integers stay below their bound and reach all of it', () => {
  const random = seededRandom(1);
  const drawn = new Set(Array.from({ length: 500 }, () => random.integer(5)));
  expect([...drawn].sort()).toEqual([0, 1, 2, 3, 4]);
});
