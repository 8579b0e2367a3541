import { expect, test } from 'vitest';
import { formatTable } from './table.ts';

test('columns are as wide as their widest text, and no line ends in spaces', () => {
  const rows = [
    ['vpc-1', '-'],
    ['vpc-1234', 'no'],
  ];
  expect(formatTable(['ID', 'DEFAULT'], rows)).toBe('ID         DEFAULT\nvpc-1      -\nvpc-1234   no');
});

test('no rows leave the headings', () => {
  expect(formatTable(['ID', 'NAME'], [])).toBe('ID   NAME');
});
