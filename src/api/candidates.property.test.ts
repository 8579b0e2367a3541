/** Lists by index against a look at every row. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Resource } from '../resources/identity.ts';
import { RowPacker } from '../state/rowPacking.ts';
import { Table } from '../state/table.ts';
import { candidates } from './candidates.ts';
import { type FilterDefinitions, matching } from './filters.ts';
import { page } from './pagination.ts';

interface Thing extends Resource {
  readonly vpcId: string;
  readonly groupIds: readonly string[];
}

const SCOPES = ['111111111111/us-east-1', '222222222222/us-east-1'];
const word = fc.constantFrom('x', 'y', 'z');
const things = fc.uniqueArray(
  fc.record({
    id: fc.string({ minLength: 1, maxLength: 3 }),
    accountId: fc.constantFrom('111111111111', '222222222222'),
    region: fc.constant('us-east-1'),
    createdAt: fc.constantFrom('2026-01-01', '2026-01-02'),
    tags: fc.constant({}),
    vpcId: word,
    groupIds: fc.uniqueArray(word),
  }),
  { selector: ({ id }) => id },
);
const filters = fc.array(
  fc.record({
    Name: fc.constantFrom('thing-id', 'vpc-id', 'group-id', 'region'),
    Values: fc.array(fc.oneof(word, fc.constantFrom('*', 'us-east-1', '?', 'a')), { maxLength: 3 }),
  }),
  { maxLength: 3 },
);

const FILTERS: FilterDefinitions<Thing> = {
  'thing-id': ({ id }) => id,
  'vpc-id': ({ vpcId }) => vpcId,
  'group-id': ({ groupIds }) => groupIds,
  region: ({ region }) => region,
};
const INDEXES = { 'thing-id': 'id', 'vpc-id': 'vpc', 'group-id': 'group' } as const;

test('pages by index show what a look at every row shows', () => {
  fc.assert(
    fc.property(
      things,
      filters,
      fc.constantFrom(...SCOPES),
      fc.integer({ min: 1, max: 5 }),
      (all, asked, scope, size) => {
        const table = tableOf(all);
        const mine = all.filter(({ accountId, region }) => `${accountId}/${region}` === scope);
        const request = { maxResults: size, min: 1 };
        const found = page(matching(asked, candidates(table, scope, asked, INDEXES), FILTERS), request);
        expect(found).toEqual(page(matching(asked, mine, FILTERS), request));
      },
    ),
    { numRuns: 500 },
  );
});

test('a filter on one thing does not read the others', () => {
  const all = Array.from({ length: 1000 }, (_, at) => ({
    id: String(at),
    accountId: '111111111111',
    region: 'us-east-1',
    createdAt: '2026-01-01',
    tags: {},
    vpcId: `vpc ${at % 100}`,
    groupIds: [],
  }));
  const asked = [{ Name: 'vpc-id', Values: ['vpc 7'] }];
  expect(candidates(tableOf(all), SCOPES[0] as string, asked, INDEXES)).toHaveLength(10);
});

function tableOf(things: readonly Thing[]) {
  const indexes = {
    scope: (row: Thing) => `${row.accountId}/${row.region}`,
    vpc: (row: Thing) => row.vpcId,
    group: (row: Thing) => row.groupIds,
  };
  const table = new Table<Thing, keyof typeof indexes>('things', indexes, new RowPacker(), { mostAwake: 2 });
  for (const thing of things) table.put(thing);
  return table;
}
