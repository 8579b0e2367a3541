/** Groups of peered VPCs in rules: whom a rule may name, and what has become of those that it names. */
import type { ReferencedSecurityGroup } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { PeeringConnection } from '../../../resources/peeringConnection.ts';
import type { RulePeer, SecurityGroup, SecurityGroupRule } from '../../../resources/securityGroup.ts';
import type { Snapshot } from '../../../state/tables.ts';
import type { Call } from '../../operation.ts';
import { checkId } from '../ids.ts';

type GroupPeer = Extract<RulePeer, { groupId: string }>;

/**
 * A group of a VPC that is peered with this one, in the same Region; whoever owns it. Undefined for groups of this
 * VPC and for those that are of no concern here.
 */
export function groupAcrossPeering(
  call: Call,
  vpcId: string,
  groupId: string,
  accountId: string | undefined,
): SecurityGroup | undefined {
  checkId('securityGroup', groupId);
  const group = call.tx.securityGroups.get(groupId);
  if (!group || group.spec.vpcId === vpcId || group.region !== call.region) return undefined;
  if (!peeringBetween(call.tx, vpcId, group.spec.vpcId)) return undefined;
  if (accountId === undefined || accountId === group.accountId) return group;
  throw new AwsError('InvalidGroup.NotFound', `The security group '${groupId}' does not exist`);
}

/** The active connection of two VPCs. */
export function peeringBetween(tables: Snapshot, one: string, other: string): PeeringConnection | undefined {
  return tables.peeringConnections.by('vpc', one).find(({ spec, status }) => {
    const vpcIds = [spec.requester.vpcId, spec.accepter.vpcId];
    return status.code === 'active' && vpcIds.includes(other);
  });
}

/** How a rule shows the group that it names: one of another VPC comes with the peering. */
export function referenceView(
  tables: Snapshot,
  rule: SecurityGroupRule,
  peer: GroupPeer,
): ReferencedSecurityGroup {
  const own = { GroupId: peer.groupId, UserId: peer.accountId };
  if (peer.vpcId === undefined) return own;
  const vpcId = tables.securityGroups.get(rule.spec.groupId)?.spec.vpcId ?? '';
  const peering = peeringBetween(tables, vpcId, peer.vpcId);
  return {
    ...own,
    VpcId: peer.vpcId,
    VpcPeeringConnectionId: peering?.id,
    PeeringStatus: peering?.status.code ?? 'deleted',
  };
}

/** Whether a rule names a group that is gone, or whose VPC is no longer peered. */
export function isStale(tables: Snapshot, vpcId: string, { spec: { peer } }: SecurityGroupRule): boolean {
  if (!('groupId' in peer) || peer.vpcId === undefined) return false;
  return !tables.securityGroups.has(peer.groupId) || !peeringBetween(tables, vpcId, peer.vpcId);
}
