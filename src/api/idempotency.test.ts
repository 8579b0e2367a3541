import { expect, test } from 'vitest';
import { onceByToken } from './idempotency.ts';
import type { Call } from './operation.ts';
import { codeOf, testCaller } from './testCall.ts';

interface Input {
  readonly ClientToken?: string;
  readonly DryRun?: boolean;
  readonly Size: number;
  readonly Tags?: object;
}

async function maker() {
  const caller = await testCaller();
  let made = 0;
  const make = (call: Call, input: Input) =>
    onceByToken(
      call,
      input.ClientToken,
      input,
      () => [`thing-${++made}`],
      ([id]) => ({ id }),
    );
  return (input: Input, as: Partial<Call> = {}) => caller.run(make, input, { action: 'Make', ...as }).id;
}

test('the same token and parameters make nothing twice, whatever the order of members', async () => {
  const make = await maker();
  expect(make({ ClientToken: 't', Size: 1, Tags: { a: 1, b: [2] } })).toBe('thing-1');
  expect(make({ Size: 1, Tags: { b: [2], a: 1 }, ClientToken: 't', DryRun: false })).toBe('thing-1');
});

test('no token makes a new thing each time', async () => {
  const make = await maker();
  expect([make({ Size: 1 }), make({ Size: 1 })]).toEqual(['thing-1', 'thing-2']);
});

test('a token is of one account, Region and action', async () => {
  const make = await maker();
  const input = { ClientToken: 't', Size: 1 };
  const others = [{ accountId: '444455556666' }, { region: 'eu-west-1' }, { action: 'MakeOther' }];
  expect([make(input), ...others.map((as) => make(input, as))]).toEqual([
    'thing-1',
    'thing-2',
    'thing-3',
    'thing-4',
  ]);
});

test('the same token with other parameters is refused', async () => {
  const make = await maker();
  make({ ClientToken: 't', Size: 1 });
  expect(codeOf(() => make({ ClientToken: 't', Size: 2 }))).toBe('IdempotentParameterMismatch');
});

test('a token that is too long or not ASCII is refused', async () => {
  const make = await maker();
  expect(codeOf(() => make({ ClientToken: 'x'.repeat(65), Size: 1 }))).toBe('InvalidParameterValue');
  expect(codeOf(() => make({ ClientToken: 'é', Size: 1 }))).toBe('InvalidParameterValue');
  expect(make({ ClientToken: 'x'.repeat(64), Size: 1 })).toBe('thing-1');
});
