/** Security groups of an interface endpoint. */
import { known } from '../../../base/assert.ts';
import { isUsableIn } from '../../../resources/securityGroup.ts';
import type { Call } from '../../operation.ts';
import { quota, quotaExceeded } from '../../quotas.ts';
import { findSecurityGroup } from '../ids.ts';
import { defaultSecurityGroup } from '../vpcParts.ts';
import { invalidParameter } from './errors.ts';

/**
 * The groups of a new endpoint: those asked for, or the VPC's default group.
 * @throws AwsError InvalidGroup.NotFound, InvalidParameter, SecurityGroupsPerInterfaceLimitExceeded
 */
export function endpointGroups(call: Call, vpcId: string, groupIds: readonly string[] = []): string[] {
  if (groupIds.length > 0) return checkGroups(call, vpcId, groupIds);
  return [known(defaultSecurityGroup(call.tx, vpcId), `VPC ${vpcId} has a default group`).id];
}

/** @throws AwsError as `endpointGroups`; InvalidParameter for no group at all */
export function checkGroups(call: Call, vpcId: string, groupIds: readonly string[]): string[] {
  const unique = [...new Set(groupIds)];
  for (const id of unique) checkGroup(call, vpcId, id);
  if (unique.length === 0) throw invalidParameter('A VPC endpoint must have at least one security group');
  if (unique.length <= quota('securityGroupsPerInterface')) return unique;
  throw quotaExceeded(
    'securityGroupsPerInterface',
    'SecurityGroupsPerInterfaceLimitExceeded',
    'The maximum number of security groups per interface has been reached.',
  );
}

function checkGroup(call: Call, vpcId: string, id: string): void {
  if (isUsableIn(findSecurityGroup(call, id), vpcId)) return;
  throw invalidParameter(`The security group ${id} does not belong to the VPC ${vpcId}`);
}
