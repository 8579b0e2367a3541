/** Groups across VPCs: rules that name a peered VPC's group, what becomes of them, and which groups a VPC has. */
import { describe, expect, test } from 'vitest';
import { codeOf, testCaller } from '../../testCall.ts';
import { createVpc } from '../vpc/createVpc.ts';
import { authorizeSecurityGroupIngress } from './authorizeSecurityGroup.ts';
import { createSecurityGroup } from './createSecurityGroup.ts';
import { deleteSecurityGroup } from './deleteSecurityGroup.ts';
import { describeSecurityGroupReferences } from './describeSecurityGroupReferences.ts';
import { describeSecurityGroupRules } from './describeSecurityGroupRules.ts';
import { describeSecurityGroups } from './describeSecurityGroups.ts';
import { describeStaleSecurityGroups } from './describeStaleSecurityGroups.ts';
import { getSecurityGroupsForVpc } from './getSecurityGroupsForVpc.ts';
import { revokeSecurityGroupIngress } from './revokeSecurityGroup.ts';

const OTHER = { accountId: '444455556666' };

async function fixture() {
  const caller = await testCaller();
  const vpcIn = (CidrBlock: string, as: object = {}) =>
    caller.run(createVpc, { CidrBlock }, as).Vpc?.VpcId ?? '';
  const groupIn = (VpcId: string, as: object = {}) =>
    caller.run(createSecurityGroup, { GroupName: 'web', Description: 'x', VpcId }, as).GroupId ?? '';
  const [here, there] = [vpcIn('10.0.0.0/16'), vpcIn('10.1.0.0/16', OTHER)];
  const [group, theirs] = [groupIn(here), groupIn(there, OTHER)];
  const peer = (code: 'active' | 'deleted') =>
    caller.change((tx) => {
      const side = (accountId: string, vpcId: string) => ({
        accountId,
        region: 'us-east-1',
        vpcId,
        options: { allowDnsResolutionFromRemoteVpc: false },
      });
      tx.peeringConnections.put({
        id: 'pcx-01234567',
        accountId: '111122223333',
        region: 'us-east-1',
        createdAt: '2026-01-01T00:00:00.000Z',
        tags: {},
        spec: {
          requester: side('111122223333', here),
          accepter: side(OTHER.accountId, there),
          expiresAt: '2026-01-08T00:00:00.000Z',
        },
        status: { code, message: '' },
      });
    });
  const admit = (UserId?: string) =>
    caller.run(authorizeSecurityGroupIngress, {
      GroupId: group,
      IpPermissions: [{ IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: theirs, UserId }] }],
    });
  return { caller, here, there, group, theirs, peer, admit };
}

describe('a group of a peered VPC', () => {
  test('may be named while the peering is active, by its owner’s account', async () => {
    const { caller, there, group, theirs, peer, admit } = await fixture();
    expect(codeOf(() => admit(OTHER.accountId))).toBe('InvalidGroup.NotFound');
    peer('active');
    expect(codeOf(() => admit('777777777777'))).toBe('InvalidGroup.NotFound');
    const reference = {
      GroupId: theirs,
      UserId: OTHER.accountId,
      VpcId: there,
      VpcPeeringConnectionId: 'pcx-01234567',
      PeeringStatus: 'active',
    };
    expect(admit(OTHER.accountId).SecurityGroupRules).toMatchObject([{ ReferencedGroupInfo: reference }]);
    const [shown] = caller.run(describeSecurityGroups, { GroupIds: [group] }).SecurityGroups ?? [];
    expect(shown?.IpPermissions).toMatchObject([{ UserIdGroupPairs: [reference] }]);
  });

  test('tells its owner who names it, and is deleted all the same', async () => {
    const { caller, here, theirs, peer, admit } = await fixture();
    peer('active');
    admit();
    const references = () =>
      caller.run(describeSecurityGroupReferences, { GroupId: [theirs] }, OTHER).SecurityGroupReferenceSet;
    expect(references()).toEqual([
      { GroupId: theirs, ReferencingVpcId: here, VpcPeeringConnectionId: 'pcx-01234567' },
    ]);
    caller.run(deleteSecurityGroup, { GroupId: theirs }, OTHER);
    expect(codeOf(references)).toBe('InvalidGroup.NotFound');
  });

  test('leaves a stale rule when it goes, or when the peering goes', async () => {
    const { caller, here, group, theirs, peer, admit } = await fixture();
    const stale = () => caller.run(describeStaleSecurityGroups, { VpcId: here }).StaleSecurityGroupSet ?? [];
    peer('active');
    admit();
    expect(stale()).toEqual([]);
    peer('deleted');
    expect(stale()).toMatchObject([
      {
        GroupId: group,
        VpcId: here,
        StaleIpPermissions: [{ UserIdGroupPairs: [{ GroupId: theirs, PeeringStatus: 'deleted' }] }],
        StaleIpPermissionsEgress: [],
      },
    ]);
    peer('active');
    caller.run(deleteSecurityGroup, { GroupId: theirs }, OTHER);
    expect(stale()).toHaveLength(1);
  });
});

test('a VPC’s groups are listed by filters', async () => {
  const { caller, here, group } = await fixture();
  const names = (input: object = {}) =>
    caller
      .run(getSecurityGroupsForVpc, { VpcId: here, ...input })
      .SecurityGroupForVpcs?.map(({ GroupName }) => GroupName);
  expect(names()?.sort()).toEqual(['default', 'web']);
  expect(names({ Filters: [{ Name: 'group-id', Values: [group] }] })).toEqual(['web']);
  expect(names({ Filters: [{ Name: 'primary-vpc-id', Values: ['x'] }] })).toEqual([]);
  expect(codeOf(() => names({ VpcId: 'vpc-01234567' }))).toBe('InvalidVpcID.NotFound');
});

test('revoking what is not there is refused, but in a default VPC only told', async () => {
  const { caller, group } = await fixture();
  const inDefault = caller.run(createSecurityGroup, { GroupName: 'x', Description: 'x' }).GroupId ?? '';
  const IpPermissions = [80, 81].map((port) => ({
    IpProtocol: 'tcp',
    FromPort: port,
    ToPort: port,
    IpRanges: [{ CidrIp: '10.0.0.0/8' }],
  }));
  for (const GroupId of [group, inDefault]) {
    caller.run(authorizeSecurityGroupIngress, { GroupId, IpPermissions: IpPermissions.slice(0, 1) });
  }
  const revoke = (GroupId: string) => caller.run(revokeSecurityGroupIngress, { GroupId, IpPermissions });
  expect(codeOf(() => revoke(group))).toBe('InvalidPermission.NotFound');
  expect(revoke(inDefault)).toMatchObject({
    Return: true,
    RevokedSecurityGroupRules: [{ FromPort: 80 }],
    UnknownIpPermissions: [{ FromPort: 81, IpRanges: [{ CidrIp: '10.0.0.0/8' }] }],
  });
});

test('rules of a group whose id is none are refused', async () => {
  const { caller } = await fixture();
  const Filters = [{ Name: 'group-id', Values: ['foobar'] }];
  expect(codeOf(() => caller.run(describeSecurityGroupRules, { Filters }))).toBe('InvalidGroupId.Malformed');
});
