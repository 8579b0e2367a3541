import { expect, test } from 'vitest';
import { codeOf } from '../testCall.ts';
import { tagsFor, toTagList, withTags } from './tags.ts';

const many = (count: number) => Array.from({ length: count }, (_, at) => ({ Key: `k${at}`, Value: '' }));

test('a create request tags only what it makes', () => {
  const specifications = [
    { ResourceType: 'vpc' as const, Tags: [{ Key: 'Name', Value: 'x' }, { Key: 'empty' }] },
  ];
  expect(tagsFor(specifications, 'vpc')).toEqual({ Name: 'x', empty: '' });
  expect(codeOf(() => tagsFor(specifications, 'subnet'))).toBe('InvalidParameterValue');
  expect(tagsFor(specifications, 'subnet', ['vpc'])).toEqual({});
  expect(tagsFor(undefined, 'vpc')).toEqual({});
  expect(() => tagsFor([{ Tags: [{ Key: 'x' }] }], 'vpc')).toThrow(
    'Tag specification resource type must have a value',
  );
  expect(() => tagsFor([{ ResourceType: 'vpc' }], 'vpc')).toThrow(
    'Tag specification must have at least one tag',
  );
});

test('a resource has 50 tags at most, counted after the change', () => {
  expect(Object.keys(withTags({}, many(50)))).toHaveLength(50);
  expect(codeOf(() => withTags({}, many(51)))).toBe('TagLimitExceeded');
  expect(codeOf(() => withTags(withTags({}, many(50)), [{ Key: 'one more' }]))).toBe('TagLimitExceeded');
  expect(withTags(withTags({}, many(50)), [{ Key: 'k0', Value: 'new' }]).k0).toBe('new');
});

test('keys and values out of bounds and AWS’s own prefix are refused', () => {
  const bad = [
    {},
    { Key: '' },
    { Key: 'x'.repeat(129) },
    { Key: 'x', Value: 'x'.repeat(257) },
    { Key: 'aws:x' },
  ];
  for (const tag of bad) expect(codeOf(() => withTags({}, [tag]))).toBe('InvalidParameterValue');
  expect(codeOf(() => withTags({}, [{ Key: 'a' }, { Key: 'a' }]))).toBe('InvalidParameterValue');
  expect(withTags({}, [{ Key: 'x'.repeat(128), Value: 'x'.repeat(256) }])).toBeDefined();
});

test('answers list tags as pairs, whatever their keys', () => {
  expect(toTagList(withTags({}, [{ Key: '__proto__', Value: 'x' }]))).toEqual([
    { Key: '__proto__', Value: 'x' },
  ]);
});
