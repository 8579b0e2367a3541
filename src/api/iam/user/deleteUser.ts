/** DeleteUser: only one that has nothing left. */
import type { DeleteUserRequest } from '@aws-sdk/client-iam';
import type { Call } from '../../operation.ts';
import { deleteConflict } from '../errors.ts';
import { findUser } from '../lookups.ts';

export function deleteUser(call: Call, { UserName }: DeleteUserRequest): object {
  const { id, spec } = findUser(call, UserName);
  const conflict = (what: string) => deleteConflict(`Cannot delete entity, must ${what} first.`);
  if (call.tx.accessKeys.count('owner', id) > 0) throw conflict('delete access keys');
  if (spec.groupIds.length > 0) throw conflict('remove users from group');
  if (spec.attachedPolicyArns.length > 0) throw conflict('detach all policies');
  if (Object.keys(spec.inlinePolicies).length > 0) throw conflict('delete policies');
  call.tx.users.delete(id);
  return {};
}
