/** Users, their keys and groups, with the official client. */
import * as iam from '@aws-sdk/client-iam';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../testServer.ts';
import { policy, refusalOf } from './testIam.ts';

let server: TestServer;
let client: iam.IAMClient;
let accounts = 0;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());
beforeEach(() => {
  client = server.iam(String(++accounts).padStart(12, '0'));
});

const account = () => String(accounts).padStart(12, '0');
const createUser = (UserName: string, more: Partial<iam.CreateUserCommandInput> = {}) =>
  client.send(new iam.CreateUserCommand({ UserName, ...more }));

describe('users', () => {
  test('are made with path and tags, read, changed and deleted', async () => {
    const { User } = await createUser('Anna', { Path: '/dev/', Tags: [{ Key: 'team', Value: 'net' }] });
    expect(User).toMatchObject({
      UserName: 'Anna',
      Path: '/dev/',
      Arn: `arn:aws:iam::${account()}:user/dev/Anna`,
      Tags: [{ Key: 'team', Value: 'net' }],
    });
    expect(User?.UserId).toMatch(/^AIDA[A-Z2-7]{17}$/);
    expect(User?.CreateDate).toBeInstanceOf(Date);
    expect((await client.send(new iam.GetUserCommand({ UserName: 'anna' }))).User).toEqual(User);
    await client.send(new iam.UpdateUserCommand({ UserName: 'Anna', NewUserName: 'Bea', NewPath: '/' }));
    const { Users } = await client.send(new iam.ListUsersCommand({}));
    expect(Users?.map(({ Arn }) => Arn)).toEqual([`arn:aws:iam::${account()}:user/Bea`]);
    await client.send(new iam.DeleteUserCommand({ UserName: 'Bea' }));
    expect(await refusalOf(client.send(new iam.GetUserCommand({ UserName: 'Bea' })))).toBe(
      '404 NoSuchEntityException: The user with name Bea cannot be found.',
    );
  });

  test('of another account are not seen', async () => {
    await createUser('anna');
    const other = server.iam('999999999999');
    expect((await other.send(new iam.ListUsersCommand({}))).Users).toEqual([]);
    expect(await refusalOf(other.send(new iam.GetUserCommand({ UserName: 'anna' })))).toMatch(/^404/);
  });

  test('are the caller where none is named', async () => {
    const { User } = await client.send(new iam.GetUserCommand({}));
    expect(User).toEqual({
      UserId: account(),
      Arn: `arn:aws:iam::${account()}:root`,
      CreateDate: new Date(0),
    });
  });

  test.each([
    [{ UserName: 'ANNA' }, '409 EntityAlreadyExistsException: User with name ANNA already exists.'],
    [{ UserName: 'a b' }, '400 ValidationError: The specified value for userName is invalid.'],
    [{ UserName: '' }, '400 ValidationError: 1 validation error detected'],
    [{ UserName: 'x'.repeat(65) }, '400 ValidationError: 1 validation error detected'],
    [{ UserName: 'b', Path: 'dev' }, '400 ValidationError: The specified value for path is invalid.'],
    [
      {
        UserName: 'b',
        Tags: [
          { Key: 'a', Value: '' },
          { Key: 'A', Value: '' },
        ],
      },
      '400 InvalidInputException: Duplicate tag keys',
    ],
    [
      { UserName: 'b', PermissionsBoundary: 'arn:aws:iam::aws:policy/None' },
      '404 NoSuchEntityException: Policy arn:aws:iam::aws:policy/None',
    ],
  ])('are refused as %j', async (input, refusal) => {
    await createUser('anna');
    expect(await refusalOf(client.send(new iam.CreateUserCommand(input)))).toContain(refusal);
  });

  test('come in pages by name, by path', async () => {
    for (const name of ['c', 'a', 'd', 'b']) await createUser(name, { Path: name === 'd' ? '/x/y/' : '/' });
    const first = await client.send(new iam.ListUsersCommand({ MaxItems: 2 }));
    expect(first.Users?.map(({ UserName }) => UserName)).toEqual(['a', 'b']);
    expect(first.IsTruncated).toBe(true);
    await createUser('aa');
    const rest = await client.send(new iam.ListUsersCommand({ MaxItems: 5, Marker: first.Marker }));
    expect(rest.Users?.map(({ UserName }) => UserName)).toEqual(['c', 'd']);
    expect([rest.IsTruncated, rest.Marker]).toEqual([false, undefined]);
    const under = await client.send(new iam.ListUsersCommand({ PathPrefix: '/x/' }));
    expect(under.Users?.map(({ UserName }) => UserName)).toEqual(['d']);
    expect(await refusalOf(client.send(new iam.ListUsersCommand({ Marker: 'x' })))).toMatch(
      /^400 Validation/,
    );
    expect(await refusalOf(client.send(new iam.ListUsersCommand({ MaxItems: 0 })))).toMatch(
      /^400 Validation/,
    );
  });

  test('carry tags, told apart without case', async () => {
    await createUser('anna', {
      Tags: [
        { Key: 'Team', Value: 'a' },
        { Key: 'x', Value: '' },
      ],
    });
    await client.send(new iam.TagUserCommand({ UserName: 'anna', Tags: [{ Key: 'team', Value: 'b' }] }));
    await client.send(new iam.UntagUserCommand({ UserName: 'anna', TagKeys: ['X', 'none'] }));
    const { Tags } = await client.send(new iam.ListUserTagsCommand({ UserName: 'anna' }));
    expect(Tags).toEqual([{ Key: 'team', Value: 'b' }]);
  });

  test('are bounded by a policy until they are not', async () => {
    const PermissionsBoundary = 'arn:aws:iam::aws:policy/PowerUserAccess';
    await createUser('anna');
    await client.send(new iam.PutUserPermissionsBoundaryCommand({ UserName: 'anna', PermissionsBoundary }));
    const { User } = await client.send(new iam.GetUserCommand({ UserName: 'anna' }));
    expect(User?.PermissionsBoundary?.PermissionsBoundaryArn).toBe(PermissionsBoundary);
    const remove = () => client.send(new iam.DeleteUserPermissionsBoundaryCommand({ UserName: 'anna' }));
    await remove();
    expect(await refusalOf(remove())).toMatch(/^404 NoSuchEntity/);
  });
});

describe('a user is deleted only when nothing is left:', () => {
  const UserName = 'anna';
  const PolicyArn = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
  test.each<[string, () => Promise<unknown>, () => Promise<unknown>]>([
    [
      'detach all policies',
      () => client.send(new iam.AttachUserPolicyCommand({ UserName, PolicyArn })),
      () => client.send(new iam.DetachUserPolicyCommand({ UserName, PolicyArn })),
    ],
    [
      'delete policies',
      () =>
        client.send(new iam.PutUserPolicyCommand({ UserName, PolicyName: 'p', PolicyDocument: policy() })),
      () => client.send(new iam.DeleteUserPolicyCommand({ UserName, PolicyName: 'p' })),
    ],
    [
      'remove users from group',
      async () => {
        await client.send(new iam.CreateGroupCommand({ GroupName: 'g' }));
        await client.send(new iam.AddUserToGroupCommand({ UserName, GroupName: 'g' }));
      },
      () => client.send(new iam.RemoveUserFromGroupCommand({ UserName, GroupName: 'g' })),
    ],
  ])('%s', async (words, give, take) => {
    await createUser(UserName);
    await give();
    expect(await refusalOf(client.send(new iam.DeleteUserCommand({ UserName })))).toBe(
      `409 DeleteConflictException: Cannot delete entity, must ${words} first.`,
    );
    await take();
    expect(await refusalOf(client.send(new iam.DeleteUserCommand({ UserName })))).toBe('accepted');
  });
});

describe('access keys', () => {
  const UserName = 'anna';
  const create = () => client.send(new iam.CreateAccessKeyCommand({ UserName }));

  test('are at most two, shown with their secret once', async () => {
    await createUser(UserName);
    const { AccessKey } = await create();
    expect(AccessKey).toMatchObject({ UserName, Status: 'Active' });
    expect(AccessKey?.AccessKeyId).toMatch(/^AKIA[A-Z2-7]{16}$/);
    expect(AccessKey?.SecretAccessKey).toMatch(/^[\w+/]{40}$/);
    await create();
    expect(await refusalOf(create())).toBe(
      '409 LimitExceededException: Cannot exceed quota for AccessKeysPerUser: 2',
    );
    const { AccessKeyMetadata } = await client.send(new iam.ListAccessKeysCommand({ UserName }));
    expect(AccessKeyMetadata).toHaveLength(2);
    expect(JSON.stringify(AccessKeyMetadata)).not.toContain(AccessKey?.SecretAccessKey);
    expect(await refusalOf(client.send(new iam.DeleteUserCommand({ UserName })))).toContain('access keys');
  });

  test('are switched off and deleted', async () => {
    await createUser(UserName);
    const AccessKeyId = (await create()).AccessKey?.AccessKeyId;
    await client.send(new iam.UpdateAccessKeyCommand({ UserName, AccessKeyId, Status: 'Inactive' }));
    const { AccessKeyMetadata } = await client.send(new iam.ListAccessKeysCommand({ UserName }));
    expect(AccessKeyMetadata?.[0]).toMatchObject({ AccessKeyId, Status: 'Inactive' });
    const used = await client.send(new iam.GetAccessKeyLastUsedCommand({ AccessKeyId }));
    expect(used).toMatchObject({ UserName, AccessKeyLastUsed: { ServiceName: 'N/A', Region: 'N/A' } });
    await client.send(new iam.DeleteAccessKeyCommand({ UserName, AccessKeyId }));
    expect(await refusalOf(client.send(new iam.DeleteAccessKeyCommand({ UserName, AccessKeyId })))).toBe(
      `404 NoSuchEntityException: The Access Key with id ${AccessKeyId} cannot be found.`,
    );
  });

  test('of the root are its own', async () => {
    const { AccessKey } = await client.send(new iam.CreateAccessKeyCommand({}));
    const { AccessKeyMetadata } = await client.send(new iam.ListAccessKeysCommand({}));
    expect(AccessKeyMetadata?.map(({ AccessKeyId }) => AccessKeyId)).toEqual([AccessKey?.AccessKeyId]);
    const { SummaryMap } = await client.send(new iam.GetAccountSummaryCommand({}));
    expect(SummaryMap).toMatchObject({ AccountAccessKeysPresent: 1, Users: 0 });
  });

  test('are all the credentials that a user can have', async () => {
    await createUser(UserName);
    expect((await client.send(new iam.ListMFADevicesCommand({ UserName }))).MFADevices).toEqual([]);
    expect((await client.send(new iam.ListSSHPublicKeysCommand({ UserName }))).SSHPublicKeys).toEqual([]);
    expect((await client.send(new iam.ListSigningCertificatesCommand({ UserName }))).Certificates).toEqual(
      [],
    );
    const specific = await client.send(new iam.ListServiceSpecificCredentialsCommand({ UserName }));
    expect(specific.ServiceSpecificCredentials).toEqual([]);
    expect(await refusalOf(client.send(new iam.GetLoginProfileCommand({ UserName })))).toMatch(/^404 NoSuch/);
  });
});

describe('groups', () => {
  test('have members, names and an end', async () => {
    const { Group } = await client.send(new iam.CreateGroupCommand({ GroupName: 'Net', Path: '/t/' }));
    expect(Group).toMatchObject({ GroupName: 'Net', Arn: `arn:aws:iam::${account()}:group/t/Net` });
    expect(Group?.GroupId).toMatch(/^AGPA/);
    expect(await refusalOf(client.send(new iam.CreateGroupCommand({ GroupName: 'net' })))).toMatch(
      /^409 Entity/,
    );
    for (const name of ['b', 'a']) {
      await createUser(name);
      await client.send(new iam.AddUserToGroupCommand({ GroupName: 'Net', UserName: name }));
    }
    await client.send(new iam.AddUserToGroupCommand({ GroupName: 'Net', UserName: 'a' }));
    await client.send(new iam.UpdateGroupCommand({ GroupName: 'Net', NewGroupName: 'Web' }));
    const found = await client.send(new iam.GetGroupCommand({ GroupName: 'web' }));
    expect(found.Users?.map(({ UserName }) => UserName)).toEqual(['a', 'b']);
    const { Groups } = await client.send(new iam.ListGroupsForUserCommand({ UserName: 'a' }));
    expect(Groups?.map(({ GroupName }) => GroupName)).toEqual(['Web']);
    expect((await client.send(new iam.ListGroupsCommand({}))).Groups).toEqual(Groups);
    const remove = () => client.send(new iam.DeleteGroupCommand({ GroupName: 'Web' }));
    expect(await refusalOf(remove())).toBe(
      '409 DeleteConflictException: Cannot delete entity, must remove users from group first.',
    );
    for (const UserName of ['a', 'b']) {
      await client.send(new iam.RemoveUserFromGroupCommand({ GroupName: 'Web', UserName }));
    }
    expect(await refusalOf(remove())).toBe('accepted');
    expect(await refusalOf(remove())).toMatch(/^404 NoSuchEntityException: The group with name Web/);
  });

  test('of one user are ten at most', async () => {
    await createUser('a');
    const join = async (GroupName: string) => {
      await client.send(new iam.CreateGroupCommand({ GroupName }));
      return client.send(new iam.AddUserToGroupCommand({ GroupName, UserName: 'a' }));
    };
    for (let i = 0; i < 10; i++) await join(`g${i}`);
    expect(await refusalOf(join('one-more'))).toBe(
      '409 LimitExceededException: Cannot exceed quota for GroupsPerUser: 10. Start Postern with --quota iamGroupsPerUser=N for another.',
    );
  });
});

describe('the account', () => {
  test('has one alias, which no other has', async () => {
    const send = (AccountAlias: string, as = client) =>
      as.send(new iam.CreateAccountAliasCommand({ AccountAlias }));
    const aliases = async () => (await client.send(new iam.ListAccountAliasesCommand({}))).AccountAliases;
    await send('first-alias');
    await send('second-alias');
    expect(await aliases()).toEqual(['second-alias']);
    expect(await refusalOf(send('second-alias', server.iam('888888888888')))).toMatch(
      /^409 EntityAlreadyExists/,
    );
    expect(await refusalOf(send('-x-'))).toMatch(/^400 ValidationError/);
    await client.send(new iam.DeleteAccountAliasCommand({ AccountAlias: 'second-alias' }));
    expect(await aliases()).toEqual([]);
    const again = client.send(new iam.DeleteAccountAliasCommand({ AccountAlias: 'second-alias' }));
    expect(await refusalOf(again)).toMatch(/^404 NoSuchEntity/);
  });

  test('knows how much it has', async () => {
    await createUser('a');
    const { SummaryMap } = await client.send(new iam.GetAccountSummaryCommand({}));
    expect(SummaryMap).toMatchObject({ Users: 1, UsersQuota: 5000, Groups: 0, AccessKeysPerUserQuota: 2 });
  });
});
