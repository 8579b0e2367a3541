/** VPCs: create, describe, change, delete, and what each refuses. */
import { describe, expect, test } from 'vitest';
import { setQuotas } from '../../quotas.ts';
import { codeOf, type TestCaller, testCaller } from '../../testCall.ts';
import { describeNetworkAcls } from '../networkAcl/describeNetworkAcls.ts';
import { attachInternetGateway } from '../routing/attachInternetGateway.ts';
import { createInternetGateway } from '../routing/createInternetGateway.ts';
import { createRouteTable } from '../routing/createRouteTable.ts';
import { describeRouteTables } from '../routing/describeRouteTables.ts';
import { createSecurityGroup } from '../securityGroup/createSecurityGroup.ts';
import { describeSecurityGroupRules } from '../securityGroup/describeSecurityGroupRules.ts';
import { describeSecurityGroups } from '../securityGroup/describeSecurityGroups.ts';
import { createSubnet } from '../subnet/createSubnet.ts';
import { createVpc } from './createVpc.ts';
import { deleteVpc } from './deleteVpc.ts';
import { describeVpcAttribute } from './describeVpcAttribute.ts';
import { describeVpcs } from './describeVpcs.ts';
import { modifyVpcAttribute } from './modifyVpcAttribute.ts';

const make = (caller: TestCaller, CidrBlock = '10.0.0.0/16') =>
  caller.run(createVpc, { CidrBlock }).Vpc?.VpcId ?? '';
const inVpc = (id: string) => ({ Filters: [{ Name: 'vpc-id', Values: [id] }] });

describe('CreateVpc', () => {
  test('makes a VPC with a main route table, a default ACL and a default group', async () => {
    const caller = await testCaller();
    const TagSpecifications = [{ ResourceType: 'vpc' as const, Tags: [{ Key: 'Name', Value: 'main' }] }];
    const { Vpc } = caller.run(createVpc, { CidrBlock: '10.0.0.0/16', TagSpecifications });
    const id = Vpc?.VpcId ?? '';
    expect(id).toMatch(/^vpc-[0-9a-f]{17}$/);
    expect(Vpc).toMatchObject({
      State: 'pending',
      CidrBlock: '10.0.0.0/16',
      IsDefault: false,
      InstanceTenancy: 'default',
      OwnerId: '111122223333',
      CidrBlockAssociationSet: [{ CidrBlock: '10.0.0.0/16', CidrBlockState: { State: 'associated' } }],
      Tags: [{ Key: 'Name', Value: 'main' }],
    });
    expect(caller.run(describeRouteTables, inVpc(id)).RouteTables).toMatchObject([
      {
        Associations: [{ Main: true }],
        Routes: [{ DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local' }],
      },
    ]);
    expect(caller.run(describeNetworkAcls, inVpc(id)).NetworkAcls).toMatchObject([{ IsDefault: true }]);
    expect(caller.run(describeSecurityGroups, inVpc(id)).SecurityGroups).toMatchObject([
      { GroupName: 'default', Description: 'default VPC security group' },
    ]);
  });

  test('keeps host bits out of the block', async () => {
    const caller = await testCaller();
    expect(caller.run(createVpc, { CidrBlock: '10.1.2.3/16' }).Vpc?.CidrBlock).toBe('10.1.0.0/16');
  });

  test('lets blocks of two VPCs overlap', async () => {
    const caller = await testCaller();
    expect(make(caller)).not.toBe(make(caller));
  });

  test.each([
    [{}, 'MissingParameter'],
    [{ CidrBlock: '10.0.0.0/15' }, 'InvalidVpc.Range'],
    [{ CidrBlock: '10.0.0.0/29' }, 'InvalidVpc.Range'],
    [{ CidrBlock: '10.0.0.0' }, 'InvalidParameterValue'],
    [{ CidrBlock: '10.0.0.256/16' }, 'InvalidParameterValue'],
    [{ CidrBlock: '010.0.0.0/16' }, 'InvalidParameterValue'],
    [{ CidrBlock: '240.0.0.0/16' }, 'InvalidParameterValue'],
    [{ CidrBlock: '127.0.0.0/16' }, 'InvalidParameterValue'],
    [{ CidrBlock: '10.0.0.0/16', InstanceTenancy: 'host' as const }, 'InvalidParameterValue'],
    [{ CidrBlock: '10.0.0.0/16', Ipv4IpamPoolId: 'ipam-pool-1' }, 'UnsupportedOperation'],
    [
      { CidrBlock: '10.0.0.0/16', Ipv6CidrBlockNetworkBorderGroup: 'us-east-1' },
      'InvalidParameterCombination',
    ],
    [
      { CidrBlock: '10.0.0.0/16', TagSpecifications: [{ ResourceType: 'subnet' as const }] },
      'InvalidParameterValue',
    ],
  ])('of %j is refused with %s and leaves nothing behind', async (input, code) => {
    const caller = await testCaller();
    const before = caller.run(describeVpcs, {});
    expect(codeOf(() => caller.run(createVpc, input))).toBe(code);
    expect(caller.run(describeVpcs, {})).toEqual(before);
    expect(caller.state.snapshot.routeTables.size).toBe(1);
  });

  test('says in AWS words why a block is none', async () => {
    const caller = await testCaller();
    expect(() => make(caller, 'x')).toThrow(
      'Value (x) for parameter cidrBlock is invalid. This is not a valid CIDR block.',
    );
    expect(() => make(caller, '10.0.0.0/8')).toThrow("The CIDR '10.0.0.0/8' is invalid.");
  });
});

describe('DescribeVpcs', () => {
  test('shows the asked ones, by id or filter, page by page', async () => {
    setQuotas({ vpcsPerRegion: 10 });
    const caller = await testCaller();
    const ids = [make(caller), make(caller, '10.1.0.0/16'), make(caller)];
    const idsOf = (input: object) => caller.run(describeVpcs, input).Vpcs?.map(({ VpcId }) => VpcId);
    expect(idsOf({ VpcIds: [ids[1]] })).toEqual([ids[1]]);
    expect(idsOf({ Filters: [{ Name: 'cidr', Values: ['10.0.*'] }] })).toEqual([ids[0], ids[2]]);
    expect(idsOf({ Filters: [{ Name: 'isDefault', Values: ['false'] }] })).toEqual(ids);
    for (let more = 0; more < 4; more++) ids.push(make(caller));
    const first = caller.run(describeVpcs, { MaxResults: 5 });
    expect(first.Vpcs).toHaveLength(5);
    expect(idsOf({ MaxResults: 5, NextToken: first.NextToken })).toEqual(ids.slice(4));
    setQuotas();
  });

  test.each([
    [{ VpcIds: ['vpc-01234567'] }, 'InvalidVpcID.NotFound'],
    [{ VpcIds: ['vpc-xyz'] }, 'InvalidVpcID.Malformed'],
    [{ Filters: [{ Name: 'colour', Values: ['red'] }] }, 'InvalidParameterValue'],
    [{ MaxResults: 1 }, 'InvalidParameterValue'],
    [{ NextToken: 'x' }, 'InvalidNextToken'],
  ])('of %j is refused with %s', async (input, code) => {
    const caller = await testCaller();
    expect(codeOf(() => caller.run(describeVpcs, input))).toBe(code);
  });
});

describe('VPC attributes', () => {
  test('have AWS defaults and change one by one', async () => {
    const caller = await testCaller();
    const VpcId = make(caller);
    const read = (Attribute: 'enableDnsSupport' | 'enableDnsHostnames') =>
      caller.run(describeVpcAttribute, { VpcId, Attribute });
    expect(read('enableDnsSupport')).toEqual({ VpcId, EnableDnsSupport: { Value: true } });
    expect(read('enableDnsHostnames')).toEqual({ VpcId, EnableDnsHostnames: { Value: false } });
    caller.run(modifyVpcAttribute, { VpcId, EnableDnsHostnames: { Value: true } });
    expect(read('enableDnsHostnames').EnableDnsHostnames).toEqual({ Value: true });
    expect(read('enableDnsSupport').EnableDnsSupport).toEqual({ Value: true });
  });

  test('are refused two at a time, none at a time, and by an unknown name', async () => {
    const caller = await testCaller();
    const VpcId = make(caller);
    const [EnableDnsSupport, EnableDnsHostnames] = [{ Value: true }, { Value: true }];
    const modify = (input: object) => codeOf(() => caller.run(modifyVpcAttribute, { VpcId, ...input }));
    expect(modify({ EnableDnsSupport, EnableDnsHostnames })).toBe('InvalidParameterCombination');
    expect(modify({})).toBe('MissingParameter');
    const Attribute = 'colour' as 'enableDnsSupport';
    expect(codeOf(() => caller.run(describeVpcAttribute, { VpcId, Attribute }))).toBe(
      'InvalidParameterValue',
    );
  });
});

describe('DeleteVpc', () => {
  test('takes the parts along that the VPC was made with', async () => {
    const caller = await testCaller();
    const { snapshot } = caller.state;
    caller.run(describeVpcs, {});
    const sizes = () => Object.values(snapshot).map((table) => table.size);
    const before = sizes();
    caller.run(deleteVpc, { VpcId: make(caller) });
    expect(sizes()).toEqual(before);
    expect(caller.run(describeSecurityGroupRules, {}).SecurityGroupRules).toHaveLength(2);
  });

  test.each<[string, (caller: TestCaller, VpcId: string) => unknown]>([
    ['a subnet', (caller, VpcId) => caller.run(createSubnet, { VpcId, CidrBlock: '10.0.0.0/24' })],
    [
      'a group',
      (caller, VpcId) => caller.run(createSecurityGroup, { VpcId, GroupName: 'a', Description: 'b' }),
    ],
    ['a route table', (caller, VpcId) => caller.run(createRouteTable, { VpcId })],
    [
      'an internet gateway',
      (caller, VpcId) => {
        const { InternetGateway } = caller.run(createInternetGateway, {});
        caller.run(attachInternetGateway, { VpcId, InternetGatewayId: InternetGateway?.InternetGatewayId });
      },
    ],
  ])('is refused while the VPC has %s', async (_what, add) => {
    const caller = await testCaller();
    const VpcId = make(caller);
    add(caller, VpcId);
    expect(codeOf(() => caller.run(deleteVpc, { VpcId }))).toBe('DependencyViolation');
    expect(() => caller.run(deleteVpc, { VpcId })).toThrow(
      `The vpc '${VpcId}' has dependencies and cannot be deleted.`,
    );
    expect(caller.run(describeVpcs, { VpcIds: [VpcId] }).Vpcs).toHaveLength(1);
  });
});
