/** What policies let callers do, with strict authentication, through the official clients. */
import * as ec2 from '@aws-sdk/client-ec2';
import * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';
import * as iam from '@aws-sdk/client-iam';
import * as sts from '@aws-sdk/client-sts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { seededRandom } from '../../base/random.ts';
import { newAccessKeyId } from '../../resources/accessKeyId.ts';
import { clientsOf, refusalOf, trust } from '../iam/testIam.ts';
import { startTestServer, type TestServer } from '../testServer.ts';

const REGION = 'eu-west-1';

let server: TestServer;
let accounts = 700;
let account: string;
let root: Clients;
let vpcId: string;
let subnetId: string;

type Clients = ReturnType<typeof clientsOf>;
type Keys = { AccessKeyId?: string; SecretAccessKey?: string; SessionToken?: string };

beforeAll(async () => {
  server = await startTestServer(REGION, { strict: true });
});
afterAll(() => server.close());
beforeEach(async () => {
  account = String(++accounts).padStart(12, '0');
  root = rootOf(account);
  const { Vpc } = await root.ec2.send(new ec2.CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
  vpcId = Vpc?.VpcId ?? '';
  const place = { VpcId: vpcId, CidrBlock: '10.0.0.0/24' };
  const { Subnet } = await root.ec2.send(new ec2.CreateSubnetCommand(place));
  subnetId = Subnet?.SubnetId ?? '';
});

function rootOf(accountId: string): Clients {
  const id = newAccessKeyId('AKIA', accountId, seededRandom(Number(accountId)));
  const spec = { secretAccessKey: 'root', active: true };
  server.state.transact((tx) =>
    tx.accessKeys.put({ id, accountId, createdAt: new Date().toISOString(), tags: {}, spec }),
  );
  return clientsOf(server, { AccessKeyId: id, SecretAccessKey: 'root' }, REGION);
}

interface Said {
  readonly Effect?: 'Allow' | 'Deny';
  readonly Action: string | string[];
  readonly Resource?: string | string[];
  readonly Condition?: object;
}

const documentOf = (...said: Said[]) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: said.map((each) => ({ Effect: 'Allow', Resource: '*', ...each })),
  });

/** A user `anna` with keys, and with what is said as her own policy. */
async function anna(...said: Said[]): Promise<Clients> {
  await root.iam.send(new iam.CreateUserCommand({ UserName: 'anna' }));
  if (said.length > 0) await say(...said);
  const { AccessKey } = await root.iam.send(new iam.CreateAccessKeyCommand({ UserName: 'anna' }));
  return as(AccessKey);
}

const as = (keys: Keys | undefined) => clientsOf(server, keys, REGION);

function say(...said: Said[]) {
  const own = { UserName: 'anna', PolicyName: 'own', PolicyDocument: documentOf(...said) };
  return root.iam.send(new iam.PutUserPolicyCommand(own));
}

const describeVpcs = ({ ec2: client }: Clients) => client.send(new ec2.DescribeVpcsCommand({}));
const arn = (rest: string) => `arn:aws:ec2:${REGION}:${account}:${rest}`;
const S3 = `com.amazonaws.${REGION}.s3`;

function createEndpoint({ ec2: client }: Clients, more: Partial<ec2.CreateVpcEndpointCommandInput> = {}) {
  const input = {
    VpcId: vpcId,
    ServiceName: S3,
    VpcEndpointType: 'Interface' as const,
    SubnetIds: [subnetId],
  };
  return client.send(new ec2.CreateVpcEndpointCommand({ ...input, ...more }));
}

const tagged = (Value: string) => ({
  TagSpecifications: [{ ResourceType: 'vpc-endpoint' as const, Tags: [{ Key: 'team', Value }] }],
});

describe('without a policy', () => {
  test('nothing is allowed, in the words of each service', async () => {
    const user = await anna();
    const who = `User: arn:aws:iam::${account}:user/anna is not authorized to perform`;
    const why = (action: string) => `because no identity-based policy allows the ${action} action`;
    expect(await refusalOf(describeVpcs(user))).toBe(
      `403 UnauthorizedOperation: You are not authorized to perform this operation. ${who}: ec2:DescribeVpcs ${why('ec2:DescribeVpcs')}`,
    );
    expect(await refusalOf(user.elbv2.send(new elbv2.DescribeLoadBalancersCommand({})))).toBe(
      `403 AccessDenied: ${who}: elasticloadbalancing:DescribeLoadBalancers ${why('elasticloadbalancing:DescribeLoadBalancers')}`,
    );
    expect(await refusalOf(user.iam.send(new iam.GetUserCommand({})))).toBe(
      `403 AccessDenied: ${who}: iam:GetUser on resource: arn:aws:iam::${account}:user/anna ${why('iam:GetUser')}`,
    );
  });

  test('who one is may be asked, and a session be opened, whatever policies say', async () => {
    const user = await anna({ Effect: 'Deny', Action: '*' });
    expect(await refusalOf(user.sts.send(new sts.GetCallerIdentityCommand({})))).toBe('accepted');
    expect(await refusalOf(user.sts.send(new sts.GetSessionTokenCommand({})))).toBe('accepted');
  });

  test('what another was told is not told again', async () => {
    const user = await anna();
    for (let times = 0; times < 3; times++) await describeVpcs(root);
    expect(await refusalOf(describeVpcs(user))).toMatch(/^403 UnauthorizedOperation/);
  });
});

describe('policies come', () => {
  test('from the user, its groups, and what is attached to either', async () => {
    const user = await anna();
    const read = documentOf({ Action: 'ec2:DescribeVpcs' });
    const lb = documentOf({ Action: 'elasticloadbalancing:Describe*' });
    await root.iam.send(new iam.CreateGroupCommand({ GroupName: 'g' }));
    const inline = { GroupName: 'g', PolicyName: 'p', PolicyDocument: read };
    await root.iam.send(new iam.PutGroupPolicyCommand(inline));
    const { Policy } = await root.iam.send(
      new iam.CreatePolicyCommand({ PolicyName: 'lb', PolicyDocument: lb }),
    );
    await root.iam.send(new iam.AttachGroupPolicyCommand({ GroupName: 'g', PolicyArn: Policy?.Arn }));
    const balancers = () => user.elbv2.send(new elbv2.DescribeLoadBalancersCommand({}));
    expect(await refusalOf(describeVpcs(user))).toMatch(/^403/);
    await root.iam.send(new iam.AddUserToGroupCommand({ GroupName: 'g', UserName: 'anna' }));
    expect(await refusalOf(describeVpcs(user))).toBe('accepted');
    expect(await refusalOf(balancers())).toBe('accepted');
    await root.iam.send(new iam.RemoveUserFromGroupCommand({ GroupName: 'g', UserName: 'anna' }));
    expect(await refusalOf(balancers())).toMatch(/^403/);
    const PolicyArn = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
    await root.iam.send(new iam.AttachUserPolicyCommand({ UserName: 'anna', PolicyArn }));
    expect(await refusalOf(balancers())).toBe('accepted');
    expect(await refusalOf(createEndpoint(user))).toMatch(/^403/);
  });

  test('a denial wins, and says so', async () => {
    const user = await anna({ Action: '*' }, { Effect: 'Deny', Action: 'ec2:Describe*' });
    expect(await refusalOf(describeVpcs(user))).toMatch(/with an explicit deny in an identity-based policy$/);
    expect(await refusalOf(createEndpoint(user))).toBe('accepted');
  });

  test('a boundary limits', async () => {
    const user = await anna({ Action: '*' });
    const boundary = documentOf({ Action: ['ec2:*', 'iam:Get*'] });
    const made = { PolicyName: 'b', PolicyDocument: boundary };
    const { Policy } = await root.iam.send(new iam.CreatePolicyCommand(made));
    const limit = { UserName: 'anna', PermissionsBoundary: Policy?.Arn };
    await root.iam.send(new iam.PutUserPermissionsBoundaryCommand(limit));
    expect(await refusalOf(describeVpcs(user))).toBe('accepted');
    expect(await refusalOf(user.elbv2.send(new elbv2.DescribeLoadBalancersCommand({})))).toMatch(
      /because no permissions boundary allows/,
    );
  });

  test('a new version counts from the next call on', async () => {
    const user = await anna();
    const made = { PolicyName: 'v', PolicyDocument: documentOf({ Action: 'ec2:DescribeVpcs' }) };
    const { Policy: { Arn } = {} } = await root.iam.send(new iam.CreatePolicyCommand(made));
    await root.iam.send(new iam.AttachUserPolicyCommand({ UserName: 'anna', PolicyArn: Arn }));
    expect(await refusalOf(describeVpcs(user))).toBe('accepted');
    const PolicyDocument = documentOf({ Action: 'ec2:DescribeSubnets' });
    const next = { PolicyArn: Arn, PolicyDocument, SetAsDefault: true };
    await root.iam.send(new iam.CreatePolicyVersionCommand(next));
    expect(await refusalOf(describeVpcs(user))).toMatch(/^403/);
  });
});

describe('an endpoint', () => {
  const places = () => [arn('vpc/*'), arn('subnet/*'), arn('security-group/*'), arn('route-table/*')];

  test('is asked for at each resource that it touches', async () => {
    const Action = 'ec2:CreateVpcEndpoint';
    const user = await anna({ Action, Resource: arn('vpc-endpoint/*') });
    expect(await refusalOf(createEndpoint(user))).toContain(`on resource: ${arn(`vpc/${vpcId}`)} because`);
    await say({ Action, Resource: [arn('vpc-endpoint/*'), arn('vpc/*')] });
    expect(await refusalOf(createEndpoint(user))).toContain(
      `on resource: ${arn(`subnet/${subnetId}`)} because`,
    );
    await say({ Action, Resource: [arn('vpc-endpoint/*'), ...places()] });
    expect(await refusalOf(createEndpoint(user))).toBe('accepted');
  });

  test('may be bound to who owns the service, and to its name', async () => {
    const to = (key: string, value: string): Said[] => [
      { Action: 'ec2:CreateVpcEndpoint', Resource: places() },
      {
        Action: 'ec2:CreateVpcEndpoint',
        Resource: arn('vpc-endpoint/*'),
        Condition: { StringEquals: { [key]: value } },
      },
    ];
    const user = await anna(...to('ec2:VpceServiceOwner', 'amazon'));
    expect(await refusalOf(createEndpoint(user))).toBe('accepted');
    await say(...to('ec2:VpceServiceOwner', '111122223333'));
    expect(await refusalOf(createEndpoint(user))).toMatch(/^403 UnauthorizedOperation/);
    await say(...to('ec2:VpceServiceName', S3));
    expect(await refusalOf(createEndpoint(user))).toBe('accepted');
    expect(await refusalOf(createEndpoint(user, { ServiceName: `com.amazonaws.${REGION}.sqs` }))).toMatch(
      /^403/,
    );
  });

  test('with tags needs the leave to tag, and may need certain tags', async () => {
    const Condition = {
      StringEquals: { 'aws:RequestTag/team': 'net' },
      'ForAllValues:StringEquals': { 'aws:TagKeys': ['team'] },
    };
    const create: Said[] = [
      { Action: 'ec2:CreateVpcEndpoint', Resource: places() },
      { Action: 'ec2:CreateVpcEndpoint', Resource: arn('vpc-endpoint/*'), Condition },
    ];
    const tag = (action: string): Said => ({
      Action: 'ec2:CreateTags',
      Resource: arn('vpc-endpoint/*'),
      Condition: { StringEquals: { 'ec2:CreateAction': action } },
    });
    const user = await anna(...create);
    expect(await refusalOf(createEndpoint(user, tagged('net')))).toContain(
      'perform: ec2:CreateTags on resource',
    );
    await say(...create, tag('CreateVpc'));
    expect(await refusalOf(createEndpoint(user, tagged('net')))).toContain(
      'perform: ec2:CreateTags on resource',
    );
    await say(...create, tag('CreateVpcEndpoint'));
    expect(await refusalOf(createEndpoint(user, tagged('net')))).toBe('accepted');
    expect(await refusalOf(createEndpoint(user, tagged('web')))).toContain('perform: ec2:CreateVpcEndpoint');
    expect(await refusalOf(createEndpoint(user))).toContain('perform: ec2:CreateVpcEndpoint');
  });

  test('goes by its tags, each of several by itself', async () => {
    const ids = await Promise.all(
      ['net', 'web'].map(
        async (team) => (await createEndpoint(root, tagged(team))).VpcEndpoint?.VpcEndpointId ?? '',
      ),
    );
    const user = await anna({
      Action: 'ec2:DeleteVpcEndpoints',
      Condition: { StringEquals: { 'aws:ResourceTag/team': 'net' } },
    });
    const remove = (VpcEndpointIds: string[]) =>
      refusalOf(user.ec2.send(new ec2.DeleteVpcEndpointsCommand({ VpcEndpointIds })));
    expect(await remove(ids)).toContain(`on resource: ${arn(`vpc-endpoint/${ids[1]}`)}`);
    expect(await remove(ids.slice(0, 1))).toBe('accepted');
  });

  test('is refused before DryRun says that it would succeed', async () => {
    const user = await anna({ Action: 'ec2:*', Condition: { Bool: { 'aws:SecureTransport': 'true' } } });
    expect(await refusalOf(createEndpoint(user, { DryRun: true }))).toMatch(/^403 UnauthorizedOperation/);
    await say({ Action: 'ec2:*' });
    expect(await refusalOf(createEndpoint(user, { DryRun: true }))).toMatch(/^412 DryRunOperation/);
  });

  test('to another Region needs a permission of its own', async () => {
    const user = await anna({ Action: 'ec2:*' });
    const far = { ServiceName: 'com.amazonaws.us-east-1.s3', ServiceRegion: 'us-east-1' };
    expect(await refusalOf(createEndpoint(user, far))).toContain('perform: vpce:AllowMultiRegion');
    await say({ Action: ['ec2:*', 'vpce:AllowMultiRegion'] });
    expect(await refusalOf(createEndpoint(user, far))).not.toContain('403');
  });
});

test("a service's private name and a connection's decision are asked for at the service", async () => {
  const service = arn('vpc-endpoint-service/*');
  const user = await anna({
    Action: ['ec2:CreateVpcEndpointServiceConfiguration', 'ec2:AcceptVpcEndpointConnections'],
    Resource: service,
    Condition: { StringEqualsIfExists: { 'ec2:VpceServicePrivateDnsName': 'api.example.com' } },
  });
  const create = (PrivateDnsName: string) =>
    refusalOf(user.ec2.send(new ec2.CreateVpcEndpointServiceConfigurationCommand({ PrivateDnsName })));
  expect(await create('www.example.com')).toMatch(/^403 UnauthorizedOperation/);
  expect(await create('api.example.com')).toMatch(/^400/);
  const decision = { ServiceId: 'vpce-svc-0123456789abcdef0', VpcEndpointIds: ['vpce-0123456789abcdef0'] };
  expect(await refusalOf(user.ec2.send(new ec2.AcceptVpcEndpointConnectionsCommand(decision)))).toMatch(
    /^400/,
  );
  expect(await refusalOf(user.ec2.send(new ec2.RejectVpcEndpointConnectionsCommand(decision)))).toContain(
    `on resource: ${arn(`vpc-endpoint-service/${decision.ServiceId}`)}`,
  );
});

test('an association is asked for at what it joins', async () => {
  const { RouteTable } = await root.ec2.send(new ec2.CreateRouteTableCommand({ VpcId: vpcId }));
  const RouteTableId = RouteTable?.RouteTableId;
  const joined = new ec2.AssociateRouteTableCommand({ RouteTableId, SubnetId: subnetId });
  const { AssociationId } = await root.ec2.send(joined);
  const leave = ({ ec2: client }: Clients) =>
    refusalOf(client.send(new ec2.DisassociateRouteTableCommand({ AssociationId })));
  const Action = 'ec2:DisassociateRouteTable';
  const user = await anna({ Action, Resource: arn('subnet/*') });
  expect(await leave(user)).toContain(`on resource: ${arn(`route-table/${RouteTableId}`)} because`);
  await say({ Action, Resource: [arn('subnet/*'), arn(`route-table/${RouteTableId}`)] });
  expect(await leave(user)).toBe('accepted');
});

test('a block of a VPC is taken away by whom its tags let', async () => {
  await root.ec2.send(
    new ec2.CreateTagsCommand({ Resources: [vpcId], Tags: [{ Key: 'team', Value: 'net' }] }),
  );
  const added = new ec2.AssociateVpcCidrBlockCommand({ VpcId: vpcId, CidrBlock: '10.9.0.0/16' });
  const { CidrBlockAssociation } = await root.ec2.send(added);
  const command = new ec2.DisassociateVpcCidrBlockCommand({
    AssociationId: CidrBlockAssociation?.AssociationId,
  });
  const when = (team: string) => ({
    Action: 'ec2:DisassociateVpcCidrBlock',
    Condition: { StringEquals: { 'ec2:ResourceTag/team': team } },
  });
  const user = await anna(when('web'));
  expect(await refusalOf(user.ec2.send(command))).toContain(`on resource: ${arn(`vpc/${vpcId}`)} because`);
  await say(when('net'));
  expect(await refusalOf(user.ec2.send(command))).toBe('accepted');
});

test('conditions know where a call comes from, which Region it is for and who makes it', async () => {
  const user = await anna({
    Action: 'ec2:DescribeVpcs',
    Condition: { IpAddress: { 'aws:SourceIp': '127.0.0.1' } },
  });
  expect(await refusalOf(describeVpcs(user))).toBe('accepted');
  await say({ Action: 'ec2:DescribeVpcs', Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } });
  expect(await refusalOf(describeVpcs(user))).toMatch(/^403/);
  await say({
    Action: 'ec2:DescribeVpcs',
    Condition: { StringEquals: { 'aws:RequestedRegion': 'us-east-1' } },
  });
  expect(await refusalOf(describeVpcs(user))).toMatch(/^403/);
  await say({ Action: 'iam:*AccessKey*', Resource: `arn:aws:iam::${account}:user/\${aws:username}` });
  const keysOf = (UserName?: string) => refusalOf(user.iam.send(new iam.ListAccessKeysCommand({ UserName })));
  await root.iam.send(new iam.CreateUserCommand({ UserName: 'ben' }));
  expect(await keysOf()).toBe('accepted');
  expect(await keysOf('anna')).toBe('accepted');
  expect(await keysOf('ben')).toMatch(/^403/);
});

test('a load balancer is asked for by its name, and tagged by another action', async () => {
  const group = { Name: 'g1', Protocol: 'TCP' as const, Port: 80, VpcId: vpcId };
  const own = `arn:aws:elasticloadbalancing:${REGION}:${account}:targetgroup/g*`;
  const user = await anna({ Action: 'elasticloadbalancing:CreateTargetGroup', Resource: own });
  const create = (more: object) =>
    refusalOf(user.elbv2.send(new elbv2.CreateTargetGroupCommand({ ...group, ...more })));
  expect(await create({})).toBe('accepted');
  expect(await create({ Name: 'other' })).toMatch(/^403 AccessDenied/);
  expect(await create({ Name: 'g2', Tags: [{ Key: 'a', Value: 'b' }] })).toContain(
    'elasticloadbalancing:AddTags',
  );
});

test('who attaches policies may be bound to some of them', async () => {
  const user = await anna({
    Action: 'iam:AttachUserPolicy',
    Condition: { ArnLike: { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/ReadOnly*' } },
  });
  const attach = (name: string) => {
    const PolicyArn = `arn:aws:iam::aws:policy/${name}`;
    return refusalOf(user.iam.send(new iam.AttachUserPolicyCommand({ UserName: 'anna', PolicyArn })));
  };
  expect(await attach('AdministratorAccess')).toMatch(/^403 AccessDenied/);
  expect(await attach('ReadOnlyAccess')).toBe('accepted');
});

describe('temporary keys', () => {
  test("a role's session may what the role may, less what its own policies leave out", async () => {
    const user = await anna({ Action: 'sts:AssumeRole' });
    const made = { RoleName: 'r', AssumeRolePolicyDocument: trust({ AWS: account }) };
    const { Role: { Arn } = {} } = await root.iam.send(new iam.CreateRoleCommand(made));
    const PolicyDocument = documentOf({ Action: ['ec2:*', 'elasticloadbalancing:*'] });
    await root.iam.send(new iam.PutRolePolicyCommand({ RoleName: 'r', PolicyName: 'p', PolicyDocument }));
    const assume = async (more: Partial<sts.AssumeRoleCommandInput> = {}) => {
      const input = { RoleArn: Arn, RoleSessionName: 'session', ...more };
      return as((await user.sts.send(new sts.AssumeRoleCommand(input))).Credentials);
    };
    const [whole, narrow] = [
      await assume(),
      await assume({ Policy: documentOf({ Action: 'ec2:Describe*' }) }),
    ];
    expect(await refusalOf(createEndpoint(whole))).toBe('accepted');
    expect(await refusalOf(describeVpcs(narrow))).toBe('accepted');
    expect(await refusalOf(createEndpoint(narrow))).toContain('because no session policy allows');
    expect(await refusalOf(createEndpoint(narrow))).toContain(
      `arn:aws:sts::${account}:assumed-role/r/session`,
    );
    const managed = await assume({ PolicyArns: [{ arn: 'arn:aws:iam::aws:policy/AmazonVPCFullAccess' }] });
    expect(await refusalOf(describeVpcs(managed))).toBe('accepted');
    expect(await refusalOf(managed.elbv2.send(new elbv2.DescribeLoadBalancersCommand({})))).toMatch(/^403/);
    expect(await refusalOf(describeVpcs(user))).toMatch(/^403/);
  });

  test('a role of another account needs both sides', async () => {
    const user = await anna();
    const other = rootOf(String(Number(account) + 500_000).padStart(12, '0'));
    const made = { RoleName: 'r', AssumeRolePolicyDocument: trust({ AWS: account }) };
    const { Role: { Arn } = {} } = await other.iam.send(new iam.CreateRoleCommand(made));
    const assume = () =>
      refusalOf(user.sts.send(new sts.AssumeRoleCommand({ RoleArn: Arn, RoleSessionName: 'session' })));
    expect(await assume()).toMatch(/^403 AccessDenied/);
    await say({ Action: 'sts:AssumeRole', Resource: `${Arn}` });
    expect(await assume()).toBe('accepted');
  });

  test('a federated user has what the user and the given policies both allow, and IAM never', async () => {
    const user = await anna({ Action: ['ec2:Describe*', 'iam:*', 'sts:GetFederationToken'] });
    const federate = async (Policy?: string) => {
      const asked = new sts.GetFederationTokenCommand({ Name: 'fred', Policy });
      return as((await user.sts.send(asked)).Credentials);
    };
    const everything = await federate(documentOf({ Action: '*' }));
    expect(await refusalOf(describeVpcs(everything))).toBe('accepted');
    expect(await refusalOf(createEndpoint(everything))).toMatch(/^403 UnauthorizedOperation/);
    expect(await refusalOf(everything.iam.send(new iam.GetUserCommand({ UserName: 'anna' })))).toMatch(
      /^403/,
    );
    expect(await refusalOf(describeVpcs(await federate()))).toContain('because no session policy allows');
    const byRoot = await root.sts.send(
      new sts.GetFederationTokenCommand({ Name: 'fred', Policy: documentOf({ Action: 'ec2:Describe*' }) }),
    );
    expect(await refusalOf(describeVpcs(as(byRoot.Credentials)))).toBe('accepted');
    expect(await refusalOf(createEndpoint(as(byRoot.Credentials)))).toMatch(/^403/);
  });

  test('know of no second factor, of which lasting keys say nothing', async () => {
    const when = (operator: string): Said[] => [
      { Action: '*' },
      {
        Effect: 'Deny',
        Action: 'ec2:*',
        Condition: { [operator]: { 'aws:MultiFactorAuthPresent': 'false' } },
      },
    ];
    const user = await anna(...when('Bool'));
    const { Credentials } = await user.sts.send(new sts.GetSessionTokenCommand({}));
    expect(await refusalOf(describeVpcs(user))).toBe('accepted');
    expect(await refusalOf(describeVpcs(as(Credentials)))).toMatch(/with an explicit deny/);
    await say(...when('BoolIfExists'));
    expect(await refusalOf(describeVpcs(user))).toMatch(/with an explicit deny/);
  });

  test('keys for a session are as good as the user’s own, but not for IAM', async () => {
    const user = await anna({ Action: ['ec2:Describe*', 'iam:*'] });
    const { Credentials } = await user.sts.send(new sts.GetSessionTokenCommand({}));
    expect(await refusalOf(describeVpcs(as(Credentials)))).toBe('accepted');
    expect(await refusalOf(as(Credentials).iam.send(new iam.GetUserCommand({})))).toMatch(
      /^403 InvalidClientTokenId/,
    );
  });
});

test('an encoded message tells those who may decode it what was asked', async () => {
  const user = await anna({ Action: 'sts:DecodeAuthorizationMessage' });
  const refused = await refusalOf(createEndpoint(user));
  const EncodedMessage = /Encoded authorization failure message: (\S+)$/.exec(refused)?.[1] ?? '';
  const decode = (message: string) =>
    user.sts.send(new sts.DecodeAuthorizationMessageCommand({ EncodedMessage: message }));
  const told = JSON.parse((await decode(EncodedMessage)).DecodedMessage ?? '');
  expect(told).toMatchObject({
    allowed: false,
    explicitDeny: false,
    context: {
      principal: { arn: `arn:aws:iam::${account}:user/anna` },
      action: 'ec2:CreateVpcEndpoint',
      resource: arn('vpc-endpoint/*'),
    },
  });
  expect(told.context.conditions.items).toContainEqual({
    key: 'ec2:vpceservicename',
    values: { items: [{ value: S3 }] },
  });
  const changed = EncodedMessage.slice(0, -2) + (EncodedMessage.endsWith('A') ? 'BB' : 'AA');
  expect(await refusalOf(decode(changed))).toMatch(/^400 InvalidAuthorizationMessage/);
});
