import { describe, expect, test } from 'vitest';
import { matching } from './filters.ts';
import { codeOf } from './testCall.ts';

interface Box {
  readonly id: string;
  readonly size: number;
  readonly open: boolean;
  readonly labels: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
}

const BOXES: readonly Box[] = [
  { id: 'a', size: 1, open: true, labels: ['x', 'y'], tags: { Name: 'one', team: 'net*' } },
  { id: 'b', size: 2, open: false, labels: [], tags: { Name: 'two' } },
  { id: 'c', size: 10, open: true, labels: ['y'], tags: {} },
];
const DEFINITIONS = {
  id: ({ id }: Box) => id,
  size: ({ size }: Box) => size,
  open: ({ open }: Box) => open,
  label: ({ labels }: Box) => labels,
};

const idsOf = (...filters: [string, string[]][]) =>
  matching(
    filters.map(([Name, Values]) => ({ Name, Values })),
    BOXES,
    DEFINITIONS,
  )
    .map(({ id }) => id)
    .join('');

describe('filters', () => {
  test('let everything pass when there are none', () => expect(idsOf()).toBe('abc'));
  test('take the values of one filter as alternatives', () => expect(idsOf(['id', ['a', 'c']])).toBe('ac'));
  test('must all hold', () => expect(idsOf(['id', ['a', 'c']], ['size', ['10']])).toBe('c'));
  test('compare booleans and numbers as text', () => {
    expect(idsOf(['open', ['true']])).toBe('ac');
    expect(idsOf(['size', ['1']])).toBe('a');
  });
  test('match a list if any member does', () => expect(idsOf(['label', ['y']])).toBe('ac'));
  test('match nothing without values', () => expect(idsOf(['id', []])).toBe(''));
  test('are case-sensitive', () => expect(idsOf(['id', ['A']])).toBe(''));
  test('find tags by key and value, by key, and by value', () => {
    expect(idsOf(['tag:Name', ['two', 'o*']])).toBe('ab');
    expect(idsOf(['tag-key', ['team']])).toBe('a');
    expect(idsOf(['tag-value', ['two']])).toBe('b');
  });
  test('take a value apart from a pattern by a backslash', () => {
    expect(idsOf(['tag:team', ['net\\*']])).toBe('a');
    expect(idsOf(['tag:team', ['net\\?']])).toBe('');
  });
  test('never take inherited properties for names or tags', () => {
    expect(codeOf(() => idsOf(['constructor', ['x']]))).toBe('InvalidParameterValue');
    expect(idsOf(['tag:constructor', ['*']])).toBe('');
  });
  test('are refused by an unknown name, in AWS words', () =>
    expect(() => idsOf(['colour', ['red']])).toThrow("The filter 'colour' is invalid"));
  test('are refused above 200 values', () =>
    expect(codeOf(() => idsOf(['id', Array.from({ length: 201 }, String)]))).toBe('FilterLimitExceeded'));
});
