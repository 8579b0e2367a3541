/** Groups that are used in several VPCs, through AWS's own client. */
import {
  AssociateSecurityGroupVpcCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateNetworkInterfaceCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  DeleteNetworkInterfaceCommand,
  DeleteSubnetCommand,
  DeleteVpcCommand,
  DescribeSecurityGroupsCommand,
  DescribeSecurityGroupVpcAssociationsCommand,
  DescribeVpcsCommand,
  DisassociateSecurityGroupVpcCommand,
  type EC2Client,
  GetSecurityGroupsForVpcCommand,
} from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { setQuotas } from '../../quotas.ts';
import { startTestServer, type TestServer } from '../../testServer.ts';

const ACCOUNT = '111122223333';

let server: TestServer;
let ec2: EC2Client;
let home: string;
let VpcId: string;
let SubnetId: string;
let GroupId: string;

beforeAll(async () => {
  setQuotas({ vpcsPerRegion: 100 });
  server = await startTestServer();
  ec2 = server.ec2(ACCOUNT);
});

beforeEach(async () => {
  [home, VpcId] = [await makeVpc('10.1.0.0/16'), await makeVpc('10.2.0.0/16')];
  const made = await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock: '10.2.0.0/24' }));
  SubnetId = made.Subnet?.SubnetId ?? '';
  GroupId = await makeGroup(home, 'shared');
});

afterAll(() => {
  setQuotas();
  return server.close();
});

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'no error',
    (error: Error) => error.name,
  );

async function makeVpc(CidrBlock: string) {
  return (await ec2.send(new CreateVpcCommand({ CidrBlock }))).Vpc?.VpcId ?? '';
}

async function makeGroup(vpcId: string, GroupName: string) {
  const input = { VpcId: vpcId, GroupName, Description: GroupName };
  return (await ec2.send(new CreateSecurityGroupCommand(input))).GroupId ?? '';
}

const associate = (input: object = {}) =>
  ec2.send(new AssociateSecurityGroupVpcCommand({ GroupId, VpcId, ...input }));
const disassociate = () => ec2.send(new DisassociateSecurityGroupVpcCommand({ GroupId, VpcId }));

async function shown(Name: string, value: string) {
  const Filters = [{ Name, Values: [value] }];
  const command = new DescribeSecurityGroupVpcAssociationsCommand({ Filters });
  return (await ec2.send(command)).SecurityGroupVpcAssociations;
}

async function usable() {
  const { SecurityGroupForVpcs } = await ec2.send(new GetSecurityGroupsForVpcCommand({ VpcId }));
  return SecurityGroupForVpcs?.map((each) => each.GroupId);
}

test('an associated group is used by interfaces there, and not let go before them', async () => {
  const use = new CreateNetworkInterfaceCommand({ SubnetId, Groups: [GroupId] });
  expect(await codeOf(ec2.send(use))).toBe('InvalidGroup.NotFound');
  expect(await usable()).not.toContain(GroupId);
  expect((await associate()).State).toBe('associating');
  expect(await usable()).toContain(GroupId);
  const { NetworkInterface } = await ec2.send(use);
  expect(await codeOf(disassociate())).toBe('DependencyViolation');
  const { NetworkInterfaceId } = NetworkInterface ?? {};
  await ec2.send(new DeleteNetworkInterfaceCommand({ NetworkInterfaceId }));
  expect((await disassociate()).State).toBe('disassociating');
  expect(await codeOf(disassociate())).toBe('InvalidParameterValue');
  expect(await codeOf(ec2.send(use))).toBe('InvalidGroup.NotFound');
});

test.each([
  ['group-id', () => GroupId],
  ['vpc-id', () => VpcId],
])('associations are found by %s', async (name, value) => {
  await associate();
  expect(await shown(name, value())).toEqual([
    { GroupId, VpcId, VpcOwnerId: ACCOUNT, State: 'associated', GroupOwnerId: ACCOUNT },
  ]);
  expect(await shown(name, 'x')).toEqual([]);
});

test('is refused as AWS refuses it', async () => {
  await associate();
  expect(await codeOf(associate())).toBe('InvalidParameterValue');
  expect(await codeOf(associate({ VpcId: home }))).toBe('InvalidParameterValue');
  expect(await codeOf(associate({ VpcId: 'vpc-01234567' }))).toBe('InvalidVpcID.NotFound');
  expect(await codeOf(associate({ GroupId: 'sg-01234567' }))).toBe('InvalidGroup.NotFound');
  const Filters = [{ Name: 'is-default', Values: ['true'] }];
  const [standard] = (await ec2.send(new DescribeVpcsCommand({ Filters }))).Vpcs ?? [];
  expect(await codeOf(associate({ VpcId: standard?.VpcId }))).toBe('InvalidParameterValue');
  const named = [
    { Name: 'vpc-id', Values: [home] },
    { Name: 'group-name', Values: ['default'] },
  ];
  const [group] =
    (await ec2.send(new DescribeSecurityGroupsCommand({ Filters: named }))).SecurityGroups ?? [];
  expect(await codeOf(associate({ GroupId: group?.GroupId }))).toBe('InvalidParameterValue');
  expect(await codeOf(makeGroup(VpcId, 'shared'))).toBe('InvalidGroup.Duplicate');
});

test('rules of groups there may name it, and a VPC that goes lets go of it', async () => {
  const other = await makeGroup(VpcId, 'other');
  const UserIdGroupPairs = [{ GroupId }];
  const IpPermissions = [{ IpProtocol: 'tcp', FromPort: 80, ToPort: 80, UserIdGroupPairs }];
  const authorize = new AuthorizeSecurityGroupIngressCommand({ GroupId: other, IpPermissions });
  expect(await codeOf(ec2.send(authorize))).toBe('InvalidGroup.NotFound');
  await associate();
  expect(await codeOf(ec2.send(authorize))).toBe('no error');
  const empty = await makeVpc('10.3.0.0/16');
  await associate({ VpcId: empty });
  await ec2.send(new DeleteVpcCommand({ VpcId: empty }));
  expect(await shown('vpc-id', empty)).toEqual([]);
  await ec2.send(new DeleteSubnetCommand({ SubnetId }));
});
