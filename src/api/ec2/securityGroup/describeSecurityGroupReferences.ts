/** DescribeSecurityGroupReferences: the peered VPCs in which rules name the caller's groups. */
import type {
  DescribeSecurityGroupReferencesRequest,
  DescribeSecurityGroupReferencesResult,
  SecurityGroupReference,
} from '@aws-sdk/client-ec2';
import type { SecurityGroup } from '../../../resources/securityGroup.ts';
import type { Call } from '../../operation.ts';
import { findSecurityGroup, required } from '../ids.ts';
import { peeringBetween } from './peeredGroups.ts';

export function describeSecurityGroupReferences(
  call: Call,
  input: DescribeSecurityGroupReferencesRequest,
): DescribeSecurityGroupReferencesResult {
  const groups = required(input.GroupId, 'GroupId').map((id) => findSecurityGroup(call, id));
  return { SecurityGroupReferenceSet: groups.flatMap((group) => referencesTo(call, group)) };
}

function referencesTo({ tx }: Call, { id, spec }: SecurityGroup): SecurityGroupReference[] {
  const vpcIds = tx.securityGroupRules
    .by('referencedGroup', id)
    .map((rule) => tx.securityGroups.get(rule.spec.groupId)?.spec.vpcId)
    .filter((vpcId) => vpcId !== undefined && vpcId !== spec.vpcId);
  return [...new Set(vpcIds)].map((ReferencingVpcId = '') => ({
    GroupId: id,
    ReferencingVpcId,
    VpcPeeringConnectionId: peeringBetween(tx, spec.vpcId, ReferencingVpcId)?.id,
  }));
}
