import { expect, it } from 'vitest';
import type { RowsMessage } from './messages.ts';
import { MAX_LINE_BYTES } from './messages.ts';
import { Outbox } from './outbox.ts';
import { OutgoingBatch } from './outgoingBatch.ts';

it('begins with the whole program, then goes on with differences', () => {
  const outbox = new Outbox(9);
  expect(outbox.wantsAll).toBe(true);
  expect(outbox.begin()).toEqual({ generation: 10, full: true });
  expect(outbox.wantsAll).toBe(false);
  outbox.settle(10);
  expect(outbox.begin()).toEqual({ generation: 11, full: false });
});

it('is busy until the batch under way has been applied, not one before', () => {
  const outbox = new Outbox(0);
  outbox.begin();
  outbox.settle(0);
  expect(outbox.busy).toBe(true);
  expect(() => outbox.begin()).toThrow('one batch is under way at a time');
  outbox.settle(1);
  expect(outbox.busy).toBe(false);
});

it('wants the whole program after a restart, with a generation above the lost one', () => {
  const outbox = new Outbox(0);
  outbox.begin();
  outbox.settle(1);
  outbox.begin();
  outbox.restart();
  expect([outbox.busy, outbox.wantsAll]).toEqual([false, true]);
  expect(outbox.begin()).toEqual({ generation: 3, full: true });
});

/** The messages of a batch made of these. */
function messagesOf(rows: readonly unknown[], removed: readonly string[]): RowsMessage[] {
  const written: string[] = [];
  const batch = new OutgoingBatch({ generation: 3, full: true }, (json) => written.push(json));
  for (const key of removed) batch.remove(key);
  for (const row of rows) batch.put(JSON.stringify(row));
  batch.end();
  return written.map((json) => JSON.parse(json));
}

it('tells of an empty program too', () => {
  expect(messagesOf([], [])).toEqual([
    { type: 'rows', generation: 3, full: true, last: true, put: [], delete: [] },
  ]);
});

it('cuts a batch into messages that fit, and only the last one says so', () => {
  const many = Array.from({ length: 2500 }, (_, index) => ({ id: `v${index}` }));
  const long = Array.from({ length: 5 }, (_, id) => ({ id, text: 'x'.repeat(MAX_LINE_BYTES / 3) }));
  const messages = messagesOf([...many, ...long], ['vpc/x']);
  expect(messages.flatMap(({ put }) => put)).toEqual([...many, ...long]);
  expect(messages.flatMap((message) => message.delete)).toEqual(['vpc/x']);
  expect(messages.map(({ last }) => last)).toEqual(messages.map((_, index) => index === messages.length - 1));
  for (const message of messages) {
    expect(message.put.length).toBeLessThanOrEqual(1000);
    expect(Buffer.byteLength(JSON.stringify(message))).toBeLessThan(MAX_LINE_BYTES);
  }
});
