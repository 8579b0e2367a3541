import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitsPattern } from './filters.ts';

const text = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?', '\\'), maxLength: 8 });

/** The slow and obvious matcher: tries every way to split. */
function fitsSlowly(value: string, pattern: string): boolean {
  if (pattern === '') return value === '';
  const [first, second] = pattern;
  if (first === '*') {
    return Array.from(`${value} `, (_, at) => value.slice(at)).some((rest) =>
      fitsSlowly(rest, pattern.slice(1)),
    );
  }
  if (first === '?') {
    return (
      fitsSlowly(value, pattern.slice(1)) || (value !== '' && fitsSlowly(value.slice(1), pattern.slice(1)))
    );
  }
  const isEscape = first === '\\' && second !== undefined;
  return (
    value[0] === (isEscape ? second : first) && fitsSlowly(value.slice(1), pattern.slice(isEscape ? 2 : 1))
  );
}

test('a pattern fits exactly what the slow matcher says', () => {
  fc.assert(
    fc.property(text, text, (value, pattern) => {
      expect(fitsPattern(value, pattern)).toBe(fitsSlowly(value, pattern));
    }),
    { numRuns: 2000 },
  );
});

test('an escaped text fits itself and nothing else', () => {
  fc.assert(
    fc.property(text, text, (value, other) => {
      const escaped = value.replace(/[*?\\]/g, '\\$&');
      expect(fitsPattern(value, escaped)).toBe(true);
      expect(fitsPattern(other, escaped)).toBe(other === value);
    }),
  );
});
