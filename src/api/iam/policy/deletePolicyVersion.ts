/** DeletePolicyVersion: any but the default. */
import type { DeletePolicyVersionRequest } from '@aws-sdk/client-iam';
import type { Call } from '../../operation.ts';
import { deleteConflict } from '../errors.ts';
import { ownPolicy } from './findPolicy.ts';
import { findVersion } from './findVersion.ts';

export function deletePolicyVersion(call: Call, input: DeletePolicyVersionRequest): object {
  const policy = ownPolicy(call, input.PolicyArn);
  const { id } = findVersion(policy, input.VersionId);
  if (id === policy.spec.defaultVersionId) {
    throw deleteConflict('Cannot delete the default version of a policy.');
  }
  const versions = policy.spec.versions.filter((version) => version.id !== id);
  call.tx.managedPolicies.put({ ...policy, spec: { ...policy.spec, versions } });
  return {};
}
