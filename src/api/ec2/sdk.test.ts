/** EC2 through the real server and AWS's own client: what goes over the wire comes back as it was meant. */
import { randomUUID } from 'node:crypto';
import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateTagsCommand,
  CreateVpcCommand,
  DeleteSubnetCommand,
  DeleteVpcCommand,
  DescribeInstancesCommand,
  DescribeNetworkInterfacesCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeVpcAttributeCommand,
  DescribeVpcsCommand,
  EC2Client,
  ModifyVpcAttributeCommand,
  paginateDescribeVpcs,
  RunInstancesCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../../base/clock.ts';
import { systemRandom } from '../../base/random.ts';
import { memoryStore } from '../../state/memoryStore.ts';
import { State } from '../../state/state.ts';
import { AnswerMemory } from '../answerMemory.ts';
import { anySignature } from '../auth.ts';
import { makePipeline } from '../pipeline.ts';
import { setQuotas } from '../quotas.ts';
import { type RunningServer, startServer } from '../server.ts';
import { makeServices } from '../services.ts';
import { bootstrapAccount } from './defaults.ts';
import { ec2Operations } from './operations.ts';

let server: RunningServer;
let client: EC2Client;

beforeAll(async () => {
  setQuotas({ vpcsPerRegion: 1_000 });
  const fail = (error: unknown) => {
    throw error;
  };
  const parts = { newRequestId: randomUUID, log: (_message: string, error: unknown) => fail(error) };
  const handle = makePipeline({
    ...parts,
    services: makeServices({ ec2: ec2Operations, elbv2: {}, iam: {}, sts: {} }),
    state: await State.open(memoryStore(), fail),
    answers: new AnswerMemory(),
    authenticate: anySignature(() => undefined),
    bootstrapAccount,
    clock: systemClock,
    random: systemRandom,
    onFatal: fail,
  });
  const nothing = async () => undefined;
  server = await startServer({
    ...parts,
    host: '127.0.0.1',
    port: 0,
    handle,
    inspect: nothing,
    health: () => ({}),
  });
  client = new EC2Client({
    endpoint: `http://127.0.0.1:${server.port}`,
    region: 'eu-west-1',
    credentials: { accessKeyId: '111122223333', secretAccessKey: 'any' },
    maxAttempts: 1,
  });
});

afterAll(() => {
  setQuotas();
  return server.close(0);
});

async function makeVpc() {
  const { Vpc } = await client.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
  return Vpc?.VpcId ?? '';
}

test('a VPC with a subnet, a group and an instance comes and is shown', async () => {
  const VpcId = await makeVpc();
  const { Subnet } = await client.send(new CreateSubnetCommand({ VpcId, CidrBlock: '10.0.1.0/24' }));
  const { GroupId = '' } = await client.send(
    new CreateSecurityGroupCommand({
      VpcId,
      GroupName: 'web',
      Description: 'web',
      TagSpecifications: [{ ResourceType: 'security-group', Tags: [{ Key: 'Name', Value: 'a <b> & "c"' }] }],
    }),
  );
  await client.send(
    new AuthorizeSecurityGroupIngressCommand({
      GroupId,
      IpPermissions: [
        {
          IpProtocol: 'tcp',
          FromPort: 80,
          ToPort: 80,
          IpRanges: [{ CidrIp: '10.0.0.0/8' }],
          UserIdGroupPairs: [{ GroupId }],
        },
        { IpProtocol: '-1', Ipv6Ranges: [{ CidrIpv6: '::/0' }] },
      ],
    }),
  );
  const { SecurityGroups } = await client.send(new DescribeSecurityGroupsCommand({ GroupIds: [GroupId] }));
  expect(SecurityGroups).toMatchObject([
    {
      Tags: [{ Key: 'Name', Value: 'a <b> & "c"' }],
      IpPermissions: [
        {
          IpProtocol: 'tcp',
          FromPort: 80,
          IpRanges: [{ CidrIp: '10.0.0.0/8' }],
          UserIdGroupPairs: [{ GroupId }],
        },
        { IpProtocol: '-1', Ipv6Ranges: [{ CidrIpv6: '::/0' }] },
      ],
    },
  ]);
  const launched = await client.send(
    new RunInstancesCommand({
      ImageId: 'ami-0123456789abcdef0',
      MinCount: 1,
      MaxCount: 1,
      InstanceType: 't3.micro',
      SubnetId: Subnet?.SubnetId,
      SecurityGroupIds: [GroupId],
      UserData: Buffer.from('#!/bin/sh\n').toString('base64'),
    }),
  );
  const InstanceIds = [launched.Instances?.[0]?.InstanceId ?? ''];
  const { Reservations } = await client.send(new DescribeInstancesCommand({ InstanceIds }));
  expect(Reservations?.[0]?.Instances).toMatchObject([
    {
      State: { Name: 'pending', Code: 0 },
      InstanceType: 't3.micro',
      LaunchTime: expect.any(Date),
      SubnetId: Subnet?.SubnetId,
      SecurityGroups: [{ GroupId, GroupName: 'web' }],
      NetworkInterfaces: [{ Attachment: { DeviceIndex: 0, DeleteOnTermination: true } }],
    },
  ]);
  const Filters = [{ Name: 'vpc-id', Values: [VpcId] }];
  const { NetworkInterfaces } = await client.send(new DescribeNetworkInterfacesCommand({ Filters }));
  expect(NetworkInterfaces).toMatchObject([
    { Groups: [{ GroupId }], Status: 'in-use', RequesterManaged: false },
  ]);
  await expect(client.send(new DeleteSubnetCommand({ SubnetId: Subnet?.SubnetId }))).rejects.toMatchObject({
    name: 'DependencyViolation',
  });
  const { TerminatingInstances } = await client.send(new TerminateInstancesCommand({ InstanceIds }));
  expect(TerminatingInstances).toMatchObject([{ CurrentState: { Name: 'shutting-down', Code: 32 } }]);
});

test('empty lists come back as empty lists, not as nothing', async () => {
  const VpcId = await makeVpc();
  const { Vpcs } = await client.send(new DescribeVpcsCommand({ VpcIds: [VpcId] }));
  expect(Vpcs?.[0]).toMatchObject({ Tags: [], Ipv6CidrBlockAssociationSet: [] });
  const Filters = [{ Name: 'vpc-id', Values: [VpcId] }];
  const { RouteTables } = await client.send(new DescribeRouteTablesCommand({ Filters }));
  expect(RouteTables?.[0]).toMatchObject({ PropagatingVgws: [], Associations: [{ Main: true }] });
});

test('the SDK’s paginator sees every VPC once', async () => {
  const made = await Promise.all(Array.from({ length: 12 }, makeVpc));
  await client.send(new CreateTagsCommand({ Resources: made, Tags: [{ Key: 'batch', Value: 'pages' }] }));
  const seen: string[] = [];
  const Filters = [{ Name: 'tag:batch', Values: ['pages'] }];
  for await (const { Vpcs } of paginateDescribeVpcs({ client, pageSize: 5 }, { Filters })) {
    seen.push(...(Vpcs ?? []).map(({ VpcId = '' }) => VpcId));
  }
  expect(seen.sort()).toEqual(made.sort());
});

test('an attribute set is an attribute read', async () => {
  const VpcId = await makeVpc();
  await client.send(new ModifyVpcAttributeCommand({ VpcId, EnableDnsHostnames: { Value: true } }));
  const { EnableDnsHostnames } = await client.send(
    new DescribeVpcAttributeCommand({ VpcId, Attribute: 'enableDnsHostnames' }),
  );
  expect(EnableDnsHostnames).toEqual({ Value: true });
});

test('a dry run is answered as AWS answers it, and makes nothing', async () => {
  const count = async () => (await client.send(new DescribeVpcsCommand({}))).Vpcs?.length;
  const before = await count();
  const dry = client.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16', DryRun: true }));
  await expect(dry).rejects.toMatchObject({ name: 'DryRunOperation' });
  expect(await count()).toBe(before);
});

test('an error carries AWS’s code and words', async () => {
  const VpcId = 'vpc-0123456789abcdef0';
  await expect(client.send(new DeleteVpcCommand({ VpcId }))).rejects.toMatchObject({
    name: 'InvalidVpcID.NotFound',
    message: `The vpc ID '${VpcId}' does not exist`,
    $metadata: { httpStatusCode: 400 },
  });
});
