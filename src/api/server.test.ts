/** The server over real HTTP, with the SDK's own client as the judge of its answers. */
import { connect } from 'node:net';
import {
  CreateVpcCommand,
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import {
  DescribeLoadBalancersCommand,
  DescribeTargetGroupsCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { AssertionError } from '../base/assert.ts';
import { AwsError } from '../base/awsError.ts';
import { systemClock } from '../base/clock.ts';
import { systemRandom } from '../base/random.ts';
import { memoryStore } from '../state/memoryStore.ts';
import { State } from '../state/state.ts';
import { AnswerMemory } from './answerMemory.ts';
import { anySignature } from './auth.ts';
import { bootstrapAccount } from './ec2/defaults.ts';
import type { Call } from './operation.ts';
import { makePipeline } from './pipeline.ts';
import { type RunningServer, startServer } from './server.ts';
import { makeServices } from './services.ts';

let server: RunningServer;
let state: State;
let endpoint: string;
let requests = 0;
const logged: string[] = [];
const fatal: Error[] = [];

const tables = {
  ec2: {
    DescribeVpcs: ({ tx, accountId, region }: Call) => ({
      Vpcs: tx.vpcs
        .by('scope', `${accountId}/${region}`)
        .map((vpc) => ({ VpcId: vpc.id, OwnerId: accountId })),
    }),
    DescribeSubnets: () => {
      throw new AwsError('InvalidSubnetID.NotFound', "The subnet ID 'subnet-<1>' does not exist");
    },
    CreateVpc: ({ tx, accountId, region }: Call) => {
      for (const vpc of tx.vpcs.by('scope', `${accountId}/${region}`)) tx.vpcs.delete(vpc.id);
      return {};
    },
    CreateSubnet: () => ({}),
    DescribeRegions: () => {
      throw new TypeError('a secret of ours');
    },
    DescribeTags: () => {
      throw new AssertionError('the impossible');
    },
  },
  elbv2: {
    DescribeLoadBalancers: () => {
      throw new AwsError('LoadBalancerNotFound', 'One or more load balancers not found');
    },
  },
  iam: {},
  sts: {
    GetCallerIdentity: ({ accountId, principalArn, userId }: Call) => ({
      Account: accountId,
      Arn: principalArn,
      UserId: userId,
    }),
  },
};

beforeAll(async () => {
  state = await State.open(memoryStore(), () => undefined);
  const log = (message: string) => logged.push(message);
  const newRequestId = () => `00000000-0000-4000-8000-${String(++requests).padStart(12, '0')}`;
  const handle = makePipeline({
    services: makeServices(tables),
    state,
    answers: new AnswerMemory(),
    authenticate: anySignature(() => undefined),
    bootstrapAccount,
    clock: systemClock,
    random: systemRandom,
    newRequestId,
    log,
    onFatal: (error) => fatal.push(error),
  });
  server = await startServer({
    host: '127.0.0.1',
    port: 0,
    handle,
    inspect: async ({ path }) =>
      path === '/_postern/vpcs' ? { status: 200, headers: {}, body: 'vpcs' } : undefined,
    health: () => ({ status: 'ok', version: 'test' }),
    newRequestId,
    log,
    limits: { bodyBytes: 10_000, requestTimeoutMs: 5_000 },
  });
  endpoint = `http://127.0.0.1:${server.port}`;
});

afterAll(() => server.close(0));

beforeEach(() => {
  logged.length = 0;
  fatal.length = 0;
});

const clientOptions = (accessKeyId = '111122223333') => ({
  endpoint,
  region: 'eu-west-1',
  credentials: { accessKeyId, secretAccessKey: 'any' },
  maxAttempts: 1,
});

const post = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
  fetch(endpoint, { method: 'POST', body, headers });

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

describe('an SDK client', () => {
  test('finds the default VPC of its own account at its first call, and the same one again', async () => {
    const first = await new EC2Client(clientOptions()).send(new DescribeVpcsCommand({}));
    const again = await new EC2Client(clientOptions()).send(new DescribeVpcsCommand({}));
    const other = await new EC2Client(clientOptions('999922223333')).send(new DescribeVpcsCommand({}));
    expect(first.Vpcs).toEqual([
      { VpcId: expect.stringMatching(/^vpc-[0-9a-f]{17}$/), OwnerId: '111122223333' },
    ]);
    expect(again.Vpcs).toEqual(first.Vpcs);
    expect(other.Vpcs?.[0]?.VpcId).not.toBe(first.Vpcs?.[0]?.VpcId);
  });

  test('reads an EC2 error with its code, message, status and request id', async () => {
    const call = new EC2Client(clientOptions()).send(new DescribeSubnetsCommand({}));
    await expect(call).rejects.toMatchObject({
      name: 'InvalidSubnetID.NotFound',
      message: "The subnet ID 'subnet-<1>' does not exist",
      $metadata: { httpStatusCode: 400, requestId: expect.stringMatching(/^00000000-0000-4000-8000-/) },
    });
  });

  test('reads an ELBv2 error as the exception of its model', async () => {
    const call = new ElasticLoadBalancingV2Client(clientOptions()).send(new DescribeLoadBalancersCommand({}));
    await expect(call).rejects.toMatchObject({
      name: 'LoadBalancerNotFoundException',
      message: 'One or more load balancers not found',
      $metadata: { httpStatusCode: 400 },
    });
  });

  test('learns which operation of a known service is not there yet', async () => {
    const call = new ElasticLoadBalancingV2Client(clientOptions()).send(new DescribeTargetGroupsCommand({}));
    await expect(call).rejects.toMatchObject({
      name: 'UnsupportedOperation',
      message: expect.stringContaining('DescribeTargetGroups'),
    });
  });

  test('is told by STS who it is', async () => {
    const identity = await new STSClient(clientOptions()).send(new GetCallerIdentityCommand({}));
    expect(identity).toMatchObject({
      Account: '111122223333',
      Arn: 'arn:aws:iam::111122223333:root',
      UserId: '111122223333',
    });
  });

  test('changes nothing with DryRun, and is told that it could have', async () => {
    const client = new EC2Client(clientOptions());
    const before = await client.send(new DescribeVpcsCommand({}));
    await expect(client.send(new CreateVpcCommand({ DryRun: true }))).rejects.toMatchObject({
      name: 'DryRunOperation',
      $metadata: { httpStatusCode: 412 },
    });
    expect((await client.send(new DescribeVpcsCommand({}))).Vpcs).toEqual(before.Vpcs);
  });

  test('is refused a region that is none', async () => {
    const call = new EC2Client({ ...clientOptions(), region: 'nowhere' }).send(new DescribeVpcsCommand({}));
    await expect(call).rejects.toMatchObject({ name: 'AuthFailure', $metadata: { httpStatusCode: 401 } });
  });
});

describe('our own errors', () => {
  test('are answered without details and logged', async () => {
    const answer = await post('Action=DescribeRegions&Version=2016-11-15', FORM);
    expect(answer.status).toBe(500);
    expect(await answer.text()).toContain(
      '<Errors><Error><Code>InternalError</Code><Message>An internal error has occurred</Message></Error></Errors>',
    );
    expect(logged).toHaveLength(1);
    expect(fatal).toHaveLength(0);
  });

  test('end the process where an assertion failed', async () => {
    expect((await post('Action=DescribeTags&Version=2016-11-15', FORM)).status).toBe(500);
    expect(fatal).toHaveLength(1);
  });
});

describe('bad input is answered in AWS form and leaves the server serving', () => {
  const cases: [string, () => Promise<Response>, number, string][] = [
    ['an action that is none', () => post('Action=Nope&Version=2016-11-15', FORM), 400, 'InvalidAction'],
    ['the name of a prototype member', () => post('Action=constructor', FORM), 400, 'InvalidAction'],
    ['no action', () => post('Version=2016-11-15', FORM), 400, 'MissingAction'],
    ['an empty body', () => post(''), 400, 'MissingAction'],
    ['an unknown parameter', () => post('Action=DescribeVpcs&Nope.1=x', FORM), 400, 'UnknownParameter'],
    [
      'an ill-typed parameter',
      () => post('Action=DescribeVpcs&MaxResults=x', FORM),
      400,
      'InvalidParameterValue',
    ],
    ['a required parameter left out', () => post('Action=CreateSubnet', FORM), 400, 'MissingParameter'],
    [
      'an action of another version',
      () => post('Action=DescribeLoadBalancers&Version=2012-06-01', { ...FORM, host: 'x' }),
      400,
      'InvalidAction',
    ],
    ['bad UTF-8', () => post(new Uint8Array([65, 61, 0xff]), FORM), 400, 'MalformedQueryString'],
    ['a broken escape', () => post('Action=%zz', FORM), 400, 'MalformedQueryString'],
    [
      'a parameter twice',
      () => post('Action=DescribeVpcs&Action=CreateVpc', FORM),
      400,
      'MalformedQueryString',
    ],
    [
      'a body of another type',
      () => post('{}', { 'content-type': 'application/json' }),
      400,
      'MalformedQueryString',
    ],
    ['an oversized body', () => post(`Action=${'x'.repeat(20_000)}`, FORM), 413, 'RequestEntityTooLarge'],
    ['another method', () => fetch(endpoint, { method: 'PUT', body: 'x' }), 405, 'MethodNotAllowed'],
    [
      'a garbled signature',
      () => post('Action=DescribeVpcs', { ...FORM, authorization: 'AWS4-HMAC-SHA256 x' }),
      400,
      'IncompleteSignature',
    ],
    [
      'a web page of another origin',
      () => post('Action=DescribeVpcs', { ...FORM, origin: 'https://evil.example' }),
      403,
      'AccessDenied',
    ],
  ];
  test.each(cases)('%s', async (_what, send, status, code) => {
    const answer = await send();
    const body = await answer.text();
    expect({ status: answer.status, code: /<Code>(.*)<\/Code>/.exec(body)?.[1] }).toEqual({ status, code });
    expect(answer.headers.get('x-amzn-requestid')).toMatch(/^00000000-/);
    expect(body).not.toMatch(/\bat .*\.ts/);
    expect((await fetch(`${endpoint}/_postern/health`)).status).toBe(200);
  });

  test('a refused call does not even make the default VPC', async () => {
    const size = state.snapshot.vpcs.size;
    await new EC2Client(clientOptions('444422223333'))
      .send(new DescribeSubnetsCommand({}))
      .catch(() => undefined);
    expect(state.snapshot.vpcs.size).toBe(size);
  });

  test('callers who go away in the middle', async () => {
    for (const text of [
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nAct',
      'nonsense\r\n\r\n',
      'GET',
    ]) {
      await new Promise<void>((resolve) => {
        const socket = connect(server.port, '127.0.0.1', () => socket.write(text, () => socket.destroy()));
        socket.on('close', () => resolve());
      });
    }
    expect((await fetch(`${endpoint}/_postern/health`)).status).toBe(200);
    expect(logged).toEqual([]);
  });
});

test('a GET carries a call as well as a POST', async () => {
  const answer = await fetch(`${endpoint}/?Action=DescribeVpcs&Version=2016-11-15`);
  expect(answer.status).toBe(200);
  expect(await answer.text()).toContain('<ownerId>000000000000</ownerId>');
});

test('HEAD answers without a body', async () => {
  const answer = await fetch(`${endpoint}/?Action=DescribeVpcs`, { method: 'HEAD' });
  expect([answer.status, await answer.text()]).toEqual([200, '']);
});

test('a service that is not here is named', async () => {
  const authorization = `AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=${'0'.repeat(64)}`;
  const answer = await post('{}', { authorization, 'content-type': 'application/x-amz-json-1.0' });
  expect(answer.status).toBe(501);
  expect(await answer.json()).toEqual({
    __type: 'NotImplemented',
    message: expect.stringContaining('dynamodb'),
  });
});

test('health answers at both paths, other operator paths are the inspector’s', async () => {
  for (const path of ['/_postern/health', '/_localstack/health'])
    expect(await (await fetch(endpoint + path)).json()).toEqual({ status: 'ok', version: 'test' });
  expect(await (await fetch(`${endpoint}/_postern/vpcs`)).text()).toBe('vpcs');
  expect((await fetch(`${endpoint}/_postern/nothing`)).status).toBe(404);
});

test('closing lets a running request end and refuses new ones', async () => {
  let finish: () => void = () => undefined;
  let started: () => void = () => undefined;
  const running = new Promise<void>((resolve) => {
    started = resolve;
  });
  const slow = await startServer({
    host: '127.0.0.1',
    port: 0,
    handle: () =>
      new Promise((resolve) => {
        finish = () => resolve({ status: 200, headers: {}, body: 'finished' });
        started();
      }),
    inspect: async () => undefined,
    health: () => ({}),
    newRequestId: () => 'the-id',
    log: () => undefined,
  });
  const url = `http://127.0.0.1:${slow.port}/`;
  const answer = fetch(url);
  await running;
  const closing = slow.close();
  await expect(fetch(url)).rejects.toThrow();
  finish();
  expect(await (await answer).text()).toBe('finished');
  await closing;
});

test('a request that does not come to its end is cut, and holds no connection for long', async () => {
  const impatient = await startServer({
    host: '127.0.0.1',
    port: 0,
    handle: () => Promise.reject(new Error('nothing arrives whole')),
    inspect: async () => undefined,
    health: () => ({}),
    newRequestId: () => 'the-id',
    log: () => undefined,
    limits: { requestTimeoutMs: 100, lookEveryMs: 50 },
  });
  for (const part of [
    'POST / HTTP/1.1\r\nHost: x\r\n',
    'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nA',
  ]) {
    const socket = connect(impatient.port, '127.0.0.1');
    const answer = socket.setEncoding('utf8').toArray();
    socket.write(part);
    expect((await answer).join('')).toMatch(/^HTTP\/1.1 408 /);
  }
  await impatient.close();
});

test('a port that is taken is an error of the start', async () => {
  const parts = {
    host: '127.0.0.1',
    inspect: async () => undefined,
    health: () => ({}),
    log: () => undefined,
  };
  const handle = async () => ({ status: 200, headers: {}, body: '' });
  const again = startServer({ ...parts, port: server.port, handle, newRequestId: () => 'the-id' });
  await expect(again).rejects.toMatchObject({ code: 'EADDRINUSE' });
});
