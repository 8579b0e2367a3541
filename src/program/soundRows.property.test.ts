/** The rows that can be applied, edit by edit, are those that a check of all rows finds. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ATTACHED_ROWS,
  CONSUMER,
  endpointRow,
  groupRow,
  listenerRow,
  listenerWith,
  nodeRow,
  PROVIDER,
  portRow,
  TARGET,
  UNATTACHED_ROWS,
  vpcRow,
} from '../../test/support/twoVpcs.ts';
import { admissible } from './check.ts';
import { type ProgramRow, type RowKey, rowKey } from './rows.ts';
import { type RowEdit, SoundRows } from './soundRows.ts';

/** Some cannot stand beside others, some not by themselves, some never. */
const VARIANTS: readonly ProgramRow[] = [
  ...ATTACHED_ROWS,
  ...UNATTACHED_ROWS,
  endpointRow,
  { ...endpointRow, address: '10.0.0.31' },
  { ...endpointRow, address: '10.9.0.31' },
  { ...endpointRow, id: 'eni-0bbbbbbbbbbbbb77' },
  { ...endpointRow, groupIds: ['sg-0ddddddddddddddd4'] },
  { ...nodeRow, address: '10.0.0.21' },
  listenerWith({ preserveClientIp: true }),
  { ...listenerRow, id: 'another', protocol: 17 },
  { ...listenerRow, id: 'another' },
  groupRow(CONSUMER, 'sg-0bbbbbbbbbbbbbbb2', { cidr: '10.0.0.0/8' }),
  groupRow(CONSUMER, 'sg-0bbbbbbbbbbbbbbb2', { groupId: 'sg-0ddddddddddddddd4' }),
  groupRow(CONSUMER, 'sg-0ddddddddddddddd4', { cidr: '10.0.0.0/33' }),
  groupRow(CONSUMER, 'sg-0ddddddddddddddd4', { cidr: '10.0.0.0/32' }),
  portRow('eni-0a66666666666666', PROVIDER, TARGET, '10.0.0.66', 'sg-0aaaaaaaaaaaaaaa1'),
  { ...vpcRow(CONSUMER, '240.0.128.0/18'), cidrs: ['10.9.0.0/16'] },
  vpcRow('vpc-0cccccccccccccccc3', '240.0.128.0/18'),
];
const KEYS = [...new Set(VARIANTS.map(rowKey))];

const edits: fc.Arbitrary<RowEdit> = fc
  .record({
    put: fc.subarray([...VARIANTS], { maxLength: 4 }),
    delete: fc.subarray(KEYS, { maxLength: 3 }),
  })
  .map(({ put, delete: gone }) => {
    const byKey = new Map(put.map((row) => [rowKey(row), row]));
    return { put: [...byKey.values()], delete: gone.filter((key) => !byKey.has(key)) };
  });
/** Nearly all histories begin with a program that nothing is wrong with. */
const whole: RowEdit = { put: ATTACHED_ROWS, delete: [] };
const histories = fc
  .tuple(fc.constantFrom([whole], [whole], []), fc.array(edits, { minLength: 1, maxLength: 12 }))
  .map(([first, more]) => [...first, ...more]);

describe('sound rows', () => {
  it('are after every edit what a check of all rows admits, with the same words for the others', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const asked = new Map<RowKey, ProgramRow>();
        const sound = new SoundRows();
        for (const edit of history) {
          for (const key of edit.delete) asked.delete(key);
          for (const row of edit.put) asked.set(rowKey(row), row);
          sound.update(edit);
          const { rows, violations } = admissible(asked);
          expect([...sound.rows]).toEqual([...rows]);
          expect(sound.violations).toEqual(violations);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('change by what they say has changed, and by nothing else', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const followed = new Map<RowKey, ProgramRow>();
        const sound = new SoundRows();
        for (const edit of history) {
          const { put, removed } = sound.update(edit);
          for (const row of removed) expect(followed.delete(rowKey(row))).toBe(true);
          for (const row of put) followed.set(rowKey(row), row);
          expect(new Map(followed)).toEqual(new Map(sound.rows));
        }
      }),
      { numRuns: 500 },
    );
  });
});
