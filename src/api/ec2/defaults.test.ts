import { expect, test } from 'vitest';
import { testCaller } from '../testCall.ts';
import { describeDhcpOptions } from './dhcp/describeDhcpOptions.ts';
import { describeNetworkAcls } from './networkAcl/describeNetworkAcls.ts';
import { describeInternetGateways } from './routing/describeInternetGateways.ts';
import { describeRouteTables } from './routing/describeRouteTables.ts';
import { describeSecurityGroups } from './securityGroup/describeSecurityGroups.ts';
import { describeSubnets } from './subnet/describeSubnets.ts';
import { createDefaultVpc } from './vpc/createDefaultVpc.ts';
import { deleteVpc } from './vpc/deleteVpc.ts';
import { describeVpcs } from './vpc/describeVpcs.ts';

test('an account finds a default VPC with a subnet per zone at its first call in a Region', async () => {
  const caller = await testCaller();
  const vpcs = caller.run(describeVpcs, {}).Vpcs ?? [];
  expect(vpcs).toMatchObject([{ CidrBlock: '172.31.0.0/16', IsDefault: true, State: 'available' }]);
  const subnets = caller.run(describeSubnets, {
    Filters: [{ Name: 'default-for-az', Values: ['true'] }],
  }).Subnets;
  expect(new Set(subnets?.map(({ AvailabilityZone }) => AvailabilityZone)).size).toBe(6);
  expect(subnets?.map(({ CidrBlock }) => CidrBlock).sort()).toEqual(
    [
      '172.31.0.0/20',
      '172.31.16.0/20',
      '172.31.32.0/20',
      '172.31.48.0/20',
      '172.31.64.0/20',
      '172.31.80.0/20',
    ].sort(),
  );
  expect(
    subnets?.every((subnet) => subnet.MapPublicIpOnLaunch && subnet.AvailableIpAddressCount === 4091),
  ).toBe(true);
});

test('the default VPC has a gateway route, an open ACL over all subnets, a default group and DHCP options', async () => {
  const caller = await testCaller();
  const gateway = caller.run(describeInternetGateways, {}).InternetGateways?.[0];
  const vpc = caller.run(describeVpcs, {}).Vpcs?.[0];
  expect(gateway?.Attachments).toEqual([{ VpcId: vpc?.VpcId, State: 'available' }]);
  expect(caller.run(describeRouteTables, {}).RouteTables?.[0]?.Routes).toEqual([
    {
      DestinationCidrBlock: '172.31.0.0/16',
      GatewayId: 'local',
      Origin: 'CreateRouteTable',
      State: 'active',
    },
    {
      DestinationCidrBlock: '0.0.0.0/0',
      GatewayId: gateway?.InternetGatewayId,
      Origin: 'CreateRoute',
      State: 'active',
    },
  ]);
  const acl = caller.run(describeNetworkAcls, {}).NetworkAcls?.[0];
  expect(acl?.Associations).toHaveLength(6);
  expect(acl?.Entries?.map(({ RuleNumber, RuleAction }) => `${RuleNumber} ${RuleAction}`)).toEqual([
    '100 allow',
    '32767 deny',
    '100 allow',
    '32767 deny',
  ]);
  expect(caller.run(describeDhcpOptions, {}).DhcpOptions?.[0]?.DhcpOptionsId).toBe(vpc?.DhcpOptionsId);
  const group = caller.run(describeSecurityGroups, {}).SecurityGroups?.[0];
  expect(group).toMatchObject({
    GroupName: 'default',
    IpPermissions: [{ IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: group?.GroupId }] }],
    IpPermissionsEgress: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
  });
});

test('a second call makes nothing more, other accounts and Regions have their own', async () => {
  const caller = await testCaller();
  const first = caller.run(describeVpcs, {});
  expect(caller.run(describeVpcs, {})).toEqual(first);
  const ids = [{ accountId: '444455556666' }, { region: 'eu-west-1' }].map(
    (as) => caller.run(describeVpcs, {}, as).Vpcs?.[0]?.VpcId,
  );
  expect(new Set([first.Vpcs?.[0]?.VpcId, ...ids]).size).toBe(3);
});

test('a deleted default VPC stays away until CreateDefaultVpc brings a new one', async () => {
  const caller = await testCaller();
  expect(() => caller.run(createDefaultVpc, {})).toThrow('already exists');
  const id = caller.run(describeVpcs, {}).Vpcs?.[0]?.VpcId ?? '';
  caller.change((tx) => {
    for (const subnet of tx.subnets.by('vpc', id)) tx.subnets.delete(subnet.id);
    for (const gateway of tx.internetGateways.by('vpc', id)) tx.internetGateways.delete(gateway.id);
  });
  caller.run(deleteVpc, { VpcId: id });
  expect(caller.run(describeVpcs, {}).Vpcs).toEqual([]);
  expect(caller.run(createDefaultVpc, {}).Vpc).toMatchObject({ IsDefault: true });
  expect(caller.run(describeSubnets, {}).Subnets).toHaveLength(6);
});
