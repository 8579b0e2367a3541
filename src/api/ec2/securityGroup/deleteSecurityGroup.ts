/** DeleteSecurityGroup: takes a group away that nothing uses, with its rules. */
import type { DeleteSecurityGroupRequest, DeleteSecurityGroupResult } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { RulePeer, SecurityGroup } from '../../../resources/securityGroup.ts';
import type { Call } from '../../operation.ts';
import { groupOf } from './groups.ts';

export function deleteSecurityGroup(
  call: Call,
  input: DeleteSecurityGroupRequest,
): DeleteSecurityGroupResult {
  const group = groupOf(call, input);
  refuseDefault(group);
  if (isUsed(call, group.id)) {
    throw new AwsError('DependencyViolation', `resource ${group.id} has a dependent object`);
  }
  const { securityGroupRules, securityGroups } = call.tx;
  for (const rule of securityGroupRules.by('group', group.id)) securityGroupRules.delete(rule.id);
  securityGroups.delete(group.id);
  return { Return: true, GroupId: group.id };
}

function refuseDefault({ id, spec: { groupName } }: SecurityGroup): void {
  if (groupName !== 'default') return;
  throw new AwsError(
    'CannotDelete',
    `the specified group: "${id}" name: "default" cannot be deleted by a user`,
  );
}

function isUsed({ tx }: Call, id: string): boolean {
  return (
    tx.networkInterfaces.count('group', id) > 0 ||
    tx.vpcEndpoints.count('group', id) > 0 ||
    tx.loadBalancers.count('securityGroup', id) > 0 ||
    tx.securityGroupRules
      .by('referencedGroup', id)
      .some(({ spec }) => spec.groupId !== id && isLocal(spec.peer))
  );
}

/** Rules of peered VPCs hold nothing: they become stale. */
function isLocal(peer: RulePeer): boolean {
  return 'groupId' in peer && peer.vpcId === undefined;
}
