/** Security groups of a load balancer. */
import { AwsError } from '../../base/awsError.ts';
import { scopeKey } from '../../resources/identity.ts';
import { isUsableIn } from '../../resources/securityGroup.ts';
import type { Call } from '../operation.ts';
import { quota } from '../quotas.ts';
import { invalidConfiguration } from './errors.ts';

/** @throws AwsError InvalidSecurityGroup unless each is the caller's and of that VPC */
export function checkSecurityGroups(call: Call, vpcId: string, groupIds: readonly string[]): string[] {
  const unique = [...new Set(groupIds)];
  if (unique.length > quota('securityGroupsPerInterface')) {
    throw invalidConfiguration(
      `A load balancer can have at most ${quota('securityGroupsPerInterface')} security groups`,
    );
  }
  for (const id of unique) {
    const group = call.tx.securityGroups.get(id);
    if (!group || scopeKey(group) !== scopeKey(call) || !isUsableIn(group, vpcId)) {
      throw new AwsError('InvalidSecurityGroup', `One or more security groups are invalid: '${id}'`);
    }
  }
  return unique;
}
