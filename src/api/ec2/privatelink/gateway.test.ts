/** Gateway endpoints: routes to the prefix lists of S3 and DynamoDB, through AWS's own client. */
import * as ec2 from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { known } from '../../../base/assert.ts';
import { setQuotas } from '../../quotas.ts';
import { startTestServer, type TestServer } from '../../testServer.ts';

const S3 = 'com.amazonaws.us-east-1.s3';
const S3_LIST = 'pl-63a5400a';
const DYNAMODB = 'com.amazonaws.us-east-1.dynamodb';

let server: TestServer;
let client: ec2.EC2Client;
let vpcId: string;
let mainTable: string;

beforeAll(async () => {
  setQuotas({ vpcsPerRegion: 100 });
  server = await startTestServer();
  client = server.ec2('111122223333');
});
afterAll(() => {
  setQuotas();
  return server.close();
});
beforeEach(async () => {
  vpcId = (await client.send(new ec2.CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }))).Vpc?.VpcId ?? '';
  mainTable = known((await tables())[0]?.RouteTableId, 'the main table');
});

async function tables() {
  const input = { Filters: [{ Name: 'vpc-id', Values: [vpcId] }] };
  return (await client.send(new ec2.DescribeRouteTablesCommand(input))).RouteTables ?? [];
}

async function createTable(): Promise<string> {
  const { RouteTable } = await client.send(new ec2.CreateRouteTableCommand({ VpcId: vpcId }));
  return known(RouteTable?.RouteTableId, 'a table');
}

async function endpointRoutes(tableId: string) {
  const table = (await tables()).find(({ RouteTableId }) => RouteTableId === tableId);
  return table?.Routes?.filter((route) => route.DestinationPrefixListId);
}

const create = async (input: Partial<ec2.CreateVpcEndpointCommandInput> = {}) => {
  const whole = { VpcId: vpcId, ServiceName: S3, ...input };
  return known((await client.send(new ec2.CreateVpcEndpointCommand(whole))).VpcEndpoint, 'an endpoint');
};

const modify = (VpcEndpointId: string | undefined, input: Partial<ec2.ModifyVpcEndpointCommandInput>) =>
  client.send(new ec2.ModifyVpcEndpointCommand({ VpcEndpointId, ...input }));

async function shown(id: string | undefined) {
  const input = { VpcEndpointIds: [id ?? ''] };
  return (await client.send(new ec2.DescribeVpcEndpointsCommand(input))).VpcEndpoints?.[0];
}

async function remove(...ids: (string | undefined)[]) {
  const VpcEndpointIds = ids.map((id) => id ?? '');
  const { Unsuccessful } = await client.send(new ec2.DeleteVpcEndpointsCommand({ VpcEndpointIds }));
  return Unsuccessful?.map(({ Error: error }) => error?.Code);
}

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'no error',
    (error: Error) => error.name,
  );

test('is available at once, with a route, AWS’s default policy and nothing that interfaces have', async () => {
  const made = await create({ RouteTableIds: [mainTable] });
  expect(made).toEqual({
    VpcEndpointId: expect.stringMatching(/^vpce-[0-9a-f]{17}$/),
    VpcEndpointType: 'Gateway',
    VpcId: vpcId,
    ServiceName: S3,
    State: 'available',
    PolicyDocument:
      '{"Version":"2008-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}',
    RouteTableIds: [mainTable],
    SubnetIds: [],
    Groups: [],
    IpAddressType: 'ipv4',
    DnsOptions: { DnsRecordIpType: 'service-defined' },
    PrivateDnsEnabled: false,
    RequesterManaged: false,
    NetworkInterfaceIds: [],
    DnsEntries: [],
    CreationTimestamp: expect.any(Date),
    Tags: [],
    OwnerId: '111122223333',
    ServiceRegion: 'us-east-1',
  });
  expect(await endpointRoutes(mainTable)).toEqual([
    {
      DestinationPrefixListId: S3_LIST,
      GatewayId: made.VpcEndpointId,
      Origin: 'CreateRoute',
      State: 'active',
    },
  ]);
});

test('takes its routes along when it goes, and gives a table back when it leaves it', async () => {
  const other = await createTable();
  const { VpcEndpointId } = await create({ RouteTableIds: [mainTable, other] });
  await modify(VpcEndpointId, { RemoveRouteTableIds: [mainTable] });
  expect(await endpointRoutes(mainTable)).toEqual([]);
  expect((await shown(VpcEndpointId))?.RouteTableIds).toEqual([other]);
  await modify(VpcEndpointId, { AddRouteTableIds: [mainTable, other] });
  expect(new Set((await shown(VpcEndpointId))?.RouteTableIds)).toEqual(new Set([mainTable, other]));
  expect(await remove(VpcEndpointId)).toEqual([]);
  expect([await endpointRoutes(mainTable), await endpointRoutes(other)]).toEqual([[], []]);
  expect(await codeOf(shown(VpcEndpointId))).toBe('InvalidVpcEndpointId.NotFound');
});

test('a table that goes is not among the endpoint’s any more', async () => {
  const other = await createTable();
  const { VpcEndpointId } = await create({ RouteTableIds: [other] });
  await client.send(new ec2.DeleteRouteTableCommand({ RouteTableId: other }));
  expect((await shown(VpcEndpointId))?.RouteTableIds).toEqual([]);
});

test('two of one service in a VPC are on different tables; S3 and DynamoDB share one', async () => {
  const first = await create({ RouteTableIds: [mainTable] });
  expect(await codeOf(create({ RouteTableIds: [mainTable] }))).toBe('RouteAlreadyExists');
  const second = await create();
  expect(await codeOf(modify(second.VpcEndpointId, { AddRouteTableIds: [mainTable] }))).toBe(
    'RouteAlreadyExists',
  );
  expect((await shown(second.VpcEndpointId))?.RouteTableIds).toEqual([]);
  const dynamodb = await create({ ServiceName: DYNAMODB, RouteTableIds: [mainTable] });
  expect((await endpointRoutes(mainTable))?.map(({ GatewayId }) => GatewayId)).toEqual([
    first.VpcEndpointId,
    dynamodb.VpcEndpointId,
  ]);
});

test('its route is changed by the endpoint alone, and no other leads to it', async () => {
  const { VpcEndpointId } = await create({ RouteTableIds: [mainTable] });
  const route = { RouteTableId: mainTable, DestinationPrefixListId: S3_LIST };
  expect(await codeOf(client.send(new ec2.DeleteRouteCommand(route)))).toBe('InvalidParameterValue');
  const own = { RouteTableId: mainTable, DestinationCidrBlock: '0.0.0.0/0', VpcEndpointId };
  expect(await codeOf(client.send(new ec2.CreateRouteCommand(own)))).toBe('RouteNotSupported');
});

test('its policy can be set, replaced and reset', async () => {
  const policy = (Action: string) =>
    JSON.stringify({ Statement: [{ Effect: 'Allow', Principal: '*', Action, Resource: '*' }] });
  const { VpcEndpointId, PolicyDocument } = await create({ PolicyDocument: policy('s3:GetObject') });
  expect(PolicyDocument).toBe(policy('s3:GetObject'));
  await modify(VpcEndpointId, { PolicyDocument: policy('s3:*') });
  expect((await shown(VpcEndpointId))?.PolicyDocument).toBe(policy('s3:*'));
  await modify(VpcEndpointId, { ResetPolicy: true });
  expect((await shown(VpcEndpointId))?.PolicyDocument).toContain('2008-10-17');
});

describe('is refused', () => {
  const subnet = ['subnet-00000000000000000'];
  test.each<[string, string, Partial<ec2.CreateVpcEndpointCommandInput>]>([
    ['subnets', 'InvalidParameter', { SubnetIds: subnet }],
    ['subnet configurations', 'InvalidParameter', { SubnetConfigurations: [{ SubnetId: subnet[0] }] }],
    ['security groups', 'InvalidParameter', { SecurityGroupIds: ['sg-00000000000000000'] }],
    ['private DNS', 'InvalidParameter', { PrivateDnsEnabled: true }],
    [
      'names for inbound resolvers',
      'InvalidParameter',
      { DnsOptions: { PrivateDnsOnlyForInboundResolverEndpoint: true } },
    ],
    ['IPv6', 'InvalidParameter', { IpAddressType: 'dualstack' }],
    [
      'IPv4 records without the VPC’s DNS host names',
      'InvalidParameter',
      { DnsOptions: { DnsRecordIpType: 'ipv4' } },
    ],
    ['a table that is none', 'InvalidRouteTableId.Malformed', { RouteTableIds: ['rtb'] }],
    [
      'a table that is not there',
      'InvalidRouteTableID.NotFound',
      { RouteTableIds: ['rtb-00000000000000000'] },
    ],
    ['a broken policy', 'InvalidPolicyDocument', { PolicyDocument: '{"Statement":' }],
    ['a service with interfaces only', 'InvalidParameter', { ServiceName: 'com.amazonaws.us-east-1.sqs' }],
    [
      'a service of another Region',
      'InvalidParameter',
      { ServiceName: 'com.amazonaws.eu-west-1.s3', ServiceRegion: 'eu-west-1' },
    ],
  ])('with %s: %s', async (_what, code, input) => {
    expect(await codeOf(create(input))).toBe(code);
  });

  test('with another VPC’s table, and when a table is to leave that it is not on: InvalidParameter', async () => {
    const elsewhere = mainTable;
    const { Vpc } = await client.send(new ec2.CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
    vpcId = known(Vpc?.VpcId, 'a VPC');
    expect(await codeOf(create({ RouteTableIds: [elsewhere] }))).toBe('InvalidParameter');
    const { VpcEndpointId } = await create();
    const RemoveRouteTableIds = [known((await tables())[0]?.RouteTableId, 'a table')];
    expect(await codeOf(modify(VpcEndpointId, { RemoveRouteTableIds }))).toBe('InvalidParameter');
    expect(await codeOf(modify(VpcEndpointId, { AddSubnetIds: subnet }))).toBe('InvalidParameter');
    expect(await codeOf(modify(VpcEndpointId, { AddSecurityGroupIds: ['sg-1'] }))).toBe('InvalidParameter');
  });

  test('above the quota of the Region: VpcEndpointLimitExceeded, which interface endpoints do not count for', async () => {
    const abroad = server.ec2('444455556666');
    const { Vpc } = await abroad.send(new ec2.CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
    const make = (ServiceName: string) =>
      codeOf(abroad.send(new ec2.CreateVpcEndpointCommand({ VpcId: Vpc?.VpcId, ServiceName })));
    for (let present = 0; present < 20; present++) expect(await make(S3)).toBe('no error');
    expect(await make(DYNAMODB)).toBe('VpcEndpointLimitExceeded');
  });
});

test('a VPC with a gateway endpoint cannot be deleted', async () => {
  await create();
  expect(await codeOf(client.send(new ec2.DeleteVpcCommand({ VpcId: vpcId })))).toBe('DependencyViolation');
});
