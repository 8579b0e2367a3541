/** Security group rules: authorize, revoke, describe, modify, and what each refuses. */
import type { IpPermission } from '@aws-sdk/client-ec2';
import { describe, expect, test } from 'vitest';
import { codeOf, testCaller } from '../../testCall.ts';
import { createVpc } from '../vpc/createVpc.ts';
import { authorizeSecurityGroupEgress, authorizeSecurityGroupIngress } from './authorizeSecurityGroup.ts';
import { createSecurityGroup } from './createSecurityGroup.ts';
import { describeSecurityGroupRules } from './describeSecurityGroupRules.ts';
import { describeSecurityGroups } from './describeSecurityGroups.ts';
import { modifySecurityGroupRules } from './modifySecurityGroupRules.ts';
import { revokeSecurityGroupEgress, revokeSecurityGroupIngress } from './revokeSecurityGroup.ts';
import { updateSecurityGroupRuleDescriptionsIngress } from './updateRuleDescriptions.ts';

async function fixture() {
  const caller = await testCaller();
  const group = (GroupName: string, VpcId?: string) =>
    caller.run(createSecurityGroup, { GroupName, Description: 'x', VpcId }).GroupId ?? '';
  const GroupId = group('web');
  const permit = (...IpPermissions: IpPermission[]) =>
    caller.run(authorizeSecurityGroupIngress, { GroupId, IpPermissions }).SecurityGroupRules ?? [];
  const shown = () => caller.run(describeSecurityGroups, { GroupIds: [GroupId] }).SecurityGroups?.[0];
  return { caller, group, GroupId, permit, shown };
}

const open = (port: number, CidrIp = '0.0.0.0/0'): IpPermission => ({
  IpProtocol: 'tcp',
  FromPort: port,
  ToPort: port,
  IpRanges: [{ CidrIp }],
});

describe('AuthorizeSecurityGroupIngress', () => {
  test('makes one rule per peer, and shows them gathered again', async () => {
    const { group, permit, shown, GroupId } = await fixture();
    const other = group('other');
    const permission: IpPermission = {
      IpProtocol: '6',
      FromPort: 80,
      ToPort: 443,
      IpRanges: [{ CidrIp: '10.1.2.3/8', Description: 'inside' }, { CidrIp: '192.0.2.1/32' }],
      Ipv6Ranges: [{ CidrIpv6: '2001:DB8:0:0::1/32' }],
      UserIdGroupPairs: [{ GroupId: other }, { GroupName: 'web' }],
    };
    const rules = permit(permission);
    expect(rules).toHaveLength(5);
    expect(rules[0]).toMatchObject({
      SecurityGroupRuleId: expect.stringMatching(/^sgr-[0-9a-f]{17}$/),
      GroupId,
      GroupOwnerId: '111122223333',
      IsEgress: false,
      IpProtocol: 'tcp',
      FromPort: 80,
      ToPort: 443,
      CidrIpv4: '10.0.0.0/8',
      Description: 'inside',
    });
    expect(shown()?.IpPermissions).toEqual([
      {
        IpProtocol: 'tcp',
        FromPort: 80,
        ToPort: 443,
        IpRanges: [{ CidrIp: '10.0.0.0/8', Description: 'inside' }, { CidrIp: '192.0.2.1/32' }],
        Ipv6Ranges: [{ CidrIpv6: '2001:db8::/32' }],
        UserIdGroupPairs: [
          { GroupId: other, UserId: '111122223333' },
          { GroupId, UserId: '111122223333' },
        ],
        PrefixListIds: [],
      },
    ]);
  });

  test('takes one rule in plain members, and a source group by name alone', async () => {
    const { caller, GroupId, shown } = await fixture();
    caller.run(authorizeSecurityGroupIngress, {
      GroupId,
      IpProtocol: 'udp',
      FromPort: 53,
      ToPort: 53,
      CidrIp: '10.0.0.0/8',
    });
    caller.run(authorizeSecurityGroupIngress, { GroupName: 'web', SourceSecurityGroupName: 'default' });
    expect(shown()?.IpPermissions).toMatchObject([{ IpProtocol: 'udp', FromPort: 53 }, { IpProtocol: '-1' }]);
  });

  test('drops ports where the protocol has none', async () => {
    const { permit } = await fixture();
    const peer = { FromPort: 1, ToPort: 2, IpRanges: [{ CidrIp: '10.0.0.0/8' }] };
    expect(permit({ IpProtocol: '-1', ...peer })[0]).toMatchObject({
      IpProtocol: '-1',
      FromPort: -1,
      ToPort: -1,
    });
    expect(permit({ IpProtocol: '50', ...peer })[0]).toMatchObject({ IpProtocol: '50', FromPort: -1 });
    expect(permit({ IpProtocol: 'icmp', ...peer })[0]).toMatchObject({ FromPort: 1, ToPort: 2 });
    expect(permit({ IpProtocol: 'icmp', IpRanges: peer.IpRanges })[0]).toMatchObject({
      FromPort: -1,
      ToPort: -1,
    });
  });

  test.each<[string, IpPermission, string]>([
    ['an unknown protocol', { ...open(1), IpProtocol: 'sctpx' }, 'InvalidParameterValue'],
    ['a protocol number above 255', { ...open(1), IpProtocol: '256' }, 'InvalidParameterValue'],
    ['no protocol', { ...open(1), IpProtocol: undefined }, 'MissingParameter'],
    ['no ports', { IpProtocol: 'tcp', IpRanges: [{ CidrIp: '10.0.0.0/8' }] }, 'InvalidParameterValue'],
    ['a port too high', open(65536), 'InvalidParameterValue'],
    ['a negative port', open(-1), 'InvalidParameterValue'],
    ['a range backwards', { ...open(80), ToPort: 79 }, 'InvalidParameterValue'],
    ['an ICMP type too high', { ...open(256), IpProtocol: 'icmp' }, 'InvalidParameterValue'],
    ['a malformed block', open(80, '10.0.0.0/33'), 'InvalidParameterValue'],
    [
      'a malformed IPv6 block',
      { ...open(80), Ipv6Ranges: [{ CidrIpv6: '10.0.0.0/8' }] },
      'InvalidParameterValue',
    ],
    ['no peer', { ...open(80), IpRanges: [] }, 'MissingParameter'],
    [
      'an unknown group',
      { ...open(80), UserIdGroupPairs: [{ GroupId: 'sg-01234567' }] },
      'InvalidGroup.NotFound',
    ],
    [
      'an unknown prefix list',
      { ...open(80), PrefixListIds: [{ PrefixListId: 'pl-01234567' }] },
      'InvalidPrefixListID.NotFound',
    ],
    [
      'a bad description',
      { ...open(80), IpRanges: [{ CidrIp: '10.0.0.0/8', Description: '\u0007' }] },
      'InvalidParameterValue',
    ],
  ])('of %s is refused, and none of the request is kept', async (_what, permission, code) => {
    const { permit, shown } = await fixture();
    expect(codeOf(() => permit(open(443), permission))).toBe(code);
    expect(shown()?.IpPermissions).toEqual([]);
  });

  test('is refused for a rule that is there, and for one twice in the request', async () => {
    const { permit } = await fixture();
    permit(open(80));
    expect(() => permit({ ...open(80), IpProtocol: '6' })).toThrow(
      'the specified rule "peer: 0.0.0.0/0, TCP, from port: 80, to port: 80, ALLOW" already exists',
    );
    expect(codeOf(() => permit(open(81), open(81)))).toBe('InvalidPermission.Duplicate');
  });

  test('is refused above 60 rules of one address family', async () => {
    const { permit } = await fixture();
    permit(...Array.from({ length: 60 }, (_, at) => open(at)));
    expect(codeOf(() => permit(open(60)))).toBe('RulesPerSecurityGroupLimitExceeded');
    expect(permit({ IpProtocol: '-1', Ipv6Ranges: [{ CidrIpv6: '::/0' }] })).toHaveLength(1);
  });

  test('is refused for a group of another VPC, and for two ways of saying at once', async () => {
    const { caller, group, permit, GroupId } = await fixture();
    const VpcId = caller.run(createVpc, { CidrBlock: '10.0.0.0/16' }).Vpc?.VpcId;
    const foreign = group('foreign', VpcId);
    expect(() => permit({ ...open(80), UserIdGroupPairs: [{ GroupId: foreign }] })).toThrow(
      'different networks',
    );
    const both = { GroupId, IpPermissions: [open(80)], CidrIp: '10.0.0.0/8' };
    expect(codeOf(() => caller.run(authorizeSecurityGroupIngress, both))).toBe('InvalidParameterCombination');
    expect(codeOf(() => caller.run(authorizeSecurityGroupIngress, { GroupId }))).toBe('MissingParameter');
  });
});

describe('RevokeSecurityGroup', () => {
  test('takes rules away by their terms or by id', async () => {
    const { caller, GroupId, permit, shown } = await fixture();
    const [, second] = permit(open(80), open(81));
    caller.run(revokeSecurityGroupIngress, { GroupId, IpPermissions: [open(80)] });
    const { RevokedSecurityGroupRules } = caller.run(revokeSecurityGroupIngress, {
      GroupId,
      SecurityGroupRuleIds: [second?.SecurityGroupRuleId ?? ''],
    });
    expect(RevokedSecurityGroupRules).toMatchObject([{ FromPort: 81, CidrIpv4: '0.0.0.0/0' }]);
    expect(shown()?.IpPermissions).toEqual([]);
  });

  test('takes the open egress rule away, which Terraform does first', async () => {
    const { caller, GroupId, shown } = await fixture();
    const IpPermissions = [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }];
    caller.run(revokeSecurityGroupEgress, { GroupId, IpPermissions });
    expect(shown()?.IpPermissionsEgress).toEqual([]);
    caller.run(authorizeSecurityGroupEgress, { GroupId, IpPermissions });
    expect(shown()?.IpPermissionsEgress).toHaveLength(1);
  });

  test('of a rule that is not there is refused', async () => {
    const { caller, GroupId, permit } = await fixture();
    const [rule] = permit(open(80));
    const ingress = (input: object) =>
      codeOf(() => caller.run(revokeSecurityGroupIngress, { GroupId, ...input }));
    expect(ingress({ SecurityGroupRuleIds: ['sgr-01234567'] })).toBe('InvalidSecurityGroupRuleId.NotFound');
    const asEgress = { GroupId, SecurityGroupRuleIds: [rule?.SecurityGroupRuleId ?? ''] };
    expect(codeOf(() => caller.run(revokeSecurityGroupEgress, asEgress))).toBe(
      'InvalidSecurityGroupRuleId.NotFound',
    );
  });
});

describe('rules with ids', () => {
  test('are described by group and by id', async () => {
    const { caller, GroupId, permit } = await fixture();
    const [rule] = permit(open(80));
    const Filters = [{ Name: 'group-id', Values: [GroupId] }];
    expect(caller.run(describeSecurityGroupRules, { Filters }).SecurityGroupRules).toHaveLength(2);
    const byId = { SecurityGroupRuleIds: [rule?.SecurityGroupRuleId ?? ''] };
    expect(caller.run(describeSecurityGroupRules, byId).SecurityGroupRules).toEqual([rule]);
  });

  test('change their terms and keep their ids', async () => {
    const { caller, GroupId, permit, shown } = await fixture();
    const [rule] = permit(open(80), open(81));
    const modify = (SecurityGroupRule: object) =>
      caller.run(modifySecurityGroupRules, {
        GroupId,
        SecurityGroupRules: [{ SecurityGroupRuleId: rule?.SecurityGroupRuleId, SecurityGroupRule }],
      });
    modify({ IpProtocol: 'tcp', FromPort: 90, ToPort: 90, ReferencedGroupId: GroupId, Description: 'self' });
    expect(shown()?.IpPermissions?.[0]).toMatchObject({
      FromPort: 90,
      UserIdGroupPairs: [{ GroupId, Description: 'self' }],
    });
    const taken = { IpProtocol: 'tcp', FromPort: 81, ToPort: 81, CidrIpv4: '0.0.0.0/0' };
    expect(codeOf(() => modify(taken))).toBe('InvalidPermission.Duplicate');
    expect(codeOf(() => modify({ ...taken, CidrIpv6: '::/0' }))).toBe('InvalidParameterCombination');
    expect(() => modify({ ...taken, FromPort: undefined })).toThrow('Invalid value for portRange. Must');
    expect(() => modify({ ...taken, IpProtocol: undefined })).toThrow("Invalid value 'null' for protocol.");
  });

  test('get new descriptions by terms or by id', async () => {
    const { caller, GroupId, permit } = await fixture();
    const [first, second] = permit(open(80), open(81));
    const IpPermissions = [{ ...open(80), IpRanges: [{ CidrIp: '0.0.0.0/0', Description: 'one' }] }];
    caller.run(updateSecurityGroupRuleDescriptionsIngress, { GroupId, IpPermissions });
    const SecurityGroupRuleDescriptions = [
      { SecurityGroupRuleId: second?.SecurityGroupRuleId, Description: 'two' },
    ];
    caller.run(updateSecurityGroupRuleDescriptionsIngress, { GroupId, SecurityGroupRuleDescriptions });
    const ids = [first, second].map((rule) => rule?.SecurityGroupRuleId ?? '');
    const { SecurityGroupRules } = caller.run(describeSecurityGroupRules, { SecurityGroupRuleIds: ids });
    expect(SecurityGroupRules?.map(({ Description }) => Description).sort()).toEqual(['one', 'two']);
  });
});
