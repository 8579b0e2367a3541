/** Every call on network interfaces through AWS's own client, there and back. */
import * as ec2 from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../testServer.ts';

let server: TestServer;
let client: ec2.EC2Client;
let SubnetId: string;

beforeAll(async () => {
  server = await startTestServer();
  client = server.ec2('111122223333');
  const { Subnets } = await client.send(new ec2.DescribeSubnetsCommand({}));
  SubnetId = Subnets?.[0]?.SubnetId ?? '';
});
afterAll(() => server.close());

async function make(input: object = {}): Promise<ec2.NetworkInterface> {
  const { NetworkInterface } = await client.send(
    new ec2.CreateNetworkInterfaceCommand({ SubnetId, ...input }),
  );
  return NetworkInterface ?? {};
}

test('an interface comes with what was asked for, and is shown so', async () => {
  const made = await make({
    Description: 'spare',
    SecondaryPrivateIpAddressCount: 2,
    ClientToken: 'token',
    ConnectionTrackingSpecification: { UdpTimeout: 45 },
    TagSpecifications: [{ ResourceType: 'network-interface', Tags: [{ Key: 'Name', Value: 'spare' }] }],
  });
  const Filters = [{ Name: 'tag:Name', Values: ['sp*'] }];
  const { NetworkInterfaces } = await client.send(new ec2.DescribeNetworkInterfacesCommand({ Filters }));
  expect(NetworkInterfaces).toEqual([made]);
  expect(made).toMatchObject({
    Status: 'available',
    Description: 'spare',
    ConnectionTrackingConfiguration: { UdpTimeout: 45 },
    TagSet: [{ Key: 'Name', Value: 'spare' }],
    Ipv6Addresses: [],
  });
  expect(made.PrivateIpAddresses).toHaveLength(3);
});

test('attributes are read, changed and reset', async () => {
  const { NetworkInterfaceId } = await make();
  const read = (Attribute: ec2.NetworkInterfaceAttribute) =>
    client.send(new ec2.DescribeNetworkInterfaceAttributeCommand({ NetworkInterfaceId, Attribute }));
  const Description = { Value: 'other' };
  await client.send(new ec2.ModifyNetworkInterfaceAttributeCommand({ NetworkInterfaceId, Description }));
  expect(await read('description')).toMatchObject({ NetworkInterfaceId, Description });
  const SourceDestCheck = { Value: false };
  await client.send(new ec2.ModifyNetworkInterfaceAttributeCommand({ NetworkInterfaceId, SourceDestCheck }));
  expect((await read('sourceDestCheck')).SourceDestCheck).toEqual({ Value: false });
  const reset = { NetworkInterfaceId, SourceDestCheck: 'value' };
  await client.send(new ec2.ResetNetworkInterfaceAttributeCommand(reset));
  expect((await read('sourceDestCheck')).SourceDestCheck).toEqual({ Value: true });
});

test('addresses are assigned and unassigned', async () => {
  const { NetworkInterfaceId } = await make();
  const { AssignedPrivateIpAddresses } = await client.send(
    new ec2.AssignPrivateIpAddressesCommand({ NetworkInterfaceId, SecondaryPrivateIpAddressCount: 1 }),
  );
  expect(AssignedPrivateIpAddresses).toHaveLength(1);
  const PrivateIpAddresses = AssignedPrivateIpAddresses?.map((each) => each.PrivateIpAddress ?? '');
  await client.send(new ec2.UnassignPrivateIpAddressesCommand({ NetworkInterfaceId, PrivateIpAddresses }));
  await expect(
    client.send(new ec2.AssignIpv6AddressesCommand({ NetworkInterfaceId, Ipv6AddressCount: 1 })),
  ).rejects.toMatchObject({ name: 'InvalidParameterValue' });
  await expect(
    client.send(new ec2.UnassignIpv6AddressesCommand({ NetworkInterfaceId, Ipv6Addresses: ['::1'] })),
  ).rejects.toMatchObject({ name: 'InvalidParameterValue' });
});

test('IPv6 addresses of a subnet that has a block come and go', async () => {
  const { Vpc } = await client.send(
    new ec2.CreateVpcCommand({ CidrBlock: '10.0.0.0/16', AmazonProvidedIpv6CidrBlock: true }),
  );
  const block = Vpc?.Ipv6CidrBlockAssociationSet?.[0]?.Ipv6CidrBlock?.replace(/\/\d+$/, '/64');
  const { Subnet } = await client.send(
    new ec2.CreateSubnetCommand({ VpcId: Vpc?.VpcId, CidrBlock: '10.0.0.0/24', Ipv6CidrBlock: block }),
  );
  const { NetworkInterfaceId } = await make({ SubnetId: Subnet?.SubnetId });
  const { AssignedIpv6Addresses } = await client.send(
    new ec2.AssignIpv6AddressesCommand({ NetworkInterfaceId, Ipv6AddressCount: 2 }),
  );
  expect(AssignedIpv6Addresses).toHaveLength(2);
  const gone = { NetworkInterfaceId, Ipv6Addresses: AssignedIpv6Addresses };
  const { UnassignedIpv6Addresses } = await client.send(new ec2.UnassignIpv6AddressesCommand(gone));
  expect(UnassignedIpv6Addresses).toEqual(AssignedIpv6Addresses);
});

test('an interface is attached to an instance and begins to leave it', async () => {
  const { NetworkInterfaceId } = await make();
  const { Instances } = await client.send(
    new ec2.RunInstancesCommand({ ImageId: 'ami-12345678', MinCount: 1, MaxCount: 1, SubnetId }),
  );
  const InstanceId = Instances?.[0]?.InstanceId;
  const { AttachmentId, NetworkCardIndex } = await client.send(
    new ec2.AttachNetworkInterfaceCommand({ NetworkInterfaceId, InstanceId, DeviceIndex: 1 }),
  );
  expect(NetworkCardIndex).toBe(0);
  const Filters = [{ Name: 'attachment.instance-id', Values: [InstanceId ?? ''] }];
  const { NetworkInterfaces } = await client.send(new ec2.DescribeNetworkInterfacesCommand({ Filters }));
  expect(NetworkInterfaces?.map(({ Attachment }) => Attachment?.DeviceIndex).sort()).toEqual([0, 1]);
  await client.send(new ec2.DetachNetworkInterfaceCommand({ AttachmentId }));
  const again = new ec2.AttachNetworkInterfaceCommand({ NetworkInterfaceId, InstanceId, DeviceIndex: 2 });
  await expect(client.send(again)).rejects.toMatchObject({ name: 'InvalidNetworkInterface.InUse' });
});

test('permissions are made, listed and taken away; a free interface is deleted', async () => {
  const { NetworkInterfaceId } = await make();
  const { InterfacePermission } = await client.send(
    new ec2.CreateNetworkInterfacePermissionCommand({
      NetworkInterfaceId,
      AwsAccountId: '444455556666',
      Permission: 'INSTANCE-ATTACH',
    }),
  );
  const { NetworkInterfacePermissions } = await client.send(
    new ec2.DescribeNetworkInterfacePermissionsCommand({}),
  );
  expect(NetworkInterfacePermissions).toEqual([InterfacePermission]);
  const { NetworkInterfacePermissionId } = InterfacePermission ?? {};
  const remove = new ec2.DeleteNetworkInterfacePermissionCommand({ NetworkInterfacePermissionId });
  expect((await client.send(remove)).Return).toBe(true);
  const dry = new ec2.DeleteNetworkInterfaceCommand({ NetworkInterfaceId, DryRun: true });
  await expect(client.send(dry)).rejects.toMatchObject({ name: 'DryRunOperation' });
  await client.send(new ec2.DeleteNetworkInterfaceCommand({ NetworkInterfaceId }));
  const look = { NetworkInterfaceIds: [NetworkInterfaceId ?? ''] };
  await expect(client.send(new ec2.DescribeNetworkInterfacesCommand(look))).rejects.toMatchObject({
    name: 'InvalidNetworkInterfaceID.NotFound',
  });
});

test('another account sees none of them', async () => {
  const { NetworkInterfaceId = '' } = await make();
  const other = server.ec2('444455556666');
  expect((await other.send(new ec2.DescribeNetworkInterfacesCommand({}))).NetworkInterfaces).toEqual([]);
  await expect(
    other.send(new ec2.DeleteNetworkInterfaceCommand({ NetworkInterfaceId })),
  ).rejects.toMatchObject({
    name: 'InvalidNetworkInterfaceID.NotFound',
  });
});
