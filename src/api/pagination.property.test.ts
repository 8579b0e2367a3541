import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Ordered, page } from './pagination.ts';
import { codeOf } from './testCall.ts';

const rows = fc.uniqueArray(
  fc.record({
    id: fc.string({ maxLength: 5 }),
    createdAt: fc.constantFrom('2026-01-01', '2026-01-02', '2026-01-03'),
  }),
  { selector: ({ id }) => id, maxLength: 40 },
);

/** All pages; `between` may change the rows after each. */
function allPages(start: readonly Ordered[], maxResults: number, between = (now: readonly Ordered[]) => now) {
  const seen: string[] = [];
  let now = start;
  let nextToken: string | undefined;
  do {
    const { rows: shown, nextToken: next } = page(now, { maxResults, nextToken, min: 1 });
    seen.push(...shown.map(({ id }) => id));
    nextToken = next;
    now = between(now);
  } while (nextToken);
  return seen;
}

describe('pages', () => {
  test('together show every row once, none longer than asked', () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 7 }), (all, maxResults) => {
        expect(page(all, { maxResults, min: 1 }).rows.length).toBeLessThanOrEqual(maxResults);
        expect(allPages(all, maxResults).sort()).toEqual(all.map(({ id }) => id).sort());
      }),
    );
  });

  test('neither repeat nor hide a row that stays, whatever comes and goes meanwhile', () => {
    fc.assert(
      fc.property(
        rows,
        fc.integer({ min: 1, max: 5 }),
        fc.infiniteStream(fc.nat(40)),
        (all, maxResults, picks) => {
          const gone = new Set<string>();
          let added = 0;
          const seen = allPages(all, maxResults, (now) => {
            const victim = now[(picks.next().value ?? 0) % Math.max(now.length, 1)];
            if (victim) gone.add(victim.id);
            const newcomer = added < 10 ? [{ id: `new ${added++}`, createdAt: '2026-01-04' }] : [];
            return [...newcomer, ...now.filter((row) => row !== victim)];
          });
          const stayed = all.map(({ id }) => id).filter((id) => !gone.has(id));
          expect(new Set(seen).size).toBe(seen.length);
          for (const id of stayed) expect(seen).toContain(id);
        },
      ),
    );
  });

  test('are cut to 1000 rows, not refused, above it', () => {
    const many = Array.from({ length: 1200 }, (_, at) => ({ id: String(at) }));
    expect(page(many, { maxResults: 5000 }).rows).toHaveLength(1000);
    expect(page(many, {}).rows).toHaveLength(1200);
  });

  test('are refused below the least size and with a token that is none', () => {
    expect(codeOf(() => page([], { maxResults: 4 }))).toBe('InvalidParameterValue');
    expect(codeOf(() => page([], { maxResults: 0, min: 1 }))).toBe('InvalidParameterValue');
    for (const nextToken of ['x', 'bnVsbA', Buffer.from('[1,2]').toString('base64url')]) {
      expect(codeOf(() => page([], { nextToken }))).toBe('InvalidNextToken');
    }
  });
});
