/** Subnets: create, describe, change, delete, and what each refuses. */
import { describe, expect, test } from 'vitest';
import { findZone, zoneIdOf } from '../../../resources/zones.ts';
import { codeOf, TEST_ACCOUNT, TEST_REGION, testCaller } from '../../testCall.ts';
import { runInstances } from '../instance/runInstances.ts';
import { describeNetworkAcls } from '../networkAcl/describeNetworkAcls.ts';
import { associateRouteTable } from '../routing/associateRouteTable.ts';
import { createRouteTable } from '../routing/createRouteTable.ts';
import { describeRouteTables } from '../routing/describeRouteTables.ts';
import { createVpc } from '../vpc/createVpc.ts';
import { createSubnet } from './createSubnet.ts';
import { deleteSubnet } from './deleteSubnet.ts';
import { describeSubnets } from './describeSubnets.ts';
import { modifySubnetAttribute } from './modifySubnetAttribute.ts';

const OWNER = { accountId: TEST_ACCOUNT, region: TEST_REGION };

async function inVpc(CidrBlock = '10.0.0.0/16') {
  const caller = await testCaller();
  const VpcId = caller.run(createVpc, { CidrBlock }).Vpc?.VpcId ?? '';
  const create = (input: object) => caller.run(createSubnet, { VpcId, ...input }).Subnet;
  return { caller, VpcId, create };
}

describe('CreateSubnet', () => {
  test('makes a subnet in the zone asked for, by name or id', async () => {
    const { create, VpcId } = await inVpc();
    expect(create({ CidrBlock: '10.0.1.7/24', AvailabilityZone: 'us-east-1b' })).toMatchObject({
      VpcId,
      CidrBlock: '10.0.1.0/24',
      AvailabilityZone: 'us-east-1b',
      AvailabilityZoneId: zoneIdOf(OWNER, 'us-east-1b'),
      AvailableIpAddressCount: 251,
      DefaultForAz: false,
      MapPublicIpOnLaunch: false,
      State: 'available',
      SubnetArn: expect.stringMatching(/^arn:aws:ec2:us-east-1:111122223333:subnet\/subnet-[0-9a-f]{17}$/),
    });
    expect(create({ CidrBlock: '10.0.2.0/24', AvailabilityZoneId: 'use1-az3' })?.AvailabilityZone).toBe(
      findZone(OWNER, 'use1-az3')?.name,
    );
  });

  test('spreads subnets over zones where none is asked for', async () => {
    const { create } = await inVpc();
    const zones = [1, 2, 3, 4, 5, 6].map((at) => create({ CidrBlock: `10.0.${at}.0/24` })?.AvailabilityZone);
    expect(new Set(zones).size).toBe(6);
  });

  test('may take the whole block of the VPC', async () => {
    const { create } = await inVpc('10.0.0.0/28');
    expect(create({ CidrBlock: '10.0.0.0/28' })?.AvailableIpAddressCount).toBe(11);
  });

  test('puts the subnet under the default ACL', async () => {
    const { create, caller, VpcId } = await inVpc();
    const SubnetId = create({ CidrBlock: '10.0.1.0/24' })?.SubnetId;
    const Filters = [{ Name: 'vpc-id', Values: [VpcId] }];
    const acl = () => caller.run(describeNetworkAcls, { Filters }).NetworkAcls?.[0]?.Associations;
    expect(acl()).toMatchObject([{ SubnetId }]);
    caller.run(deleteSubnet, { SubnetId });
    expect(acl()).toEqual([]);
  });

  test.each([
    [{ CidrBlock: '10.1.0.0/24' }, 'InvalidSubnet.Range'],
    [{ CidrBlock: '10.0.0.0/15' }, 'InvalidSubnet.Range'],
    [{ CidrBlock: '10.0.3.0/29' }, 'InvalidSubnet.Range'],
    [{ CidrBlock: '10.0.0.0/23' }, 'InvalidSubnet.Conflict'],
    [{ CidrBlock: '10.0.1.128/25' }, 'InvalidSubnet.Conflict'],
    [{ CidrBlock: 'x' }, 'InvalidParameterValue'],
    [{}, 'MissingParameter'],
    [{ CidrBlock: '10.0.3.0/24', VpcId: undefined }, 'MissingParameter'],
    [{ CidrBlock: '10.0.3.0/24', VpcId: 'vpc-01234567' }, 'InvalidVpcID.NotFound'],
    [{ CidrBlock: '10.0.3.0/24', AvailabilityZone: 'eu-west-1a' }, 'InvalidParameterValue'],
    [{ CidrBlock: '10.0.3.0/24', AvailabilityZone: 'use1-az1' }, 'InvalidParameterValue'],
    [{ CidrBlock: '10.0.3.0/24', AvailabilityZoneId: 'us-east-1a' }, 'InvalidParameterValue'],
    [
      { CidrBlock: '10.0.3.0/24', AvailabilityZone: 'us-east-1a', AvailabilityZoneId: 'use1-az1' },
      'InvalidParameterCombination',
    ],
    [{ CidrBlock: '10.0.3.0/24', Ipv6CidrBlock: '2001:db8::/64' }, 'InvalidSubnet.Range'],
    [{ CidrBlock: '10.0.3.0/24', Ipv6CidrBlock: '2001:db8::/65' }, 'InvalidParameterValue'],
    [{ Ipv6Native: true }, 'MissingParameter'],
    [{ Ipv6Native: true, CidrBlock: '10.0.3.0/24' }, 'MissingParameter'],
    [
      { Ipv6Native: true, CidrBlock: '10.0.3.0/24', Ipv6CidrBlock: '2001:db8::/64' },
      'InvalidParameterCombination',
    ],
  ])('of %j is refused with %s', async (input, code) => {
    const { create } = await inVpc();
    create({ CidrBlock: '10.0.1.0/24' });
    expect(codeOf(() => create(input))).toBe(code);
  });

  test('names the zones there are when asked for another', async () => {
    const { create } = await inVpc();
    expect(() => create({ CidrBlock: '10.0.3.0/24', AvailabilityZone: 'us-east-1z' })).toThrow(
      'Value (us-east-1z) for parameter availabilityZone is invalid. Subnets can currently only be created in the following availability zones: us-east-1a, us-east-1b, us-east-1c, us-east-1d, us-east-1e, us-east-1f.',
    );
  });
});

describe('DescribeSubnets', () => {
  test('filters by VPC, zone and block, and counts free addresses', async () => {
    const { caller, create, VpcId } = await inVpc();
    const SubnetId = create({ CidrBlock: '10.0.1.0/24', AvailabilityZone: 'us-east-1b' })?.SubnetId;
    caller.run(runInstances, { ImageId: 'ami-1', MinCount: 2, MaxCount: 2, SubnetId });
    const Filters = [
      { Name: 'vpc-id', Values: [VpcId] },
      { Name: 'availability-zone-id', Values: [zoneIdOf(OWNER, 'us-east-1b') ?? ''] },
      { Name: 'cidr-block', Values: ['10.0.1.0/24'] },
    ];
    expect(caller.run(describeSubnets, { Filters }).Subnets).toMatchObject([
      { SubnetId, AvailableIpAddressCount: 249 },
    ]);
  });

  test('refuses unknown ids', async () => {
    const { caller } = await inVpc();
    const codeFor = (id: string) => codeOf(() => caller.run(describeSubnets, { SubnetIds: [id] }));
    expect(codeFor('subnet-01234567')).toBe('InvalidSubnetID.NotFound');
    expect(codeFor('01234567')).toBe('InvalidSubnetID.Malformed');
  });
});

describe('ModifySubnetAttribute', () => {
  test('sets MapPublicIpOnLaunch', async () => {
    const { caller, create } = await inVpc();
    const SubnetId = create({ CidrBlock: '10.0.1.0/24' })?.SubnetId ?? '';
    caller.run(modifySubnetAttribute, { SubnetId, MapPublicIpOnLaunch: { Value: true } });
    const { Subnets } = caller.run(describeSubnets, { SubnetIds: [SubnetId] });
    expect(Subnets?.[0]?.MapPublicIpOnLaunch).toBe(true);
  });

  test('takes attributes that it has not as long as they stay off', async () => {
    const { caller, create } = await inVpc();
    const SubnetId = create({ CidrBlock: '10.0.1.0/24' })?.SubnetId ?? '';
    const modify = (input: object) => codeOf(() => caller.run(modifySubnetAttribute, { SubnetId, ...input }));
    expect(modify({ AssignIpv6AddressOnCreation: { Value: false } })).toBe('no error');
    expect(modify({ MapCustomerOwnedIpOnLaunch: { Value: false } })).toBe('no error');
    expect(modify({ MapCustomerOwnedIpOnLaunch: { Value: true } })).toBe('UnsupportedOperation');
    expect(modify({ EnableLniAtDeviceIndex: 1 })).toBe('UnsupportedOperation');
    expect(modify({ EnableDns64: { Value: true } })).toBe('InvalidParameterValue');
    expect(modify({ EnableResourceNameDnsAAAARecordOnLaunch: { Value: true } })).toBe(
      'InvalidParameterValue',
    );
    expect(modify({ PrivateDnsHostnameTypeOnLaunch: 'name' })).toBe('InvalidParameterValue');
    expect(modify({ EnableDns64: { Value: false }, MapPublicIpOnLaunch: { Value: false } })).toBe(
      'InvalidRequest',
    );
    expect(modify({})).toBe('MissingParameter');
  });
});

describe('DeleteSubnet', () => {
  test('is refused while an interface is there', async () => {
    const { caller, create } = await inVpc();
    const SubnetId = create({ CidrBlock: '10.0.1.0/24' })?.SubnetId ?? '';
    caller.run(runInstances, { ImageId: 'ami-1', MinCount: 1, MaxCount: 1, SubnetId });
    expect(() => caller.run(deleteSubnet, { SubnetId })).toThrow(
      `The subnet '${SubnetId}' has dependencies and cannot be deleted.`,
    );
  });

  test('takes the subnet out of its route table', async () => {
    const { caller, create, VpcId } = await inVpc();
    const SubnetId = create({ CidrBlock: '10.0.1.0/24' })?.SubnetId ?? '';
    const RouteTableId = caller.run(createRouteTable, { VpcId }).RouteTable?.RouteTableId ?? '';
    caller.run(associateRouteTable, { RouteTableId, SubnetId });
    caller.run(deleteSubnet, { SubnetId });
    const { RouteTables } = caller.run(describeRouteTables, { RouteTableIds: [RouteTableId] });
    expect(RouteTables?.[0]?.Associations).toEqual([]);
  });
});
