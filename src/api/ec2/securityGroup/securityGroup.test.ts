/** Security groups as such: create, describe, delete. Their rules: rules.test.ts. */
import { describe, expect, test } from 'vitest';
import { codeOf, testCaller } from '../../testCall.ts';
import { runInstances } from '../instance/runInstances.ts';
import { describeVpcs } from '../vpc/describeVpcs.ts';
import { authorizeSecurityGroupIngress } from './authorizeSecurityGroup.ts';
import { createSecurityGroup } from './createSecurityGroup.ts';
import { deleteSecurityGroup } from './deleteSecurityGroup.ts';
import { describeSecurityGroups } from './describeSecurityGroups.ts';
import { revokeSecurityGroupIngress } from './revokeSecurityGroup.ts';

async function fixture() {
  const caller = await testCaller();
  const VpcId = caller.run(describeVpcs, {}).Vpcs?.[0]?.VpcId ?? '';
  const create = (input: object = {}) =>
    caller.run(createSecurityGroup, { GroupName: 'web', Description: 'web servers', VpcId, ...input });
  return { caller, VpcId, create };
}

describe('CreateSecurityGroup', () => {
  test('makes a group that lets nothing in and everything out', async () => {
    const { caller, VpcId, create } = await fixture();
    const { GroupId = '' } = create();
    expect(GroupId).toMatch(/^sg-[0-9a-f]{17}$/);
    expect(caller.run(describeSecurityGroups, { GroupIds: [GroupId] }).SecurityGroups).toEqual([
      {
        GroupId,
        GroupName: 'web',
        Description: 'web servers',
        VpcId,
        OwnerId: '111122223333',
        SecurityGroupArn: `arn:aws:ec2:us-east-1:111122223333:security-group/${GroupId}`,
        IpPermissions: [],
        IpPermissionsEgress: [
          {
            IpProtocol: '-1',
            IpRanges: [{ CidrIp: '0.0.0.0/0' }],
            Ipv6Ranges: [],
            UserIdGroupPairs: [],
            PrefixListIds: [],
          },
        ],
        Tags: [],
      },
    ]);
  });

  test('goes to the default VPC where none is named', async () => {
    const { caller, VpcId, create } = await fixture();
    const { GroupId = '' } = create({ VpcId: undefined });
    const { SecurityGroups } = caller.run(describeSecurityGroups, { GroupIds: [GroupId] });
    expect(SecurityGroups?.[0]?.VpcId).toBe(VpcId);
  });

  test.each([
    [{ GroupName: 'taken' }, 'InvalidGroup.Duplicate'],
    [{ GroupName: undefined }, 'MissingParameter'],
    [{ Description: undefined }, 'MissingParameter'],
    [{ GroupName: 'default' }, 'InvalidParameterValue'],
    [{ GroupName: 'sg-web' }, 'InvalidParameterValue'],
    [{ GroupName: 'x'.repeat(256) }, 'InvalidParameterValue'],
    [{ GroupName: 'gruppe-ä' }, 'InvalidParameterValue'],
    [{ Description: '<html>' }, 'InvalidParameterValue'],
    [{ VpcId: 'vpc-01234567' }, 'InvalidVpcID.NotFound'],
    [{ VpcId: 'x' }, 'InvalidVpcID.Malformed'],
  ])('of %j is refused with %s', async (input, code) => {
    const { create } = await fixture();
    create({ GroupName: 'taken' });
    expect(codeOf(() => create(input))).toBe(code);
  });
});

describe('DescribeSecurityGroups', () => {
  test('finds groups by name, by filter and by their rules', async () => {
    const { caller, create } = await fixture();
    const { GroupId } = create();
    caller.run(authorizeSecurityGroupIngress, {
      GroupId,
      IpProtocol: 'tcp',
      FromPort: 80,
      ToPort: 81,
      CidrIp: '10.0.0.0/8',
    });
    const idsOf = (input: object) =>
      caller.run(describeSecurityGroups, input).SecurityGroups?.map((group) => group.GroupId);
    expect(idsOf({ GroupNames: ['web'] })).toEqual([GroupId]);
    const filters = [
      ['group-name', 'w?b'],
      ['description', 'web servers'],
      ['ip-permission.cidr', '10.0.0.0/8'],
      ['ip-permission.from-port', '80'],
      ['ip-permission.to-port', '81'],
      ['ip-permission.protocol', 'tcp'],
    ];
    for (const [Name, value] of filters)
      expect(idsOf({ Filters: [{ Name, Values: [value] }] })).toEqual([GroupId]);
    expect(idsOf({ Filters: [{ Name: 'egress.ip-permission.cidr', Values: ['10.0.0.0/8'] }] })).toEqual([]);
  });

  test.each([
    [{ GroupIds: ['sg-01234567'] }, 'InvalidGroup.NotFound'],
    [{ GroupIds: ['x'] }, 'InvalidGroupId.Malformed'],
    [{ GroupNames: ['x'] }, 'InvalidGroup.NotFound'],
  ])('of %j is refused with %s', async (input, code) => {
    const { caller } = await fixture();
    expect(codeOf(() => caller.run(describeSecurityGroups, input))).toBe(code);
  });
});

describe('DeleteSecurityGroup', () => {
  test('takes the group and its rules away', async () => {
    const { caller, create } = await fixture();
    const { GroupId } = create();
    const rules = caller.state.snapshot.securityGroupRules.size;
    expect(caller.run(deleteSecurityGroup, { GroupId })).toEqual({ Return: true, GroupId });
    expect(caller.state.snapshot.securityGroupRules.size).toBe(rules - 1);
  });

  test('is refused for the default group', async () => {
    const { caller } = await fixture();
    expect(codeOf(() => caller.run(deleteSecurityGroup, { GroupName: 'default' }))).toBe('CannotDelete');
  });

  test('is refused while another group’s rule names it, and for its own rules only is not', async () => {
    const { caller, create } = await fixture();
    const [{ GroupId: used }, { GroupId: user }] = [create(), create({ GroupName: 'other' })];
    const IpPermissions = [{ IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: used }] }];
    caller.run(authorizeSecurityGroupIngress, { GroupId: user, IpPermissions });
    caller.run(authorizeSecurityGroupIngress, { GroupId: used, IpPermissions });
    expect(() => caller.run(deleteSecurityGroup, { GroupId: used })).toThrow(
      `resource ${used} has a dependent object`,
    );
    caller.run(revokeSecurityGroupIngress, { GroupId: user, IpPermissions });
    expect(codeOf(() => caller.run(deleteSecurityGroup, { GroupId: used }))).toBe('no error');
  });

  test('is refused while an interface carries it', async () => {
    const { caller, create } = await fixture();
    const { GroupId = '' } = create();
    caller.run(runInstances, { ImageId: 'ami-1', MinCount: 1, MaxCount: 1, SecurityGroupIds: [GroupId] });
    expect(codeOf(() => caller.run(deleteSecurityGroup, { GroupId }))).toBe('DependencyViolation');
  });

  test('without a group named is refused', async () => {
    const { caller } = await fixture();
    expect(codeOf(() => caller.run(deleteSecurityGroup, {}))).toBe('MissingParameter');
  });
});
