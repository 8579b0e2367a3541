/** VPCs, subnets, DHCP options and gateways through the real server and AWS's own client, both ways over the wire. */
import * as ec2 from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { known } from '../../../base/assert.ts';
import { startTestServer, type TestServer } from '../../testServer.ts';

let server: TestServer;
let client: ec2.EC2Client;
beforeAll(async () => {
  server = await startTestServer();
  client = server.ec2('111122223333');
});
afterAll(() => server.close());

async function makeVpc(input: Partial<ec2.CreateVpcCommandInput> = {}) {
  const made = await client.send(new ec2.CreateVpcCommand({ CidrBlock: '10.4.0.0/24', ...input }));
  return known(made.Vpc, 'a VPC');
}

async function shownVpc(VpcId: string | undefined) {
  const { Vpcs } = await client.send(new ec2.DescribeVpcsCommand({ VpcIds: [VpcId ?? ''] }));
  return known(Vpcs?.[0], 'the VPC');
}

test('blocks come and go', async () => {
  const { VpcId } = await makeVpc({ InstanceTenancy: 'dedicated' });
  const ipv4 = await client.send(new ec2.AssociateVpcCidrBlockCommand({ VpcId, CidrBlock: '10.4.1.0/24' }));
  const ipv6 = await client.send(
    new ec2.AssociateVpcCidrBlockCommand({
      VpcId,
      AmazonProvidedIpv6CidrBlock: true,
      Ipv6CidrBlockNetworkBorderGroup: 'us-east-1',
    }),
  );
  expect(ipv4.CidrBlockAssociation?.CidrBlockState?.State).toBe('associating');
  expect(await shownVpc(VpcId)).toMatchObject({
    InstanceTenancy: 'dedicated',
    CidrBlockAssociationSet: [
      { CidrBlock: '10.4.0.0/24', CidrBlockState: { State: 'associated' } },
      { CidrBlock: '10.4.1.0/24', CidrBlockState: { State: 'associated' } },
    ],
    Ipv6CidrBlockAssociationSet: [
      { Ipv6CidrBlock: ipv6.Ipv6CidrBlockAssociation?.Ipv6CidrBlock, NetworkBorderGroup: 'us-east-1' },
    ],
  });
  for (const association of [ipv4.CidrBlockAssociation, ipv6.Ipv6CidrBlockAssociation]) {
    const { AssociationId } = association ?? {};
    const gone = await client.send(new ec2.DisassociateVpcCidrBlockCommand({ AssociationId }));
    expect(gone.VpcId).toBe(VpcId);
  }
  const { ReturnValue } = await client.send(
    new ec2.ModifyVpcTenancyCommand({ VpcId, InstanceTenancy: 'default' }),
  );
  expect(ReturnValue).toBe(true);
  expect(await shownVpc(VpcId)).toMatchObject({
    InstanceTenancy: 'default',
    CidrBlockAssociationSet: [{ CidrBlock: '10.4.0.0/24' }],
    Ipv6CidrBlockAssociationSet: [],
  });
  await client.send(new ec2.DeleteVpcCommand({ VpcId }));
});

test('what Terraform reads of a VPC is there', async () => {
  const { VpcId } = await makeVpc();
  const VpcIds = [VpcId ?? ''];
  const link = await client.send(new ec2.DescribeVpcClassicLinkCommand({ VpcIds }));
  expect(link.Vpcs).toEqual([{ VpcId, ClassicLinkEnabled: false, Tags: [] }]);
  const dns = await client.send(new ec2.DescribeVpcClassicLinkDnsSupportCommand({ VpcIds }));
  expect(dns.Vpcs).toEqual([{ VpcId, ClassicLinkDnsSupported: false }]);
  const access = await client.send(new ec2.DescribeVpcBlockPublicAccessOptionsCommand({}));
  expect(access.VpcBlockPublicAccessOptions?.State).toBe('default-state');
  const metrics = { EnableNetworkAddressUsageMetrics: { Value: true } };
  await client.send(new ec2.ModifyVpcAttributeCommand({ VpcId, ...metrics }));
  const Attribute = 'enableNetworkAddressUsageMetrics' as const;
  expect(await client.send(new ec2.DescribeVpcAttributeCommand({ VpcId, Attribute }))).toMatchObject(metrics);
  await client.send(new ec2.DeleteVpcCommand({ VpcId }));
});

test('a subnet has an IPv6 block, attributes and reservations', async () => {
  const { VpcId, Ipv6CidrBlockAssociationSet } = await makeVpc({ AmazonProvidedIpv6CidrBlock: true });
  const block = known(Ipv6CidrBlockAssociationSet?.[0]?.Ipv6CidrBlock, 'a block').replace('/56', '/64');
  const made = await client.send(
    new ec2.CreateSubnetCommand({ VpcId, CidrBlock: '10.4.0.0/25', AvailabilityZoneId: 'use1-az2' }),
  );
  const SubnetId = made.Subnet?.SubnetId;
  const { Ipv6CidrBlockAssociation: ipv6 } = await client.send(
    new ec2.AssociateSubnetCidrBlockCommand({ SubnetId, Ipv6CidrBlock: block }),
  );
  const modify = (change: object) =>
    client.send(new ec2.ModifySubnetAttributeCommand({ SubnetId, ...change }));
  await modify({ EnableDns64: { Value: true } });
  await modify({ PrivateDnsHostnameTypeOnLaunch: 'resource-name' });
  const reserved = await client.send(
    new ec2.CreateSubnetCidrReservationCommand({ SubnetId, Cidr: '10.4.0.64/28', ReservationType: 'prefix' }),
  );
  const { SubnetCidrReservationId } = known(reserved.SubnetCidrReservation, 'a reservation');
  const got = await client.send(new ec2.GetSubnetCidrReservationsCommand({ SubnetId }));
  expect(got).toMatchObject({
    SubnetIpv4CidrReservations: [{ SubnetCidrReservationId, Cidr: '10.4.0.64/28' }],
    SubnetIpv6CidrReservations: [],
  });
  const { Subnets } = await client.send(new ec2.DescribeSubnetsCommand({ SubnetIds: [SubnetId ?? ''] }));
  expect(Subnets?.[0]).toMatchObject({
    AvailabilityZoneId: 'use1-az2',
    EnableDns64: true,
    PrivateDnsNameOptionsOnLaunch: { HostnameType: 'resource-name' },
    Ipv6CidrBlockAssociationSet: [{ Ipv6CidrBlock: block, Ipv6CidrBlockState: { State: 'associated' } }],
  });
  await client.send(new ec2.DeleteSubnetCidrReservationCommand({ SubnetCidrReservationId }));
  const { AssociationId } = ipv6 ?? {};
  await client.send(new ec2.DisassociateSubnetCidrBlockCommand({ AssociationId }));
  await client.send(new ec2.DeleteSubnetCommand({ SubnetId }));
  await client.send(new ec2.DeleteVpcCommand({ VpcId }));
});

test('a default subnet comes back', async () => {
  const Filters = [{ Name: 'default-for-az', Values: ['true'] }];
  const { Subnets } = await client.send(new ec2.DescribeSubnetsCommand({ Filters }));
  const { SubnetId, AvailabilityZone } = known(Subnets?.[0], 'a default subnet');
  await client.send(new ec2.DeleteSubnetCommand({ SubnetId }));
  const { Subnet } = await client.send(new ec2.CreateDefaultSubnetCommand({ AvailabilityZone }));
  expect(Subnet).toMatchObject({ DefaultForAz: true, AvailabilityZone, CidrBlock: '172.31.0.0/20' });
});

test('a VPC takes DHCP options, and gives them back', async () => {
  const { VpcId } = await makeVpc();
  const { DhcpOptions } = await client.send(
    new ec2.CreateDhcpOptionsCommand({
      DhcpConfigurations: [{ Key: 'domain-name-servers', Values: ['10.2.5.1', '10.2.5.2'] }],
    }),
  );
  const DhcpOptionsId = known(DhcpOptions?.DhcpOptionsId, 'an id');
  await client.send(new ec2.AssociateDhcpOptionsCommand({ DhcpOptionsId, VpcId }));
  expect((await shownVpc(VpcId)).DhcpOptionsId).toBe(DhcpOptionsId);
  const shown = await client.send(new ec2.DescribeDhcpOptionsCommand({ DhcpOptionsIds: [DhcpOptionsId] }));
  expect(shown.DhcpOptions).toEqual([DhcpOptions]);
  const remove = () => client.send(new ec2.DeleteDhcpOptionsCommand({ DhcpOptionsId }));
  await expect(remove()).rejects.toMatchObject({ name: 'DependencyViolation' });
  await client.send(new ec2.AssociateDhcpOptionsCommand({ DhcpOptionsId: 'default', VpcId }));
  await remove();
  await client.send(new ec2.DeleteVpcCommand({ VpcId }));
});

test('an egress-only gateway comes and goes', async () => {
  const { VpcId } = await makeVpc();
  const { EgressOnlyInternetGateway: made } = await client.send(
    new ec2.CreateEgressOnlyInternetGatewayCommand({ VpcId }),
  );
  const EgressOnlyInternetGatewayId = known(made?.EgressOnlyInternetGatewayId, 'an id');
  const describe = new ec2.DescribeEgressOnlyInternetGatewaysCommand({
    EgressOnlyInternetGatewayIds: [EgressOnlyInternetGatewayId],
  });
  expect((await client.send(describe)).EgressOnlyInternetGateways).toEqual([made]);
  const tag = { Resources: [EgressOnlyInternetGatewayId], Tags: [{ Key: 'Name', Value: 'out' }] };
  await client.send(new ec2.CreateTagsCommand(tag));
  expect((await client.send(describe)).EgressOnlyInternetGateways?.[0]?.Tags).toEqual(tag.Tags);
  const gone = await client.send(
    new ec2.DeleteEgressOnlyInternetGatewayCommand({ EgressOnlyInternetGatewayId }),
  );
  expect(gone.ReturnCode).toBe(true);
  expect((await client.send(describe)).EgressOnlyInternetGateways).toEqual([]);
  await client.send(new ec2.DeleteVpcCommand({ VpcId }));
});

test('two accounts name zones in their own ways and mean the same ids', async () => {
  const zonesOf = async (account: string) =>
    (await server.ec2(account).send(new ec2.DescribeAvailabilityZonesCommand({ AllAvailabilityZones: true })))
      .AvailabilityZones ?? [];
  const [one, other] = [await zonesOf('222222222222'), await zonesOf('111111111111')];
  const ids = (zones: ec2.AvailabilityZone[]) => zones.map(({ ZoneId }) => ZoneId);
  expect(one.map(({ ZoneName }) => ZoneName)).toEqual(other.map(({ ZoneName }) => ZoneName));
  expect(ids(one)).not.toEqual(ids(other));
  expect(ids(one).sort()).toEqual(ids(other).sort());
  const opted = { GroupName: 'us-east-1-zg-1', OptInStatus: 'opted-in' as const };
  expect((await client.send(new ec2.ModifyAvailabilityZoneGroupCommand(opted))).Return).toBe(true);
});
