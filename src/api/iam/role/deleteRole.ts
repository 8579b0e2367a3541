/** DeleteRole: only one without policies and instance profiles. */
import type { DeleteRoleRequest } from '@aws-sdk/client-iam';
import type { Call } from '../../operation.ts';
import { deleteConflict } from '../errors.ts';
import { findRole } from '../lookups.ts';

export function deleteRole(call: Call, { RoleName }: DeleteRoleRequest): object {
  const { id, spec } = findRole(call, RoleName);
  const conflict = (what: string) => deleteConflict(`Cannot delete entity, must ${what} first.`);
  if (call.tx.instanceProfiles.count('role', id) > 0) throw conflict('remove roles from instance profile');
  if (spec.attachedPolicyArns.length > 0) throw conflict('detach all policies');
  if (Object.keys(spec.inlinePolicies).length > 0) throw conflict('delete policies');
  call.tx.roles.delete(id);
  return {};
}
