/** Identities, and strict mode through the whole pipeline with official clients. */
import { DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemRandom } from '../base/random.ts';
import { memoryStore } from '../state/memoryStore.ts';
import { State } from '../state/state.ts';
import type { SignatureClaim } from '../wire/sigv4.ts';
import { AnswerMemory } from './answerMemory.ts';
import { anySignature, type Credential, verifiedSignature } from './auth.ts';
import type { Call } from './operation.ts';
import { makePipeline } from './pipeline.ts';
import { type RunningServer, startServer } from './server.ts';
import { makeServices } from './services.ts';

const credentials: Credential[] = [
  { accessKeyId: 'AKIAROOT', secretAccessKey: 'root secret', accountId: '111122223333' },
  {
    accessKeyId: 'AKIAUSER',
    secretAccessKey: 'user secret',
    accountId: '111122223333',
    principalArn: 'arn:aws:iam::111122223333:user/u',
    userId: 'AIDAUSER',
  },
  { accessKeyId: 'ASIATEMP', secretAccessKey: 'temp', accountId: '444455556666', sessionToken: 'the token' },
];
const lookup = (id: string) => credentials.find(({ accessKeyId }) => accessKeyId === id);
const request = { method: 'POST', path: '/', query: '', headers: {}, body: new Uint8Array() };
const claim = (accessKeyId: string) => ({ accessKeyId }) as SignatureClaim;

describe('any signature', () => {
  test.each([
    [undefined, '000000000000', 'arn:aws:iam::000000000000:root'],
    [claim('test'), '000000000000', 'arn:aws:iam::000000000000:root'],
    [claim('123456789012'), '123456789012', 'arn:aws:iam::123456789012:root'],
    [claim('1234567890123'), '000000000000', 'arn:aws:iam::000000000000:root'],
    [claim('AKIAUSER'), '111122223333', 'arn:aws:iam::111122223333:user/u'],
  ])('%j is an account', (sent, accountId, principalArn) => {
    const identity = anySignature(lookup)(request, sent, 'ec2Query', new Date());
    expect(identity).toMatchObject({ accountId, principalArn });
  });
});

describe('strict mode', () => {
  let server: RunningServer;
  let now = () => new Date();

  beforeAll(async () => {
    const newRequestId = () => 'the-id';
    const handle = makePipeline({
      services: makeServices({
        ec2: { DescribeVpcs: () => ({ Vpcs: [] }) },
        elbv2: {},
        iam: {},
        sts: {
          GetCallerIdentity: ({ principalArn, userId }: Call) => ({ Arn: principalArn, UserId: userId }),
        },
      }),
      state: await State.open(memoryStore(), () => undefined),
      answers: new AnswerMemory(),
      authenticate: verifiedSignature(lookup),
      bootstrapAccount: () => undefined,
      clock: { now: () => now() },
      random: systemRandom,
      newRequestId,
      log: () => undefined,
      onFatal: () => undefined,
    });
    const parts = { host: '127.0.0.1', port: 0, inspect: async () => undefined, health: () => ({}) };
    server = await startServer({ ...parts, handle, newRequestId, log: () => undefined });
  });

  afterAll(() => server.close(0));

  const options = (accessKeyId: string, secretAccessKey: string, sessionToken?: string) => ({
    endpoint: `http://127.0.0.1:${server.port}`,
    region: 'us-east-1',
    credentials: { accessKeyId, secretAccessKey, sessionToken },
    maxAttempts: 1,
  });
  const sts = (...keys: [string, string, string?]) =>
    new STSClient(options(...keys)).send(new GetCallerIdentityCommand({}));
  const ec2 = (...keys: [string, string, string?]) =>
    new EC2Client(options(...keys)).send(new DescribeVpcsCommand({}));
  const refusalOf = (call: Promise<unknown>) =>
    call.then(
      () => 'accepted',
      (error) => `${error.$metadata.httpStatusCode} ${error.name}`,
    );

  test('takes keys that it knows, as their principals', async () => {
    expect(await sts('AKIAROOT', 'root secret')).toMatchObject({ UserId: '111122223333' });
    expect(await sts('AKIAUSER', 'user secret')).toMatchObject({ UserId: 'AIDAUSER' });
    expect(await refusalOf(ec2('ASIATEMP', 'temp', 'the token'))).toBe('accepted');
  });

  test('refuses in the words of the query services', async () => {
    expect(await refusalOf(sts('AKIAROOT', 'wrong'))).toBe('403 SignatureDoesNotMatch');
    expect(await refusalOf(sts('AKIANONE', 'x'))).toBe('403 InvalidClientTokenId');
    expect(await refusalOf(sts('ASIATEMP', 'temp', 'another'))).toBe('403 InvalidClientTokenId');
    expect(await refusalOf(sts('ASIATEMP', 'temp'))).toBe('403 InvalidClientTokenId');
  });

  test('refuses in the words of EC2', async () => {
    expect(await refusalOf(ec2('AKIAROOT', 'wrong'))).toBe('401 AuthFailure');
    expect(await refusalOf(ec2('AKIANONE', 'x'))).toBe('401 AuthFailure');
  });

  test('refuses unsigned calls', async () => {
    const answer = await fetch(`http://127.0.0.1:${server.port}/?Action=DescribeVpcs&Version=2016-11-15`);
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain('<Code>MissingAuthenticationToken</Code>');
  });

  test('refuses old signatures', async () => {
    now = () => new Date(Date.now() + 400_000);
    expect(await refusalOf(ec2('AKIAROOT', 'root secret'))).toBe('400 RequestExpired');
    expect(await refusalOf(sts('AKIAROOT', 'root secret'))).toBe('403 SignatureDoesNotMatch');
    now = () => new Date();
  });
});
