/** Managed and inline policies, and what they are given to, with the official client. */
import * as iam from '@aws-sdk/client-iam';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { parsePolicy } from '../../policy/parsePolicy.ts';
import { startTestServer, type TestServer } from '../testServer.ts';
import { awsManagedPolicies } from './policy/awsManaged.ts';
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

const arnOf = (name: string) => `arn:aws:iam::${String(accounts).padStart(12, '0')}:policy/${name}`;
const createPolicy = (PolicyName: string, more: Partial<iam.CreatePolicyCommandInput> = {}) =>
  client.send(new iam.CreatePolicyCommand({ PolicyName, PolicyDocument: policy(), ...more }));

describe('managed policies', () => {
  test('are made, read and deleted', async () => {
    const { Policy } = await createPolicy('net', {
      Path: '/p/',
      Description: 'of nets',
      Tags: [{ Key: 'a', Value: 'b' }],
    });
    const PolicyArn = arnOf('p/net');
    expect(Policy).toMatchObject({
      Arn: PolicyArn,
      DefaultVersionId: 'v1',
      AttachmentCount: 0,
      IsAttachable: true,
    });
    expect(Policy?.PolicyId).toMatch(/^ANPA/);
    const found = await client.send(new iam.GetPolicyCommand({ PolicyArn }));
    expect(found.Policy).toEqual({ ...Policy, Description: 'of nets' });
    const version = await client.send(new iam.GetPolicyVersionCommand({ PolicyArn, VersionId: 'v1' }));
    expect(decodeURIComponent(version.PolicyVersion?.Document ?? '')).toBe(policy());
    await client.send(new iam.TagPolicyCommand({ PolicyArn, Tags: [{ Key: 'A', Value: 'c' }] }));
    await client.send(new iam.UntagPolicyCommand({ PolicyArn, TagKeys: ['x'] }));
    const { Tags } = await client.send(new iam.ListPolicyTagsCommand({ PolicyArn }));
    expect(Tags).toEqual([
      { Key: 'A', Value: 'c' },
      { Key: 'a', Value: 'b' },
    ]);
    await client.send(new iam.DeletePolicyCommand({ PolicyArn }));
    expect(await refusalOf(client.send(new iam.GetPolicyCommand({ PolicyArn })))).toBe(
      `404 NoSuchEntityException: Policy ${PolicyArn} was not found.`,
    );
  });

  test('have five versions at most, numbered on, one of them in force', async () => {
    await createPolicy('p');
    const PolicyArn = arnOf('p');
    const add = (SetAsDefault: boolean) =>
      client.send(
        new iam.CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: policy({ Sid: 'n' }), SetAsDefault }),
      );
    expect((await add(true)).PolicyVersion).toMatchObject({ VersionId: 'v2', IsDefaultVersion: true });
    for (let i = 3; i <= 5; i++) await add(false);
    expect(await refusalOf(add(false))).toMatch(
      /^409 LimitExceededException: A managed policy can have up to 5/,
    );
    const remove = (VersionId: string) =>
      client.send(new iam.DeletePolicyVersionCommand({ PolicyArn, VersionId }));
    expect(await refusalOf(remove('v2'))).toBe(
      '409 DeleteConflictException: Cannot delete the default version of a policy.',
    );
    await remove('v5');
    expect(await refusalOf(remove('v5'))).toMatch(/^404 NoSuchEntity/);
    expect((await add(false)).PolicyVersion?.VersionId).toBe('v6');
    await client.send(new iam.SetDefaultPolicyVersionCommand({ PolicyArn, VersionId: 'v6' }));
    const { Versions } = await client.send(new iam.ListPolicyVersionsCommand({ PolicyArn }));
    expect(Versions?.map(({ VersionId, IsDefaultVersion }) => `${VersionId} ${IsDefaultVersion}`)).toEqual([
      'v6 true',
      'v4 false',
      'v3 false',
      'v2 false',
      'v1 false',
    ]);
    expect(await refusalOf(client.send(new iam.DeletePolicyCommand({ PolicyArn })))).toMatch(
      /^409 DeleteConflictException: This policy has more than one version/,
    );
    for (const id of ['v1', 'v2', 'v3', 'v4']) await remove(id);
    await client.send(new iam.DeletePolicyCommand({ PolicyArn }));
  });

  test.each<[Partial<iam.CreatePolicyCommandInput>, string]>([
    [
      { PolicyName: 'P' },
      '409 EntityAlreadyExistsException: A policy called P already exists. Duplicate names are not allowed.',
    ],
    [{ PolicyDocument: 'x' }, '400 MalformedPolicyDocumentException: Syntax errors in policy.'],
    [{ PolicyDocument: policy({ Principal: '*' }) }, 'Policy document should not specify a principal.'],
    [{ PolicyDocument: policy({ Action: 'x' }) }, 'Actions/Conditions must be prefaced by a vendor'],
    [
      { PolicyDocument: policy({ Sid: 'x'.repeat(6144) }) },
      '409 LimitExceededException: Cannot exceed quota for PolicySize: 6144',
    ],
    [{ PolicyName: 'a b' }, '400 ValidationError'],
    [
      {
        Tags: [
          { Key: 'a', Value: '' },
          { Key: 'A', Value: '' },
        ],
      },
      '400 InvalidInputException: Duplicate tag keys found.',
    ],
    [{ Tags: [{ Key: 'no!', Value: '' }] }, "at 'tags.1.member.key' failed to satisfy constraint"],
  ])('are refused as %j', async (input, refusal) => {
    await createPolicy('p');
    expect(await refusalOf(createPolicy('q', input))).toContain(refusal);
  });

  test("of AWS are there to read, not to change; others' are out of reach", async () => {
    const PolicyArn = 'arn:aws:iam::aws:policy/AdministratorAccess';
    const { Policy } = await client.send(new iam.GetPolicyCommand({ PolicyArn }));
    expect(Policy).toMatchObject({ PolicyName: 'AdministratorAccess', DefaultVersionId: 'v1' });
    expect(await refusalOf(client.send(new iam.DeletePolicyCommand({ PolicyArn })))).toBe(
      '403 AccessDenied: Policy is outside your own account.',
    );
    const foreign = 'arn:aws:iam::999999999999:policy/p';
    expect(await refusalOf(client.send(new iam.GetPolicyCommand({ PolicyArn: foreign })))).toMatch(/^404/);
    const wrong = 'arn:aws:ec2::aws:policy/AdministratorAccess';
    expect(await refusalOf(client.send(new iam.GetPolicyCommand({ PolicyArn: wrong })))).toMatch(
      /^400 InvalidInput/,
    );
    for (const { spec } of awsManagedPolicies()) parsePolicy(spec.versions[0]?.document ?? '', 'identity');
  });

  test('are listed by scope, path and use', async () => {
    await createPolicy('mine', { Path: '/x/' });
    const names = async (input: iam.ListPoliciesCommandInput) =>
      (await client.send(new iam.ListPoliciesCommand(input))).Policies?.map(({ PolicyName }) => PolicyName);
    const aws = awsManagedPolicies().map(({ spec }) => spec.name);
    expect(await names({ Scope: 'Local' })).toEqual(['mine']);
    expect(await names({ Scope: 'AWS' })).toEqual([...aws].sort());
    expect(await names({})).toHaveLength(aws.length + 1);
    expect(await names({ PathPrefix: '/x/' })).toEqual(['mine']);
    expect(await names({ OnlyAttached: true })).toEqual([]);
    await client.send(new iam.CreateGroupCommand({ GroupName: 'g' }));
    await client.send(new iam.AttachGroupPolicyCommand({ GroupName: 'g', PolicyArn: arnOf('x/mine') }));
    expect(await names({ OnlyAttached: true })).toEqual(['mine']);
    expect(await names({ PolicyUsageFilter: 'PermissionsBoundary' })).toEqual([]);
  });
});

/** The same calls for users, groups and roles. */
const holders = [
  {
    kind: 'User',
    size: 2048,
    create: () => client.send(new iam.CreateUserCommand({ UserName: 'h' })),
  },
  {
    kind: 'Group',
    size: 5120,
    create: () => client.send(new iam.CreateGroupCommand({ GroupName: 'h' })),
  },
  {
    kind: 'Role',
    size: 10_240,
    create: () =>
      client.send(new iam.CreateRoleCommand({ RoleName: 'h', AssumeRolePolicyDocument: trust('*') })),
  },
];

describe.each(holders)('policies of a $kind', ({ kind, size, create }) => {
  // biome-ignore lint/suspicious/noExplicitAny: commands are picked by name.
  const commands = iam as any;
  // biome-ignore lint/suspicious/noExplicitAny: likewise their answers.
  const send = (name: string, input: object = {}): Promise<any> =>
    client.send(new commands[`${name.replace('*', kind)}Command`]({ [`${kind}Name`]: 'h', ...input }));

  beforeEach(async () => {
    await create();
  });

  test('are attached once, listed and detached', async () => {
    await createPolicy('p');
    const PolicyArn = arnOf('p');
    await send('Attach*Policy', { PolicyArn });
    await send('Attach*Policy', { PolicyArn });
    await send('Attach*Policy', { PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' });
    const { AttachedPolicies } = await send('ListAttached*Policies');
    expect(AttachedPolicies).toEqual([
      { PolicyName: 'ReadOnlyAccess', PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' },
      { PolicyName: 'p', PolicyArn },
    ]);
    const entities = await client.send(new iam.ListEntitiesForPolicyCommand({ PolicyArn }));
    expect(entities).toMatchObject({ [`Policy${kind}s`]: [{ [`${kind}Name`]: 'h' }], IsTruncated: false });
    const { Policy } = await client.send(new iam.GetPolicyCommand({ PolicyArn }));
    expect(Policy?.AttachmentCount).toBe(1);
    expect(await refusalOf(client.send(new iam.DeletePolicyCommand({ PolicyArn })))).toBe(
      '409 DeleteConflictException: Cannot delete a policy attached to entities.',
    );
    expect(await refusalOf(send('Delete*'))).toContain('must detach all policies first');
    await send('Detach*Policy', { PolicyArn });
    expect(await refusalOf(send('Detach*Policy', { PolicyArn }))).toMatch(/^404 NoSuchEntity/);
    const absent = { PolicyArn: arnOf('none') };
    expect(await refusalOf(send('Attach*Policy', absent))).toContain('does not exist or is not attachable');
  });

  test('are ten at most', async () => {
    for (let i = 0; i < 11; i++) await createPolicy(`p${i}`);
    for (let i = 0; i < 10; i++) await send('Attach*Policy', { PolicyArn: arnOf(`p${i}`) });
    expect(await refusalOf(send('Attach*Policy', { PolicyArn: arnOf('p10') }))).toBe(
      `409 LimitExceededException: Cannot exceed quota for PoliciesPer${kind}: 10. Start Postern with --quota iamPoliciesPerIdentity=N for another.`,
    );
  });

  test('stand inline by name, whatever the name', async () => {
    for (const PolicyName of ['b', '__proto__', 'a'])
      await send('Put*Policy', { PolicyName, PolicyDocument: policy() });
    expect((await send('List*Policies')).PolicyNames).toEqual(['__proto__', 'a', 'b']);
    const changed = policy({ Action: 'elasticloadbalancing:*' });
    await send('Put*Policy', { PolicyName: '__proto__', PolicyDocument: changed });
    const found = await send('Get*Policy', { PolicyName: '__proto__' });
    expect(found).toMatchObject({ [`${kind}Name`]: 'h', PolicyName: '__proto__' });
    expect(decodeURIComponent(found.PolicyDocument)).toBe(changed);
    expect(await refusalOf(send('Delete*'))).toContain('must delete policies first');
    for (const PolicyName of ['b', '__proto__', 'a']) await send('Delete*Policy', { PolicyName });
    expect(await refusalOf(send('Get*Policy', { PolicyName: 'constructor' }))).toBe(
      `404 NoSuchEntityException: The ${kind.toLowerCase()} policy with name constructor cannot be found.`,
    );
    expect(await refusalOf(send('Delete*'))).toBe('accepted');
  });

  test('are together no larger than the quota, white space aside', async () => {
    const half = policy({ Sid: 'x'.repeat(size / 2) });
    await send('Put*Policy', { PolicyName: 'a', PolicyDocument: `${half}${' '.repeat(size)}` });
    expect(await refusalOf(send('Put*Policy', { PolicyName: 'b', PolicyDocument: half }))).toBe(
      `409 LimitExceededException: Maximum policy size of ${size} bytes exceeded for ${kind.toLowerCase()} h`,
    );
    expect(await refusalOf(send('Put*Policy', { PolicyName: 'b', PolicyDocument: '{}' }))).toMatch(
      /^400 Malformed/,
    );
  });
});
