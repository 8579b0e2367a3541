/** Which group a request means. */
import { AwsError } from '../../../base/awsError.ts';
import { isUsableIn, type SecurityGroup } from '../../../resources/securityGroup.ts';
import type { Call } from '../../operation.ts';
import { quota, quotaExceeded } from '../../quotas.ts';
import { findSecurityGroup } from '../ids.ts';
import { defaultVpc } from '../vpc/defaultVpc.ts';

/**
 * By id, or by name in the default VPC.
 * @throws AwsError MissingParameter, InvalidGroup.NotFound, InvalidGroupId.Malformed
 */
export function groupOf(call: Call, input: { GroupId?: string; GroupName?: string }): SecurityGroup {
  if (input.GroupId) return findSecurityGroup(call, input.GroupId);
  if (input.GroupName) return groupByName(call, input.GroupName, defaultVpc(call).id);
  throw new AwsError('MissingParameter', 'The request must contain the parameter groupName or groupId');
}

/** @throws AwsError InvalidGroup.NotFound */
export function groupByName(call: Call, name: string, vpcId: string): SecurityGroup {
  const group = call.tx.securityGroups.by('vpc', vpcId).find(({ spec }) => spec.groupName === name);
  if (!group) {
    throw new AwsError(
      'InvalidGroup.NotFound',
      `The security group '${name}' does not exist in VPC '${vpcId}'`,
    );
  }
  return group;
}

/**
 * The groups of an interface: each there, each of the interface's VPC, not too many.
 * @throws AwsError InvalidGroup.NotFound, SecurityGroupsPerInterfaceLimitExceeded
 */
export function groupsOfInterface(call: Call, ids: readonly string[], vpcId: string): readonly string[] {
  const distinct = [...new Set(ids)];
  for (const id of distinct) checkNetwork(findSecurityGroup(call, id), vpcId);
  if (distinct.length > quota('securityGroupsPerInterface')) {
    throw quotaExceeded(
      'securityGroupsPerInterface',
      'SecurityGroupsPerInterfaceLimitExceeded',
      'The maximum number of security groups per interface has been reached.',
    );
  }
  return distinct;
}

/** @throws AwsError InvalidGroup.NotFound, in AWS's words */
export function checkNetwork(group: SecurityGroup, vpcId: string): void {
  if (isUsableIn(group, vpcId)) return;
  throw new AwsError(
    'InvalidGroup.NotFound',
    'You have specified two resources that belong to different networks.',
  );
}
