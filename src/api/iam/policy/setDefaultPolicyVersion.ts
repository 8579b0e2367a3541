/** SetDefaultPolicyVersion: the version that is in force. */
import type { SetDefaultPolicyVersionRequest } from '@aws-sdk/client-iam';
import type { Call } from '../../operation.ts';
import { ownPolicy } from './findPolicy.ts';
import { findVersion } from './findVersion.ts';

export function setDefaultPolicyVersion(call: Call, input: SetDefaultPolicyVersionRequest): object {
  const policy = ownPolicy(call, input.PolicyArn);
  const { id } = findVersion(policy, input.VersionId);
  const changedAt = call.now.toISOString();
  call.tx.managedPolicies.put({ ...policy, spec: { ...policy.spec, defaultVersionId: id, changedAt } });
  return {};
}
