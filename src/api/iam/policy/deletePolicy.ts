/** DeletePolicy: only one that nobody has, and of a single version. */
import type { DeletePolicyRequest } from '@aws-sdk/client-iam';
import type { Call } from '../../operation.ts';
import { deleteConflict } from '../errors.ts';
import { attachments } from './attachments.ts';
import { ownPolicy } from './findPolicy.ts';

export function deletePolicy(call: Call, { PolicyArn }: DeletePolicyRequest): object {
  const { id, spec } = ownPolicy(call, PolicyArn);
  if (Object.values(attachments(call, id)).some((holders) => holders.length > 0)) {
    throw deleteConflict('Cannot delete a policy attached to entities.');
  }
  if (spec.versions.length > 1) {
    throw deleteConflict(
      "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
    );
  }
  call.tx.managedPolicies.delete(id);
  return {};
}
