import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ATTACHED_ROWS, byKey, endpointRow } from '../../test/support/twoVpcs.ts';
import type { RowsMessage } from '../link/messages.ts';
import { rowKey } from '../program/rows.ts';
import { Findings } from './findings.ts';
import { ProgramReceiver } from './program.ts';
import { RowStore } from './rowStore.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'postern-rows-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const message = (generation: number, change: Partial<RowsMessage>): RowsMessage => ({
  type: 'rows',
  generation,
  full: false,
  put: [],
  delete: [],
  last: true,
  ...change,
});

describe('RowStore', () => {
  it('has nothing before the first program, which may be empty', () => {
    const store = new RowStore(directory);
    expect(store.load()).toBeUndefined();
    store.keep({ put: [], delete: [] }, new Map());
    expect(new RowStore(directory).load()).toEqual(new Map());
  });

  it('gives back what was kept, however many edits that took', () => {
    const edits = fc.array(fc.tuple(fc.subarray([...ATTACHED_ROWS]), fc.subarray([...ATTACHED_ROWS])), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(edits, (sequence) => {
        const store = new RowStore(directory);
        store.clear();
        const rows = new Map(byKey(ATTACHED_ROWS.slice(0, 3)));
        store.keep({ put: [...rows.values()], delete: [] }, rows);
        for (const [put, removed] of sequence) {
          for (const row of removed) rows.delete(rowKey(row));
          for (const row of put) rows.set(rowKey(row), row);
          store.keep({ put, delete: removed.map(rowKey) }, rows);
        }
        expect(new RowStore(directory).load()).toEqual(rows);
      }),
      { numRuns: 30 },
    );
  });

  it('reads past a torn last line, which nobody was told of', () => {
    const rows = byKey(ATTACHED_ROWS);
    const store = new RowStore(directory);
    store.keep({ put: [...rows.values()], delete: [] }, rows);
    const fewer = new Map(rows);
    fewer.delete(rowKey(endpointRow));
    store.keep({ put: [], delete: [rowKey(endpointRow)] }, fewer);
    appendFileSync(join(directory, 'rows.journal.ndjson'), '{"put":[{"kind":"vp');
    expect(new RowStore(directory).load()).toEqual(fewer);
    expect(readFileSync(join(directory, 'rows.ndjson'), 'utf8').split('\n')).toHaveLength(fewer.size + 2);
  });

  it.each([
    ['empty', () => ''],
    ['cut between two rows', (text: string) => text.slice(0, text.indexOf('\n') + 1)],
    ['cut within a row', (text: string) => text.slice(0, -20)],
    ['spoilt in the middle', (text: string) => text.replace('"kind"', '\u0000kind"')],
  ])('takes a file that is %s for no program, not for one of fewer rows', (_, damaged) => {
    const rows = byKey(ATTACHED_ROWS);
    const store = new RowStore(directory);
    store.keep({ put: [...rows.values()], delete: [] }, rows);
    store.keep({ put: [endpointRow], delete: [] }, rows);
    const file = join(directory, 'rows.ndjson');
    writeFileSync(file, damaged(readFileSync(file, 'utf8')));
    expect(new RowStore(directory).load()).toBeUndefined();
    rmSync(file);
    expect(new RowStore(directory).load()).toBeUndefined();
  });
});

describe('Findings', () => {
  it('of a damaged file are none, and are kept again', () => {
    writeFileSync(join(directory, 'health.json'), '[["c-1",{"sta');
    const findings = new Findings(directory);
    expect([...findings.all]).toEqual([]);
    findings.put('c-1', { state: 'healthy' });
    expect(new Findings(directory).isHealthy('c-1')).toBe(true);
  });
});

describe('ProgramReceiver', () => {
  it('acts on a change when its last message has come, and drops what was not finished', () => {
    const receiver = new ProgramReceiver(new Map());
    expect(
      receiver.receive(message(1, { full: true, put: ATTACHED_ROWS.slice(0, 2), last: false })),
    ).toBeUndefined();
    receiver.reset();
    expect(
      receiver.receive(message(2, { full: true, put: ATTACHED_ROWS.slice(0, 1), last: false })),
    ).toBeUndefined();
    const revision = receiver.receive(message(2, { full: true, put: ATTACHED_ROWS.slice(3) }));
    const expected = byKey([...ATTACHED_ROWS.slice(0, 1), ...ATTACHED_ROWS.slice(3)]);
    expect(revision).toBeDefined();
    expect(receiver.rows).toEqual(expected);
  });

  it('keeps the identity of rows that are as before, and removes what a full program leaves out', () => {
    const before = byKey(ATTACHED_ROWS);
    const receiver = new ProgramReceiver(before);
    const copies = structuredClone(ATTACHED_ROWS).slice(1);
    const revision = receiver.receive(message(3, { full: true, put: copies }));
    expect(revision?.edit).toEqual({
      put: [],
      delete: [rowKey(ATTACHED_ROWS[0] as (typeof ATTACHED_ROWS)[0])],
    });
    for (const [key, row] of receiver.rows) expect(before.get(key)).toBe(row);
  });
});
