import { expect, it } from 'vitest';
import type { ProgramRow, RowKey } from '../program/rows.ts';
import { batchMessages } from './batchMessages.ts';
import { MAX_LINE_BYTES } from './messages.ts';
import { Outbox } from './outbox.ts';

function row(id: string, text = ''): ProgramRow {
  return { kind: 'vpc', id, cidrs: [text], fabricBlock: '240.0.64.0/18', resolverAddresses: [] };
}

/** A program that an outbox follows. */
function program() {
  const rows = new Map<RowKey, ProgramRow>();
  const change = (put: ProgramRow[], removed: RowKey[] = []) => {
    for (const one of put) rows.set(`vpc/${one.id}`, one);
    for (const key of removed) rows.delete(key);
    return { rows, put, removed };
  };
  return change;
}

it('sends nothing before a program was offered, so that an agent keeps its network', () => {
  expect(new Outbox(0).take()).toBeUndefined();
});

it('sends an empty program when that is the program', () => {
  const outbox = new Outbox(0);
  expect(outbox.offer(program()([]))).toBe(1);
  expect(outbox.take()).toEqual({ generation: 1, full: true, put: [], delete: [] });
});

it('puts together what changes while a batch is under way', () => {
  const outbox = new Outbox(9);
  const change = program();
  outbox.offer(change([row('a'), row('b')]));
  outbox.take();
  expect(outbox.offer(change([row('a', '1'), row('c')]))).toBe(11);
  expect(outbox.offer(change([row('a', '2')], ['vpc/b', 'vpc/c']))).toBe(11);
  expect(outbox.take()).toBeUndefined();
  outbox.settle(10);
  expect(outbox.take()).toEqual({
    generation: 11,
    full: false,
    put: [row('a', '2')],
    delete: ['vpc/c', 'vpc/b'],
  });
  outbox.settle(11);
  expect(outbox.offer(change([]))).toBe(11);
  expect(outbox.take()).toBeUndefined();
});

it('sends the whole program after a restart, with a generation above the lost one', () => {
  const outbox = new Outbox(0);
  const change = program();
  outbox.offer(change([row('a')]));
  outbox.take();
  outbox.restart();
  expect(outbox.offer(change([row('b')]))).toBe(2);
  expect(outbox.take()).toEqual({ generation: 2, full: true, put: [row('a'), row('b')], delete: [] });
});

it('repeats failed rows: those that are in the program are put, the others deleted', () => {
  const outbox = new Outbox(0);
  outbox.offer(program()([row('a')]));
  outbox.take();
  outbox.settle(1);
  outbox.repeat(['vpc/a', 'vpc/gone']);
  expect(outbox.take()).toEqual({ generation: 2, full: false, put: [row('a')], delete: ['vpc/gone'] });
});

it('cuts a batch into messages that fit, and only the last one says so', () => {
  const many = Array.from({ length: 2500 }, (_, index) => row(`v${index}`));
  const long = Array.from({ length: 5 }, (_, index) => row(`l${index}`, 'x'.repeat(MAX_LINE_BYTES / 3)));
  const messages = batchMessages({ generation: 3, full: true, put: [...many, ...long], delete: ['vpc/x'] });
  expect(messages.flatMap(({ put }) => put)).toEqual([...many, ...long]);
  expect(messages.flatMap((message) => message.delete)).toEqual(['vpc/x']);
  expect(messages.map(({ last }) => last)).toEqual(messages.map((_, index) => index === messages.length - 1));
  for (const message of messages) {
    expect(message.put.length).toBeLessThanOrEqual(1000);
    expect(Buffer.byteLength(JSON.stringify(message))).toBeLessThan(MAX_LINE_BYTES);
  }
});
