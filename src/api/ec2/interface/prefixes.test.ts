/** Prefixes of sixteen addresses on interfaces, through AWS's own client. */
import {
  AssignPrivateIpAddressesCommand,
  CreateNetworkInterfaceCommand,
  CreateSubnetCidrReservationCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  DescribeInstancesCommand,
  DescribeNetworkInterfacesCommand,
  DescribeSubnetsCommand,
  type EC2Client,
  RunInstancesCommand,
  UnassignPrivateIpAddressesCommand,
} from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { setQuotas } from '../../quotas.ts';
import { startTestServer, type TestServer } from '../../testServer.ts';

let server: TestServer;
let ec2: EC2Client;
let SubnetId: string;

beforeAll(async () => {
  setQuotas({ vpcsPerRegion: 100 });
  server = await startTestServer();
  ec2 = server.ec2('111122223333');
});

beforeEach(async () => {
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
  const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId: Vpc?.VpcId, CidrBlock: '10.0.0.0/25' }));
  SubnetId = Subnet?.SubnetId ?? '';
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

async function make(input: object = {}) {
  const command = new CreateNetworkInterfaceCommand({ SubnetId, PrivateIpAddress: '10.0.0.5', ...input });
  return (await ec2.send(command)).NetworkInterface?.NetworkInterfaceId ?? '';
}

async function prefixesOf(id: string) {
  const command = new DescribeNetworkInterfacesCommand({ NetworkInterfaceIds: [id] });
  const shown = (await ec2.send(command)).NetworkInterfaces?.[0];
  return shown?.Ipv4Prefixes?.map(({ Ipv4Prefix }) => Ipv4Prefix) ?? [];
}

const assign = async (NetworkInterfaceId: string, input: object) =>
  (
    await ec2.send(new AssignPrivateIpAddressesCommand({ NetworkInterfaceId, ...input }))
  ).AssignedIpv4Prefixes?.map(({ Ipv4Prefix }) => Ipv4Prefix);

async function freeAddresses() {
  const { Subnets } = await ec2.send(new DescribeSubnetsCommand({ SubnetIds: [SubnetId] }));
  return Subnets?.[0]?.AvailableIpAddressCount;
}

test('are taken whole, named or any free one, and given back', async () => {
  const id = await make({ Ipv4PrefixCount: 1 });
  expect(await prefixesOf(id)).toEqual(['10.0.0.16/28']);
  expect(await freeAddresses()).toBe(128 - 5 - 1 - 16);
  expect(await assign(id, { Ipv4Prefixes: ['10.0.0.64/28'] })).toEqual(['10.0.0.64/28']);
  expect(await assign(id, { Ipv4PrefixCount: 2 })).toEqual(['10.0.0.32/28', '10.0.0.48/28']);
  const remove = (Ipv4Prefixes: string[]) =>
    ec2.send(new UnassignPrivateIpAddressesCommand({ NetworkInterfaceId: id, Ipv4Prefixes }));
  await remove(['10.0.0.16/28', '10.0.0.64/28']);
  expect(await prefixesOf(id)).toEqual(['10.0.0.32/28', '10.0.0.48/28']);
  expect(await codeOf(remove(['10.0.0.16/28']))).toBe('InvalidParameterValue');
  expect(await freeAddresses()).toBe(128 - 5 - 1 - 32);
});

test('hold no address that another has, and no one else gets one of theirs', async () => {
  const id = await make({ PrivateIpAddress: '10.0.0.20' });
  expect(await codeOf(assign(id, { Ipv4Prefixes: ['10.0.0.16/28'] }))).toBe('InvalidParameterValue');
  expect(await assign(id, { Ipv4PrefixCount: 1 })).toEqual(['10.0.0.32/28']);
  expect(await codeOf(make({ PrivateIpAddress: '10.0.0.40' }))).toBe('InvalidIPAddress.InUse');
  // The last sixteen hold the broadcast address.
  expect(await assign(id, { Ipv4PrefixCount: 4 })).toHaveLength(4);
  expect(await codeOf(assign(id, { Ipv4PrefixCount: 1 }))).toBe('InsufficientCidrBlocks');
  expect(await codeOf(assign(id, { Ipv4PrefixCount: 1, SecondaryPrivateIpAddressCount: 1 }))).toBe(
    'InvalidParameterCombination',
  );
});

test.each([
  ['prefix', '10.0.0.64/28'],
  ['explicit', '10.0.0.16/28'],
] as const)('come out of a reservation of type %s first: %s', async (ReservationType, expected) => {
  const Cidr = ReservationType === 'prefix' ? '10.0.0.64/27' : '10.0.0.32/27';
  await ec2.send(new CreateSubnetCidrReservationCommand({ SubnetId, Cidr, ReservationType }));
  const id = await make();
  expect(await assign(id, { Ipv4PrefixCount: 1 })).toEqual([expected]);
  const next = ReservationType === 'prefix' ? '10.0.0.80/28' : '10.0.0.64/28';
  expect(await assign(id, { Ipv4PrefixCount: 1 })).toEqual([next]);
});

test('are asked for at launch too', async () => {
  const NetworkInterfaces = [{ DeviceIndex: 0, SubnetId, Ipv4PrefixCount: 1 }];
  const launch = new RunInstancesCommand({ ImageId: 'ami-1', MinCount: 1, MaxCount: 1, NetworkInterfaces });
  const InstanceIds = [(await ec2.send(launch)).Instances?.[0]?.InstanceId ?? ''];
  const { Reservations } = await ec2.send(new DescribeInstancesCommand({ InstanceIds }));
  const [shown] = Reservations?.[0]?.Instances?.[0]?.NetworkInterfaces ?? [];
  expect(shown?.Ipv4Prefixes).toHaveLength(1);
});
