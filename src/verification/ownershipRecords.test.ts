import { expect, test } from 'vitest';
import { ownershipRecords } from './ownershipRecords.ts';

test.each([
  ['example.com', ['_t.example.com', 'example.com']],
  ['*.example.com', ['_t.example.com', 'example.com']],
  ['api.example.com', ['_t.api.example.com', 'api.example.com', '_t.example.com', 'example.com']],
])('%s is proved at %j', (domain, names) => {
  expect(ownershipRecords(domain, '_t')).toEqual(names);
});

test('a name of very many labels is looked for at few places, never at a top-level domain', () => {
  const names = ownershipRecords(`${'a.'.repeat(100)}com`, '_t');
  expect(names).toHaveLength(8);
  expect(names).not.toContain('com');
});
