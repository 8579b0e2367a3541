/** Temporary keys: who gets them, who they are, when they end; in both modes of authentication. */
import { DescribeVpcEndpointServicesCommand, DescribeVpcsCommand } from '@aws-sdk/client-ec2';
import * as iam from '@aws-sdk/client-iam';
import * as sts from '@aws-sdk/client-sts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { seededRandom } from '../../base/random.ts';
import { newAccessKeyId } from '../../resources/accessKeyId.ts';
import { clientsOf, policy, refusalOf, trust } from '../iam/testIam.ts';
import { startTestServer, type TestServer } from '../testServer.ts';

const START = Date.now();
let elapsedSeconds = 0;
const clock = { now: () => new Date(START + elapsedSeconds * 1000) };

let open: TestServer;
let strict: TestServer;
let accounts = 0;
let account: string;

beforeAll(async () => {
  open = await startTestServer('us-east-1', { clock });
  strict = await startTestServer('us-east-1', { clock, strict: true });
});
afterAll(async () => {
  await open.close();
  await strict.close();
});
beforeEach(() => {
  elapsedSeconds = 0;
  account = String(++accounts).padStart(12, '0');
});

const identity = (client: sts.STSClient) =>
  client.send(new sts.GetCallerIdentityCommand({})).then(({ $metadata, ...rest }) => rest);
const assume = (client: sts.STSClient, RoleArn: string, more: Partial<sts.AssumeRoleCommandInput> = {}) =>
  client.send(new sts.AssumeRoleCommand({ RoleArn, RoleSessionName: 'session', ...more }));

/** A user with keys. */
async function makeUser(client: iam.IAMClient, UserName: string, Path = '/') {
  const { User } = await client.send(new iam.CreateUserCommand({ UserName, Path }));
  const { AccessKey } = await client.send(new iam.CreateAccessKeyCommand({ UserName }));
  return { user: User, keys: AccessKey };
}

/** Where a trust policy names an account, it is the account's policies that decide who of it may. */
function allow(client: iam.IAMClient, UserName: string, Action: string) {
  const PolicyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Action, Resource: '*' },
  });
  return client.send(new iam.PutUserPolicyCommand({ UserName, PolicyName: 'own', PolicyDocument }));
}

async function makeRole(client: iam.IAMClient, RoleName: string, document: string, more: object = {}) {
  const input = { RoleName, AssumeRolePolicyDocument: document, ...more };
  const { Role } = await client.send(new iam.CreateRoleCommand(input));
  return { arn: Role?.Arn ?? '', id: Role?.RoleId ?? '' };
}

/** Keys of an account's root on the strict server: what `credentials.json` gives an operator. */
function rootOf(server: TestServer, accountId: string) {
  const id = newAccessKeyId('AKIA', accountId, seededRandom(Number(accountId)));
  const spec = { secretAccessKey: 'root', active: true };
  server.state.transact((tx) =>
    tx.accessKeys.put({ id, accountId, createdAt: clock.now().toISOString(), tags: {}, spec }),
  );
  return clientsOf(server, { AccessKeyId: id, SecretAccessKey: 'root' });
}

describe('any signature', () => {
  test("a user's keys are the user, in every service and Region", async () => {
    const { user, keys } = await makeUser(open.iam(account), 'anna', '/dev/');
    const clients = clientsOf(open, { ...keys, SecretAccessKey: 'whatever' });
    expect(await identity(clients.sts)).toEqual({ UserId: user?.UserId, Account: account, Arn: user?.Arn });
    const { User } = await clients.iam.send(new iam.GetUserCommand({}));
    expect(User?.UserName).toBe('anna');
    await clients.iam.send(new iam.UpdateUserCommand({ UserName: 'anna', NewUserName: 'bea' }));
    expect((await identity(clients.sts)).Arn).toBe(`arn:aws:iam::${account}:user/dev/bea`);
  });

  test('a key that is switched off is refused', async () => {
    const { keys } = await makeUser(open.iam(account), 'anna');
    const clients = clientsOf(open, keys);
    const { AccessKeyId } = keys ?? {};
    await open
      .iam(account)
      .send(new iam.UpdateAccessKeyCommand({ UserName: 'anna', AccessKeyId, Status: 'Inactive' }));
    expect(await refusalOf(identity(clients.sts))).toMatch(/^403 InvalidClientTokenId/);
    expect(await refusalOf(clients.ec2.send(new DescribeVpcsCommand({})))).toMatch(/^401 AuthFailure/);
  });

  test('a role of another account that nobody has made gives keys of that account', async () => {
    const RoleArn = 'arn:aws:iam::777788889999:role/path/ci';
    const answer = await assume(open.sts(account), RoleArn);
    expect(answer.Credentials?.AccessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/);
    expect(answer.Credentials?.Expiration?.getTime()).toBe(START + 3_600_000);
    expect(answer.AssumedRoleUser).toEqual({
      Arn: 'arn:aws:sts::777788889999:assumed-role/ci/session',
      AssumedRoleId: expect.stringMatching(/^AROA[A-Z2-7]{17}:session$/),
    });
    const clients = clientsOf(open, answer.Credentials);
    expect(await identity(clients.sts)).toEqual({
      Account: '777788889999',
      Arn: answer.AssumedRoleUser?.Arn,
      UserId: answer.AssumedRoleUser?.AssumedRoleId,
    });
    const { Vpcs } = await clients.ec2.send(new DescribeVpcsCommand({}));
    expect(Vpcs?.[0]?.OwnerId).toBe('777788889999');
    const again = await assume(open.sts(account), RoleArn);
    expect(again.AssumedRoleUser).toEqual(answer.AssumedRoleUser);
  });

  test('a role that was made is given to whom it trusts only', async () => {
    const { arn, id } = await makeRole(open.iam('777788889999'), `r${account}`, trust({ AWS: account }));
    const answer = await assume(open.sts(account), arn);
    expect(answer.AssumedRoleUser?.AssumedRoleId).toBe(`${id}:session`);
    const stranger = '444455556666';
    expect(await refusalOf(assume(open.sts(stranger), arn))).toBe(
      `403 AccessDenied: User: arn:aws:iam::${stranger}:root is not authorized to perform: sts:AssumeRole on resource: ${arn}`,
    );
    const otherPath = arn.replace(':role/', ':role/path/');
    expect(await refusalOf(assume(open.sts(account), otherPath))).toMatch(/^403 AccessDenied/);
  });

  test.each<[Partial<sts.AssumeRoleCommandInput>, string]>([
    [
      { RoleSessionName: 'a' },
      "400 ValidationError: 1 validation error detected: Value 'a' at 'roleSessionName'",
    ],
    [{ RoleSessionName: 'a b' }, '400 ValidationError'],
    [{ DurationSeconds: 60 }, '400 ValidationError'],
    [{ DurationSeconds: 43_201 }, '400 ValidationError'],
    [{ ExternalId: 'x' }, '400 ValidationError'],
    [
      { RoleArn: 'arn:aws:iam::1:role/x-and-more' },
      '400 ValidationError: arn:aws:iam::1:role/x-and-more is invalid',
    ],
    [{ RoleArn: 'arn:aws:iam::777788889999:user/x' }, '400 ValidationError: '],
    [{ Policy: '{' }, '400 MalformedPolicyDocumentException: Syntax errors in policy.'],
    [{ Policy: policy({ Sid: 'x'.repeat(2048) }) }, '400 PackedPolicyTooLargeException'],
  ])('refuses %j', async (input, refusal) => {
    const call = assume(open.sts(account), 'arn:aws:iam::777788889999:role/r', input);
    expect(await refusalOf(call)).toContain(refusal);
  });

  test('an hour for root, twelve for a user; no more than the role allows', async () => {
    const lasting = async (answer: Promise<{ Credentials?: sts.Credentials }>) =>
      Math.round(((await answer).Credentials?.Expiration?.getTime() ?? 0) / 1000 - START / 1000);
    const { keys } = await makeUser(open.iam(account), 'anna');
    const user = clientsOf(open, keys).sts;
    const token = (DurationSeconds?: number) => new sts.GetSessionTokenCommand({ DurationSeconds });
    expect(await lasting(open.sts(account).send(token(7200)))).toBe(3600);
    expect(await lasting(user.send(token()))).toBe(43_200);
    expect(await lasting(user.send(token(129_600)))).toBe(129_600);
    const { arn } = await makeRole(open.iam(account), 'r', trust('*'), { MaxSessionDuration: 7200 });
    expect(await lasting(assume(user, arn, { DurationSeconds: 7200 }))).toBe(7200);
    expect(await refusalOf(assume(user, arn, { DurationSeconds: 7201 }))).toBe(
      '400 ValidationError: The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    );
    const chained = clientsOf(open, (await assume(user, arn)).Credentials).sts;
    expect(await refusalOf(assume(chained, arn, { DurationSeconds: 3601 }))).toContain('role chaining');
  });

  test('a federated user is itself, with what it was given', async () => {
    const command = new sts.GetFederationTokenCommand({ Name: 'bob', Policy: policy() });
    const answer = await open.sts(account).send(command);
    expect(answer.FederatedUser?.Arn).toBe(`arn:aws:sts::${account}:federated-user/bob`);
    expect(answer.PackedPolicySize).toBeGreaterThan(0);
    const clients = clientsOf(open, answer.Credentials);
    expect(await identity(clients.sts)).toMatchObject({ UserId: `${account}:bob` });
    expect(await refusalOf(clients.sts.send(command))).toMatch(/^403 AccessDenied/);
    expect(await refusalOf(clients.sts.send(new sts.GetSessionTokenCommand({})))).toMatch(
      /^403 AccessDenied/,
    );
  });

  test('keys tell their account', async () => {
    const info = async (AccessKeyId = '') =>
      (await open.sts('999999999999').send(new sts.GetAccessKeyInfoCommand({ AccessKeyId }))).Account;
    const { keys } = await makeUser(open.iam(account), 'anna');
    expect(await info(keys?.AccessKeyId)).toBe(account);
    const session = await assume(open.sts(account), 'arn:aws:iam::777788889999:role/r');
    expect(await info(session.Credentials?.AccessKeyId)).toBe('777788889999');
    expect(await info('123456789012')).toBe('123456789012');
    expect(await refusalOf(info('AKIAIOSFODNN7EXAMPLE'))).toMatch(/^400 ValidationError/);
  });
});

describe('strict authentication', () => {
  test("a user's secret proves the user", async () => {
    const { user, keys } = await makeUser(rootOf(strict, account).iam, 'anna');
    expect(await identity(clientsOf(strict, keys).sts)).toMatchObject({ Arn: user?.Arn });
    const guessed = clientsOf(strict, { ...keys, SecretAccessKey: 'guess' });
    expect(await refusalOf(identity(guessed.sts))).toMatch(/^403 SignatureDoesNotMatch/);
    expect(
      await refusalOf(identity(clientsOf(strict, { AccessKeyId: account, SecretAccessKey: 'x' }).sts)),
    ).toMatch(/^403 InvalidClientTokenId/);
  });

  test('a role must be there, trust the caller, and is for no root', async () => {
    const root = rootOf(strict, account);
    const { user, keys } = await makeUser(root.iam, 'anna');
    const anna = clientsOf(strict, keys).sts;
    const { arn } = await makeRole(root.iam, 'r', trust({ AWS: user?.Arn }));
    const { AssumedRoleUser, Credentials } = await assume(anna, arn);
    const session = clientsOf(strict, Credentials);
    expect((await identity(session.sts)).Arn).toBe(AssumedRoleUser?.Arn);
    expect(await refusalOf(assume(root.sts, arn))).toBe(
      '403 AccessDenied: Roles may not be assumed by root accounts.',
    );
    expect(await refusalOf(assume(anna, arn.replace('/r', '/none')))).toMatch(/^403 AccessDenied/);
    expect(await refusalOf(assume(session.sts, arn))).toMatch(/^403 AccessDenied/);
  });

  test('a session is its role to the next, and ends at its time in the words of each service', async () => {
    const root = rootOf(strict, account);
    const { keys } = await makeUser(root.iam, 'anna');
    await allow(root.iam, 'anna', 'sts:*');
    const first = await makeRole(root.iam, 'first', trust({ AWS: account }), { Path: '/p/' });
    const second = await makeRole(root.iam, 'second', trust({ AWS: first.arn }));
    const anna = clientsOf(strict, keys).sts;
    expect(await refusalOf(assume(anna, second.arn))).toMatch(/^403 AccessDenied/);
    const one = clientsOf(strict, (await assume(anna, first.arn)).Credentials);
    const two = clientsOf(strict, (await assume(one.sts, second.arn)).Credentials);
    expect((await identity(two.sts)).UserId).toBe(`${second.id}:session`);
    elapsedSeconds = 3_599;
    const at = (clients: ReturnType<typeof clientsOf>) => signedAt(clients, elapsedSeconds);
    expect(await refusalOf(identity(at(two).sts))).toBe('accepted');
    elapsedSeconds = 3_600;
    expect(await refusalOf(identity(at(two).sts))).toBe(
      '403 ExpiredToken: The security token included in the request is expired',
    );
    expect(await refusalOf(at(two).ec2.send(new DescribeVpcEndpointServicesCommand({})))).toMatch(
      /^400 RequestExpired/,
    );
  });

  test('a trust policy compares the time and the name of a user', async () => {
    const root = rootOf(strict, account);
    const { keys } = await makeUser(root.iam, 'anna');
    await allow(root.iam, 'anna', 'sts:*');
    const anna = clientsOf(strict, keys).sts;
    const until = (date: string) => ({
      DateLessThan: { 'aws:CurrentTime': date },
      'ForAnyValue:StringLike': { 'sts:RoleSessionName': `\${aws:username}*` },
    });
    const past = trust({ AWS: account }, { Condition: until('2001-01-01T00:00:00Z') });
    const { arn } = await makeRole(root.iam, 'r', past);
    const named = { RoleSessionName: 'anna-1' };
    expect(await refusalOf(assume(anna, arn, named))).toMatch(/^403 AccessDenied/);
    const open = trust({ AWS: account }, { Condition: until('2901-01-01T00:00:00Z') });
    await root.iam.send(new iam.UpdateAssumeRolePolicyCommand({ RoleName: 'r', PolicyDocument: open }));
    expect(await refusalOf(assume(anna, arn, named))).toBe('accepted');
    expect(await refusalOf(assume(anna, arn, { RoleSessionName: 'ben' }))).toMatch(/^403 AccessDenied/);
  });

  test('temporary keys without their token are nobody', async () => {
    const { keys } = await makeUser(rootOf(strict, account).iam, 'anna');
    const { Credentials } = await clientsOf(strict, keys).sts.send(new sts.GetSessionTokenCommand({}));
    expect(
      await refusalOf(identity(clientsOf(strict, { ...Credentials, SessionToken: undefined }).sts)),
    ).toMatch(/^403 InvalidClientTokenId/);
    expect(await refusalOf(identity(clientsOf(strict, Credentials).sts))).toBe('accepted');
  });

  test("a deleted user's temporary keys end with the user", async () => {
    const root = rootOf(strict, account);
    const { keys } = await makeUser(root.iam, 'anna');
    const { Credentials } = await clientsOf(strict, keys).sts.send(new sts.GetSessionTokenCommand({}));
    const session = clientsOf(strict, Credentials).sts;
    expect((await identity(session)).Arn).toBe(`arn:aws:iam::${account}:user/anna`);
    await root.iam.send(new iam.DeleteAccessKeyCommand({ UserName: 'anna', AccessKeyId: keys?.AccessKeyId }));
    await root.iam.send(new iam.DeleteUserCommand({ UserName: 'anna' }));
    expect(await refusalOf(identity(session))).toMatch(/^403 InvalidClientTokenId/);
  });

  test('an external id, session tags and a source identity need the trust policy’s leave', async () => {
    const root = rootOf(strict, account);
    const { keys } = await makeUser(root.iam, 'anna');
    await allow(root.iam, 'anna', 'sts:*');
    const anna = clientsOf(strict, keys).sts;
    const Condition = { StringEquals: { 'sts:ExternalId': 'secret' } };
    const { arn } = await makeRole(root.iam, 'r', trust({ AWS: account }, { Condition }));
    expect(await refusalOf(assume(anna, arn))).toMatch(/^403 AccessDenied/);
    expect(await refusalOf(assume(anna, arn, { ExternalId: 'guess' }))).toMatch(/^403 AccessDenied/);
    const allowed = { ExternalId: 'secret' };
    expect(await refusalOf(assume(anna, arn, allowed))).toBe('accepted');
    const tagged = { ...allowed, Tags: [{ Key: 'a', Value: 'b' }] };
    expect(await refusalOf(assume(anna, arn, tagged))).toContain('sts:TagSession');
    const named = { ...allowed, SourceIdentity: 'anna' };
    expect(await refusalOf(assume(anna, arn, named))).toContain('sts:SetSourceIdentity');
    const all = trust(
      { AWS: account },
      { Condition, Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'] },
    );
    await root.iam.send(new iam.UpdateAssumeRolePolicyCommand({ RoleName: 'r', PolicyDocument: all }));
    const answer = await assume(anna, arn, { ...tagged, ...named });
    expect(answer).toMatchObject({ SourceIdentity: 'anna', PackedPolicySize: 1 });
  });
});

/** The same clients, whose clock is ahead as the server's is. */
function signedAt(clients: ReturnType<typeof clientsOf>, seconds: number) {
  for (const { config } of Object.values(clients)) config.systemClockOffset = seconds * 1000;
  return clients;
}
