/** Public addresses that come with a launch: given, shown, released by a stop, stood in for by an Elastic IP. */
import {
  AllocateAddressCommand,
  AssociateAddressCommand,
  AttachInternetGatewayCommand,
  CreateInternetGatewayCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  DescribeInstancesCommand,
  DescribeNetworkInterfacesCommand,
  type EC2Client,
  ModifySubnetAttributeCommand,
  RunInstancesCommand,
  StartInstancesCommand,
  StopInstancesCommand,
} from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { markArrived } from '../../../observe/interfacesInMotion.ts';
import { reconcile } from '../../../reconcile/reconcile.ts';
import { startTestServer, type TestServer } from '../../testServer.ts';

const PUBLIC = /^198\.18\.\d+\.\d+$/;
let server: TestServer;
let ec2: EC2Client;
let SubnetId: string | undefined;

beforeAll(async () => {
  server = await startTestServer();
  ec2 = server.ec2('111122223333');
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
  const made = await ec2.send(new CreateSubnetCommand({ VpcId: Vpc?.VpcId, CidrBlock: '10.0.0.0/24' }));
  SubnetId = made.Subnet?.SubnetId;
  const { InternetGateway } = await ec2.send(new CreateInternetGatewayCommand({}));
  const InternetGatewayId = InternetGateway?.InternetGatewayId;
  await ec2.send(new AttachInternetGatewayCommand({ InternetGatewayId, VpcId: Vpc?.VpcId }));
});
afterAll(() => server.close());

/** What the control loop does, with a kernel that does what it is told. */
function settle() {
  server.state.transact((tx) => {
    const moment = { now: new Date(), random: undefined as never };
    for (let round = 0; round < 2; round++) {
      for (const place of ['pending', 'removing'])
        for (const row of tx.networkInterfaces.by('dataPlane', place)) markArrived(tx, row);
      reconcile(tx, moment);
    }
  });
}

async function launch(AssociatePublicIpAddress?: boolean): Promise<string> {
  const NetworkInterfaces = [{ DeviceIndex: 0, SubnetId, AssociatePublicIpAddress }];
  const input = { ImageId: 'ami-12345678', MinCount: 1, MaxCount: 1, NetworkInterfaces };
  const { Instances } = await ec2.send(new RunInstancesCommand(input));
  settle();
  return Instances?.[0]?.InstanceId ?? '';
}

async function publicIpOf(id: string): Promise<string | undefined> {
  const { Reservations } = await ec2.send(new DescribeInstancesCommand({ InstanceIds: [id] }));
  return Reservations?.[0]?.Instances?.[0]?.PublicIpAddress;
}

test('comes with a launch that asks for it, or whose subnet gives it unless refused', async () => {
  expect(await publicIpOf(await launch())).toBeUndefined();
  expect(await publicIpOf(await launch(true))).toMatch(PUBLIC);
  await ec2.send(new ModifySubnetAttributeCommand({ SubnetId, MapPublicIpOnLaunch: { Value: true } }));
  expect(await publicIpOf(await launch())).toMatch(PUBLIC);
  expect(await publicIpOf(await launch(false))).toBeUndefined();
});

test('goes with a stop, and another comes with the start', async () => {
  const id = await launch(true);
  await ec2.send(new StopInstancesCommand({ InstanceIds: [id] }));
  settle();
  expect(await publicIpOf(id)).toBeUndefined();
  await ec2.send(new StartInstancesCommand({ InstanceIds: [id] }));
  expect(await publicIpOf(id)).toMatch(PUBLIC);
});

test('is Amazon’s, and gives way to an Elastic IP', async () => {
  const id = await launch(true);
  const association = async () => {
    const Filters = [{ Name: 'attachment.instance-id', Values: [id] }];
    const { NetworkInterfaces } = await ec2.send(new DescribeNetworkInterfacesCommand({ Filters }));
    return NetworkInterfaces?.[0]?.Association;
  };
  const before = await association();
  expect(before).toMatchObject({ IpOwnerId: 'amazon', PublicIp: expect.stringMatching(PUBLIC) });
  const { AllocationId, PublicIp } = await ec2.send(new AllocateAddressCommand({}));
  expect(PublicIp).not.toBe(before?.PublicIp);
  await ec2.send(new AssociateAddressCommand({ AllocationId, InstanceId: id }));
  expect(await association()).toMatchObject({ IpOwnerId: '111122223333', PublicIp });
  expect(await publicIpOf(id)).toBe(PublicIp);
});
