/** Interface endpoints to AWS's own services, through AWS's own client. */
import * as ec2 from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { known } from '../../../base/assert.ts';
import { seededRandom } from '../../../base/random.ts';
import { markArrived } from '../../../observe/interfacesInMotion.ts';
import { reconcile } from '../../../reconcile/reconcile.ts';
import { setQuotas } from '../../quotas.ts';
import { startTestServer, type TestServer } from '../../testServer.ts';

const SQS = 'com.amazonaws.us-east-1.sqs';
const S3 = 'com.amazonaws.us-east-1.s3';

let server: TestServer;
let client: ec2.EC2Client;
let vpcId: string;
let subnetIds: string[];

beforeAll(async () => {
  setQuotas({ vpcsPerRegion: 100 });
  server = await startTestServer();
  client = server.ec2('000000000000');
});
afterAll(() => {
  setQuotas();
  return server.close();
});
beforeEach(async () => {
  vpcId = (await client.send(new ec2.CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }))).Vpc?.VpcId ?? '';
  await client.send(new ec2.ModifyVpcAttributeCommand({ VpcId: vpcId, EnableDnsHostnames: { Value: true } }));
  subnetIds = [await subnet(0, 'a'), await subnet(1, 'b')];
});

async function subnet(third: number, letter: string): Promise<string> {
  const place = { CidrBlock: `10.0.${third}.0/24`, AvailabilityZone: `us-east-1${letter}` };
  const { Subnet } = await client.send(new ec2.CreateSubnetCommand({ VpcId: vpcId, ...place }));
  return known(Subnet?.SubnetId, 'a subnet');
}

const create = async (input: Partial<ec2.CreateVpcEndpointCommandInput> = {}) => {
  const whole = { VpcId: vpcId, VpcEndpointType: 'Interface' as const, ServiceName: SQS, ...input };
  return known((await client.send(new ec2.CreateVpcEndpointCommand(whole))).VpcEndpoint, 'an endpoint');
};

const createGateway = (DnsRecordIpType?: ec2.DnsRecordIpType) =>
  create({ VpcEndpointType: 'Gateway', ServiceName: S3, DnsOptions: DnsRecordIpType && { DnsRecordIpType } });

const modify = (VpcEndpointId: string | undefined, input: Partial<ec2.ModifyVpcEndpointCommandInput>) =>
  client.send(new ec2.ModifyVpcEndpointCommand({ VpcEndpointId, ...input }));

async function shown(id: string | undefined) {
  const input = { VpcEndpointIds: [id ?? ''] };
  return (await client.send(new ec2.DescribeVpcEndpointsCommand(input))).VpcEndpoints?.[0];
}

async function refusalOf(id: string | undefined) {
  const input = { VpcEndpointIds: [id ?? ''] };
  return (await client.send(new ec2.DeleteVpcEndpointsCommand(input))).Unsuccessful?.[0]?.Error?.Code;
}

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'no error',
    (error: Error) => error.name,
  );

const names = (endpoint: ec2.VpcEndpoint | undefined) => endpoint?.DnsEntries?.map(({ DnsName }) => DnsName);

test('has an interface per subnet, AWS’s names with private DNS by default, and needs nobody’s acceptance', async () => {
  const made = await create({ SubnetIds: subnetIds });
  const id = known(made.VpcEndpointId, 'an id');
  expect(made).toMatchObject({ State: 'pending', PrivateDnsEnabled: true, RouteTableIds: [] });
  expect(made.PolicyDocument).toContain('"Action": "*", \n');
  const label = /^vpce-[0-9a-f]{17}-([a-z0-9]{8})\./.exec(names(made)?.[0] ?? '')?.[1];
  expect(names(made)).toEqual([
    `${id}-${label}.sqs.us-east-1.vpce.amazonaws.com`,
    `${id}-${label}-us-east-1a.sqs.us-east-1.vpce.amazonaws.com`,
    `${id}-${label}-us-east-1b.sqs.us-east-1.vpce.amazonaws.com`,
    'sqs.us-east-1.amazonaws.com',
    'sqs.us-east-1.api.aws',
  ]);
  const input = { NetworkInterfaceIds: made.NetworkInterfaceIds };
  const { NetworkInterfaces } = await client.send(new ec2.DescribeNetworkInterfacesCommand(input));
  expect(NetworkInterfaces).toHaveLength(2);
  expect(NetworkInterfaces?.[0]).toMatchObject({
    InterfaceType: 'vpc_endpoint',
    RequesterManaged: true,
    Description: `VPC Endpoint Interface ${id}`,
    Status: 'in-use',
  });
  server.state.transact((tx) => {
    for (const row of tx.networkInterfaces.by('dataPlane', 'pending')) markArrived(tx, row);
    reconcile(tx, { now: new Date(), random: seededRandom(1) });
  });
  expect((await shown(id))?.State).toBe('available');
  await modify(id, { RemoveSubnetIds: subnetIds.slice(1) });
  expect(await shown(id)).toMatchObject({ State: 'pending', SubnetIds: subnetIds.slice(0, 1) });
});

test('its interfaces may be tagged by their owner, and nothing else', async () => {
  const { NetworkInterfaceIds: [id = ''] = [] } = await create({ SubnetIds: subnetIds.slice(0, 1) });
  const NetworkInterfaceId = id;
  await client.send(new ec2.CreateTagsCommand({ Resources: [id], Tags: [{ Key: 'team', Value: 'a' }] }));
  const found = await client.send(new ec2.DescribeNetworkInterfacesCommand({ NetworkInterfaceIds: [id] }));
  expect(found.NetworkInterfaces?.[0]?.TagSet).toEqual([{ Key: 'team', Value: 'a' }]);
  const AttachmentId = found.NetworkInterfaces?.[0]?.Attachment?.AttachmentId ?? '';
  expect(AttachmentId).toMatch(/^ela-attach-/);
  const refusals = [
    client.send(new ec2.DeleteNetworkInterfaceCommand({ NetworkInterfaceId })),
    client.send(new ec2.DetachNetworkInterfaceCommand({ AttachmentId, Force: true })),
    client.send(
      new ec2.ModifyNetworkInterfaceAttributeCommand({ NetworkInterfaceId, Description: { Value: 'mine' } }),
    ),
    client.send(
      new ec2.AssignPrivateIpAddressesCommand({ NetworkInterfaceId, SecondaryPrivateIpAddressCount: 1 }),
    ),
  ];
  expect(await Promise.all(refusals.map(codeOf))).toEqual(Array(4).fill('OperationNotPermitted'));
});

test('takes a policy of its own; a service without policies refuses one', async () => {
  const Statement = [{ Effect: 'Deny', Principal: '*', Action: 'sqs:*', Resource: '*' }];
  const PolicyDocument = JSON.stringify({ Statement });
  const { VpcEndpointId } = await create({ PolicyDocument });
  expect((await shown(VpcEndpointId))?.PolicyDocument).toBe(PolicyDocument);
  await modify(VpcEndpointId, { ResetPolicy: true });
  expect((await shown(VpcEndpointId))?.PolicyDocument).toContain('"Effect": "Allow"');
  const ServiceName = 'com.amazonaws.us-east-1.transfer.server';
  expect(await codeOf(create({ ServiceName, PolicyDocument }))).toBe('InvalidParameter');
});

describe('private DNS', () => {
  test('is one endpoint’s in a VPC', async () => {
    const first = await create();
    expect(await codeOf(create())).toBe('InvalidParameter');
    const second = await create({ PrivateDnsEnabled: false });
    expect(second.PrivateDnsEnabled).toBe(false);
    expect(await codeOf(modify(second.VpcEndpointId, { PrivateDnsEnabled: true }))).toBe('InvalidParameter');
    await modify(first.VpcEndpointId, { PrivateDnsEnabled: false });
    await modify(second.VpcEndpointId, { PrivateDnsEnabled: true });
    expect(names(await shown(second.VpcEndpointId))).toContain('sqs.us-east-1.amazonaws.com');
    expect(names(await shown(first.VpcEndpointId))).toHaveLength(1);
  });

  test('needs both DNS attributes of the VPC, also where it is on by default', async () => {
    await client.send(
      new ec2.ModifyVpcAttributeCommand({ VpcId: vpcId, EnableDnsHostnames: { Value: false } }),
    );
    expect(await codeOf(create())).toBe('InvalidParameter');
    expect(await codeOf(create({ PrivateDnsEnabled: false }))).toBe('no error');
  });

  test('is not there for DynamoDB: off by default, refused when asked for', async () => {
    const ServiceName = 'com.amazonaws.us-east-1.dynamodb';
    expect((await create({ ServiceName })).PrivateDnsEnabled).toBe(false);
    expect(await codeOf(create({ ServiceName, PrivateDnsEnabled: true }))).toBe('InvalidParameter');
  });
});

describe('S3', () => {
  const inboundOnly = (on: boolean) => ({ PrivateDnsOnlyForInboundResolverEndpoint: on });
  const createS3 = (input: Partial<ec2.CreateVpcEndpointCommandInput> = {}) =>
    create({ ServiceName: S3, PrivateDnsEnabled: true, ...input });

  test('has names with an asterisk for the bucket, and no private ones unless asked for', async () => {
    const made = await create({ ServiceName: S3, SubnetIds: subnetIds.slice(0, 1) });
    expect(made.PrivateDnsEnabled).toBe(false);
    expect(names(made)).toEqual([
      expect.stringMatching(/^\*\.vpce-[0-9a-f]{17}-[a-z0-9]{8}\.s3\.us-east-1\.vpce\.amazonaws\.com$/),
      expect.stringMatching(
        /^\*\.vpce-[0-9a-f]{17}-[a-z0-9]{8}-us-east-1a\.s3\.us-east-1\.vpce\.amazonaws\.com$/,
      ),
    ]);
  });

  test('has private names for inbound resolvers only where a gateway endpoint serves the VPC', async () => {
    expect(await codeOf(createS3())).toBe('InvalidParameter');
    expect(await codeOf(createS3({ DnsOptions: inboundOnly(true) }))).toBe('InvalidParameter');
    const gateway = await createGateway();
    const made = await createS3();
    expect(made.DnsOptions).toEqual({ DnsRecordIpType: 'ipv4', ...inboundOnly(true) });
    expect(await refusalOf(gateway.VpcEndpointId)).toBe('DependencyViolation');
    await modify(made.VpcEndpointId, { DnsOptions: inboundOnly(false) });
    expect((await shown(made.VpcEndpointId))?.DnsOptions).toMatchObject(inboundOnly(false));
    expect(await refusalOf(gateway.VpcEndpointId)).toBeUndefined();
    expect(await codeOf(modify(made.VpcEndpointId, { DnsOptions: inboundOnly(true) }))).toBe(
      'InvalidParameter',
    );
  });

  test('takes a gateway whose records are of the same type', async () => {
    await createGateway('ipv4');
    expect(await codeOf(createS3())).toBe('no error');
  });

  test('has private names in the VPC when the option is false', async () => {
    const made = await createS3({ DnsOptions: inboundOnly(false) });
    expect(names(made)?.slice(1)).toEqual([
      's3.us-east-1.amazonaws.com',
      '*.s3.us-east-1.amazonaws.com',
      's3-control.us-east-1.amazonaws.com',
      '*.s3-control.us-east-1.amazonaws.com',
      '*.s3-accesspoint.us-east-1.amazonaws.com',
    ]);
  });
});

test.each<[string, string, Partial<ec2.CreateVpcEndpointCommandInput>]>([
  ['route tables', 'InvalidParameter', { RouteTableIds: ['rtb-00000000000000000'] }],
  [
    'IPv6 of a service without',
    'InvalidParameter',
    { ServiceName: 'com.amazonaws.us-east-1.sts', IpAddressType: 'ipv6' },
  ],
  ['IPv6 records', 'InvalidParameter', { DnsOptions: { DnsRecordIpType: 'dualstack' } }],
  ['service-defined records', 'InvalidParameter', { DnsOptions: { DnsRecordIpType: 'service-defined' } }],
  [
    'the inbound resolver option of a service without gateways',
    'InvalidParameter',
    { DnsOptions: { PrivateDnsOnlyForInboundResolverEndpoint: true } },
  ],
  ['Lattice’s DNS options', 'InvalidParameter', { DnsOptions: { PrivateDnsPreference: 'ALL_DOMAINS' } }],
  ['a resource configuration', 'InvalidParameter', { ResourceConfigurationArn: 'arn:aws:vpc-lattice:x' }],
  ['type GatewayLoadBalancer', 'InvalidParameter', { VpcEndpointType: 'GatewayLoadBalancer' }],
  ['type Tunnel', 'UnsupportedOperation', { VpcEndpointType: 'Tunnel' as 'Interface' }],
])('is refused with %s: %s', async (_what, code, input) => {
  expect(await codeOf(create(input))).toBe(code);
});

test('a service of another Region is reached where AWS lets it, with the regional name alone', async () => {
  const remote = { ServiceName: 'com.amazonaws.eu-west-1.kms', ServiceRegion: 'eu-west-1' };
  const [, second] = subnetIds;
  const made = await create({ ...remote, SubnetIds: [known(second, 'a subnet')] });
  expect(made.ServiceRegion).toBe('eu-west-1');
  expect(names(made)?.[0]).toMatch(/\.kms\.eu-west-1\.vpce\.amazonaws\.com$/);
  expect(names(made)?.slice(1)).toEqual(['kms.eu-west-1.amazonaws.com']);
});
