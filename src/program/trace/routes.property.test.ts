/** A table of routes against a plain search through all of them. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contains } from './blocks.ts';
import { parseRoute, type Route, RouteTable } from './routes.ts';

/** Few first bits, so that blocks lie in one another. */
const ADDRESS = {
  4: fc
    .tuple(
      fc.constantFrom(0, 10),
      fc.constantFrom(0, 1, 255),
      fc.constantFrom(0, 16),
      fc.constantFrom(0, 1, 7),
    )
    .map((parts) => parts.join('.')),
  6: fc
    .tuple(fc.constantFrom('2600', 'fd00'), fc.constantFrom('0', '1'), fc.constantFrom('0', 'ffff'))
    .map(([a, b, c]) => `${a}:${b}:0:0:0:0:0:${c}`),
};
const BLOCK = fc.oneof(
  fc.tuple(ADDRESS[4], fc.integer({ min: 0, max: 32 })),
  fc.tuple(ADDRESS[6], fc.integer({ min: 0, max: 128 })),
);

test('the longest prefix that holds the address is found, and none where none does', () => {
  fc.assert(
    fc.property(fc.array(BLOCK, { maxLength: 12 }), fc.oneof(ADDRESS[4], ADDRESS[6]), (blocks, address) => {
      const routes = blocks.map(([base, length]) => parseRoute(`${base}/${length}`, `dev d${length}`));
      const table = new RouteTable();
      for (const route of routes) table.add(route);
      expect(table.find(address)?.path).toBe(longest(routes, address)?.path);
    }),
  );
});

function longest(routes: readonly Route[], address: string): Route | undefined {
  return routes
    .filter((route) => contains(route, address))
    .reduce<Route | undefined>(
      (best, each) => (best && best.prefixLength >= each.prefixLength ? best : each),
      undefined,
    );
}
