/** Answers that are sent again as they were, and what ends them. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemRandom } from '../base/random.ts';
import { memoryStore } from '../state/memoryStore.ts';
import { State } from '../state/state.ts';
import type { HttpResponse } from '../wire/http.ts';
import { AnswerMemory } from './answerMemory.ts';
import { anySignature } from './auth.ts';
import { bootstrapAccount } from './ec2/defaults.ts';
import type { Call } from './operation.ts';
import { type Handle, makePipeline } from './pipeline.ts';
import { makeServices } from './services.ts';

let state: State;
let handle: Handle;
/** How often an operation has run. */
let runs = 0;
let requests = 0;

const counted =
  <T extends object>(run: (call: Call) => T) =>
  (call: Call) => {
    runs += 1;
    return run(call);
  };
const vpcs = ({ tx }: Call) => ({ Vpcs: Array.from(tx.vpcs.all(), ({ id }) => ({ VpcId: id })) });

beforeAll(async () => {
  state = await State.open(memoryStore(), () => undefined);
  handle = makePipeline({
    services: makeServices({
      ec2: {
        DescribeVpcs: counted(vpcs),
        DescribeSubnets: counted((call) => ({ NextToken: call.now.toISOString(), ...vpcs(call) })),
        DescribeKeyPairs: counted(vpcs),
      },
      elbv2: {},
      iam: {},
      sts: {},
    }),
    state,
    answers: new AnswerMemory({ leastBytes: 1 }),
    authenticate: anySignature(() => undefined),
    bootstrapAccount,
    clock: { now: () => new Date(1_000 * requests) },
    random: systemRandom,
    newRequestId: () => `00000000-0000-0000-0000-${String(++requests).padStart(12, '0')}`,
    log: () => undefined,
    onFatal: () => undefined,
  });
});
afterAll(() => state.close());

function textOf({ body }: HttpResponse): string {
  return typeof body === 'string' ? body : Buffer.concat([...body]).toString();
}

async function ask(query: string, account = '111122223333'): Promise<string> {
  const scope = `Credential=${account}/20260101/us-east-1/ec2/aws4_request`;
  const authorization = `AWS4-HMAC-SHA256 ${scope}, SignedHeaders=host, Signature=${'0'.repeat(64)}`;
  const request = { method: 'GET', path: '/', headers: { authorization }, body: new Uint8Array() };
  return textOf(await handle({ ...request, query: `Version=2016-11-15&${query}` }));
}

/** How many of these calls an operation has run for. */
async function runsOf(...calls: (() => Promise<string>)[]): Promise<number> {
  const before = runs;
  for (const call of calls) await call();
  return runs - before;
}

const list = () => ask('Action=DescribeVpcs');
const touch = (table: 'vpcs' | 'keyPairs') =>
  state.transact((tx) => {
    const put = tx[table].put as (row: object) => void;
    put.call(tx[table], { ...row(`${table}-1`), createdAt: String(Math.random()) });
  });
const row = (id: string) => ({
  id,
  accountId: '9',
  region: 'us-east-1',
  tags: {},
  spec: { vpcIds: [], keyName: id },
  status: { associations: [] },
});

test('the third answer is the second one again, but for the id of its request', async () => {
  const plain = (text: string) => text.replace(/[-0-9]{36}/, 'ID');
  const [first, second] = [await list(), await list()];
  expect(await runsOf(list, list)).toBe(0);
  const third = await list();
  expect(plain(third)).toBe(plain(first));
  expect(plain(second)).toBe(plain(first));
  expect(third).toContain(`<requestId>00000000-0000-0000-0000-${String(requests).padStart(12, '0')}<`);
});

test('a change of what was read ends it, a change of anything else does not', async () => {
  await list();
  await list();
  touch('keyPairs');
  expect(await runsOf(list)).toBe(0);
  touch('vpcs');
  expect(await runsOf(list)).toBe(1);
  expect(await list()).toContain('vpcs-1');
});

test('a transaction that was undone changes no answer', async () => {
  await list();
  await list();
  expect(() =>
    state.transact((tx) => {
      for (const { id } of [...tx.vpcs.all()]) tx.vpcs.delete(id);
      throw new Error('undone');
    }),
  ).toThrow('undone');
  expect(await list()).toContain('vpcs-1');
});

test('another account, other words and another action are other questions', async () => {
  await list();
  const others = [
    () => ask('Action=DescribeVpcs', '444455556666'),
    () => ask('Action=DescribeVpcs&MaxResults=5'),
    () => ask('Action=DescribeKeyPairs'),
  ];
  expect(await runsOf(...others)).toBe(3);
});

test('what shows the time is made each time', async () => {
  const timed = () => ask('Action=DescribeSubnets');
  expect(await runsOf(timed, timed, timed)).toBe(3);
});

test('DryRun is answered by no list', async () => {
  const dry = () => ask('Action=DescribeVpcs&DryRun=true');
  await dry();
  await dry();
  expect(await dry()).toContain('DryRunOperation');
});

test('the bound holds: the longest unasked answers go', () => {
  const answers = new AnswerMemory({ leastBytes: 1, mostBytes: 100 });
  const keep = (question: string) => {
    const response = { status: 200, headers: {}, body: `${'x'.repeat(38)}ID` };
    answers.keep(question, new Map(), response, 'ID');
    answers.keep(question, new Map(), response, 'ID');
  };
  const remembered = () => ['a', 'b', 'c'].filter((question) => answers.recall(question, 'ID')).join('');
  keep('a');
  keep('b');
  answers.recall('a', 'ID');
  keep('c');
  expect(remembered()).toBe('ac');
});

test('an answer that names the id of its request anywhere else is not remembered', () => {
  const answers = new AnswerMemory({ leastBytes: 1 });
  const response = { status: 200, headers: {}, body: '<a>ID</a><b>ID</b>' };
  for (let times = 0; times < 3; times++) answers.keep('q', new Map(), response, 'ID');
  expect(answers.recall('q', 'other')).toBeUndefined();
});
