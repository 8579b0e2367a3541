import { expect, it } from 'vitest';
import { matchesCode } from './matcher.ts';

it.each([
  ['200-399', 200, true],
  ['200-399', 399, true],
  ['200-399', 400, false],
  ['200,202', 202, true],
  ['200,202', 201, false],
  ['200, 300-301', 301, true],
  ['', 200, false],
  ['abc', 200, false],
])('%s on code %i: %s', (matcher, code, passes) => {
  expect(matchesCode(matcher, code)).toBe(passes);
});
