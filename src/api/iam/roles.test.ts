/** Roles and instance profiles, with the official client. */
import * as iam from '@aws-sdk/client-iam';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../testServer.ts';
import { policy, refusalOf, trust } from './testIam.ts';

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
const EC2 = trust({ Service: 'ec2.amazonaws.com' });
const createRole = (RoleName: string, more: Partial<iam.CreateRoleCommandInput> = {}) =>
  client.send(new iam.CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: EC2, ...more }));
const getRole = async (RoleName: string) => (await client.send(new iam.GetRoleCommand({ RoleName }))).Role;

describe('roles', () => {
  test('are made, read with their trust policy encoded, and changed', async () => {
    const { Role } = await createRole('web', {
      Path: '/a/b/',
      Description: 'of the web',
      MaxSessionDuration: 7200,
      PermissionsBoundary: 'arn:aws:iam::aws:policy/PowerUserAccess',
      Tags: [{ Key: 'a', Value: 'b' }],
    });
    expect(Role).toMatchObject({
      Arn: `arn:aws:iam::${account()}:role/a/b/web`,
      Description: 'of the web',
      MaxSessionDuration: 7200,
      Tags: [{ Key: 'a', Value: 'b' }],
    });
    expect(Role?.RoleId).toMatch(/^AROA[A-Z2-7]{17}$/);
    expect(Role?.AssumeRolePolicyDocument).not.toContain('{');
    expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')).toBe(EC2);
    expect(await getRole('web')).toEqual({ ...Role, RoleLastUsed: {} });
    await client.send(new iam.UpdateRoleCommand({ RoleName: 'web', Description: '' }));
    expect(await getRole('web')).toMatchObject({ Description: '', MaxSessionDuration: 3600 });
    const everyone = trust('*');
    const update = { RoleName: 'web', PolicyDocument: everyone };
    await client.send(new iam.UpdateAssumeRolePolicyCommand(update));
    expect(decodeURIComponent((await getRole('web'))?.AssumeRolePolicyDocument ?? '')).toBe(everyone);
    const described = new iam.UpdateRoleDescriptionCommand({ RoleName: 'web', Description: 'x' });
    expect((await client.send(described)).Role?.Description).toBe('x');
    const PermissionsBoundary = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
    await client.send(new iam.PutRolePermissionsBoundaryCommand({ RoleName: 'web', PermissionsBoundary }));
    expect((await getRole('web'))?.PermissionsBoundary?.PermissionsBoundaryArn).toBe(PermissionsBoundary);
    await client.send(new iam.DeleteRolePermissionsBoundaryCommand({ RoleName: 'web' }));
    expect((await getRole('web'))?.PermissionsBoundary).toBeUndefined();
  });

  test('are listed by path, in pages', async () => {
    await createRole('b', { Path: '/x/' });
    await createRole('a');
    const names = async (input: iam.ListRolesCommandInput) =>
      (await client.send(new iam.ListRolesCommand(input))).Roles?.map(({ RoleName }) => RoleName);
    expect(await names({})).toEqual(['a', 'b']);
    expect(await names({ PathPrefix: '/x' })).toEqual(['b']);
    expect(await names({ MaxItems: 1 })).toEqual(['a']);
  });

  test.each<[Partial<iam.CreateRoleCommandInput>, string]>([
    [{ RoleName: 'Web' }, '409 EntityAlreadyExistsException: Role with name Web already exists.'],
    [{ MaxSessionDuration: 60 }, '400 ValidationError: 1 validation error'],
    [{ Path: '/aws-service-role/x/' }, '400 ValidationError: A role whose path'],
    [{ Description: 'x'.repeat(1001) }, '400 ValidationError: 1 validation error'],
    [{ AssumeRolePolicyDocument: '{' }, '400 MalformedPolicyDocumentException: Syntax errors in policy.'],
    [
      { AssumeRolePolicyDocument: policy() },
      '400 MalformedPolicyDocumentException: Missing required field Principal',
    ],
    [
      { AssumeRolePolicyDocument: trust('*', { NotPrincipal: '*', Principal: undefined }) },
      'Allow with NotPrincipal is not allowed.',
    ],
    [
      { AssumeRolePolicyDocument: trust('*', { Effect: 'Deny', NotPrincipal: '*', Principal: undefined }) },
      'AssumeRole policy must not contain NotPrincipal field.',
    ],
    [{ AssumeRolePolicyDocument: trust({ AWS: 'me' }) }, 'Invalid principal in policy: "AWS":"me"'],
    [
      { AssumeRolePolicyDocument: trust('*', { Action: 'sts:AssumeEverything' }) },
      'AssumeRole policy may only specify STS AssumeRole actions.',
    ],
    [
      { AssumeRolePolicyDocument: trust('*', { Action: 'ec2:*' }) },
      'AssumeRole policy may only specify STS AssumeRole actions.',
    ],
    [
      { AssumeRolePolicyDocument: trust('*', { Sid: 'x'.repeat(2048) }) },
      '409 LimitExceededException: Cannot exceed quota for ACLSizePerRole: 2048',
    ],
  ])('are refused as %j', async (input, refusal) => {
    await createRole('web');
    expect(await refusalOf(createRole('other', input))).toContain(refusal);
  });

  test('carry tags', async () => {
    await createRole('web');
    await client.send(
      new iam.TagRoleCommand({
        RoleName: 'web',
        Tags: [
          { Key: 'a', Value: 'b' },
          { Key: 'c', Value: 'd' },
        ],
      }),
    );
    await client.send(new iam.UntagRoleCommand({ RoleName: 'web', TagKeys: ['a'] }));
    const { Tags } = await client.send(new iam.ListRoleTagsCommand({ RoleName: 'web' }));
    expect(Tags).toEqual([{ Key: 'c', Value: 'd' }]);
  });
});

describe('instance profiles', () => {
  const InstanceProfileName = 'web';
  const profile = async () =>
    (await client.send(new iam.GetInstanceProfileCommand({ InstanceProfileName }))).InstanceProfile;
  const addRole = (RoleName: string) =>
    client.send(new iam.AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName }));
  const removeRole = (RoleName: string) =>
    client.send(new iam.RemoveRoleFromInstanceProfileCommand({ InstanceProfileName, RoleName }));

  test('have one role, and are deleted without it', async () => {
    await createRole('r1');
    await createRole('r2');
    const made = await client.send(
      new iam.CreateInstanceProfileCommand({ InstanceProfileName, Tags: [{ Key: 'a', Value: 'b' }] }),
    );
    expect(made.InstanceProfile).toMatchObject({
      Arn: `arn:aws:iam::${account()}:instance-profile/web`,
      Roles: [],
      Tags: [{ Key: 'a', Value: 'b' }],
    });
    expect(made.InstanceProfile?.InstanceProfileId).toMatch(/^AIPA/);
    await addRole('r1');
    expect((await profile())?.Roles?.map(({ RoleName }) => RoleName)).toEqual(['r1']);
    expect(await refusalOf(addRole('r2'))).toMatch(/^409 LimitExceeded/);
    expect(await refusalOf(removeRole('r2'))).toMatch(/^404 NoSuchEntity/);
    const ofRole = new iam.ListInstanceProfilesForRoleCommand({ RoleName: 'r1' });
    expect((await client.send(ofRole)).InstanceProfiles).toHaveLength(1);
    const deleteRole = () => client.send(new iam.DeleteRoleCommand({ RoleName: 'r1' }));
    const deleteProfile = () => client.send(new iam.DeleteInstanceProfileCommand({ InstanceProfileName }));
    expect(await refusalOf(deleteRole())).toBe(
      '409 DeleteConflictException: Cannot delete entity, must remove roles from instance profile first.',
    );
    expect(await refusalOf(deleteProfile())).toMatch(/^409 DeleteConflict/);
    await removeRole('r1');
    await deleteRole();
    await deleteProfile();
    expect(await refusalOf(profile())).toBe(
      '404 NoSuchEntityException: Instance Profile web cannot be found.',
    );
  });

  test('carry tags and are listed', async () => {
    await client.send(new iam.CreateInstanceProfileCommand({ InstanceProfileName, Path: '/p/' }));
    const again = client.send(new iam.CreateInstanceProfileCommand({ InstanceProfileName: 'WEB' }));
    expect(await refusalOf(again)).toMatch(/^409 EntityAlreadyExists/);
    await client.send(
      new iam.TagInstanceProfileCommand({ InstanceProfileName, Tags: [{ Key: 'a', Value: 'b' }] }),
    );
    await client.send(new iam.UntagInstanceProfileCommand({ InstanceProfileName, TagKeys: ['z'] }));
    const { Tags } = await client.send(new iam.ListInstanceProfileTagsCommand({ InstanceProfileName }));
    expect(Tags).toEqual([{ Key: 'a', Value: 'b' }]);
    const listed = await client.send(new iam.ListInstanceProfilesCommand({ PathPrefix: '/p/' }));
    expect(listed.InstanceProfiles?.map((each) => each.Path)).toEqual(['/p/']);
  });
});
