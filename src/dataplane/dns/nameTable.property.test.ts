/** Tables that follow changes answer as tables built afresh. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { NamesRow } from '../../program/rows.ts';
import { NameTable } from './nameTable.ts';

const name = fc
  .array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 4 })
  .map((labels) => labels.join('.'));
const recordName = fc.tuple(fc.boolean(), name).map(([wild, text]) => (wild ? `*.${text}` : text));
const row = fc.record({
  id: fc.constantFrom('r1', 'r2', 'r3'),
  zones: fc.uniqueArray(name, { maxLength: 2 }),
  names: fc.uniqueArray(recordName, { maxLength: 4 }),
});
type Draft = { id: string; zones: string[]; names: string[] };

function namesRow({ id, zones, names }: Draft): NamesRow {
  const records = names.map((each) => ({ name: each, ttlSeconds: 60, addresses: [{ address: id }] }));
  return { kind: 'names', id, scope: 'public', zones, records };
}

const seen = (table: NameTable, each: string) => [
  new Set(table.find(each)?.addresses.map(({ address }) => address)),
  table.zoneOf(each),
  table.exists(each),
];

it('after any puts and removals the answers are those of a fresh table', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.boolean(), row), { maxLength: 12 }), fc.array(name), (steps, asked) => {
      const followed = new NameTable();
      const rows = new Map<string, NamesRow>();
      for (const [put, draft] of steps) {
        const before = rows.get(draft.id);
        if (before) followed.remove(before);
        rows.delete(draft.id);
        if (!put) continue;
        followed.add(namesRow(draft));
        rows.set(draft.id, namesRow(draft));
      }
      const fresh = new NameTable();
      for (const each of rows.values()) fresh.add(each);
      for (const each of asked) expect(seen(followed, each)).toEqual(seen(fresh, each));
      for (const each of rows.values()) followed.remove(each);
      expect(followed.isEmpty).toBe(true);
    }),
  );
});
