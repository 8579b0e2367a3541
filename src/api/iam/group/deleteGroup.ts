/** DeleteGroup: only one without members and policies. */
import type { DeleteGroupRequest } from '@aws-sdk/client-iam';
import type { Call } from '../../operation.ts';
import { deleteConflict } from '../errors.ts';
import { findGroup } from '../lookups.ts';

export function deleteGroup(call: Call, { GroupName }: DeleteGroupRequest): object {
  const { id, spec } = findGroup(call, GroupName);
  const conflict = (what: string) => deleteConflict(`Cannot delete entity, must ${what} first.`);
  if (call.tx.users.count('group', id) > 0) throw conflict('remove users from group');
  if (spec.attachedPolicyArns.length > 0) throw conflict('detach all policies');
  if (Object.keys(spec.inlinePolicies).length > 0) throw conflict('delete policies');
  call.tx.groups.delete(id);
  return {};
}
