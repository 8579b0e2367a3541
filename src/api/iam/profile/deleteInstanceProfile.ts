/** DeleteInstanceProfile: only one without a role. */
import type { DeleteInstanceProfileRequest } from '@aws-sdk/client-iam';
import type { Call } from '../../operation.ts';
import { deleteConflict } from '../errors.ts';
import { findInstanceProfile } from '../lookups.ts';

export function deleteInstanceProfile(
  call: Call,
  { InstanceProfileName }: DeleteInstanceProfileRequest,
): object {
  const { id, spec } = findInstanceProfile(call, InstanceProfileName);
  if (spec.roleId !== undefined) {
    throw deleteConflict('Cannot delete entity, must remove roles from instance profile first.');
  }
  call.tx.instanceProfiles.delete(id);
  return {};
}
