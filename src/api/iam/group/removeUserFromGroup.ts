/** RemoveUserFromGroup: whether or not the user was in it. */
import type { RemoveUserFromGroupRequest } from '@aws-sdk/client-iam';
import type { Call } from '../../operation.ts';
import { findGroup, findUser } from '../lookups.ts';

export function removeUserFromGroup(call: Call, input: RemoveUserFromGroupRequest): object {
  const group = findGroup(call, input.GroupName);
  const user = findUser(call, input.UserName);
  const groupIds = user.spec.groupIds.filter((id) => id !== group.id);
  if (groupIds.length < user.spec.groupIds.length) {
    call.tx.users.put({ ...user, spec: { ...user.spec, groupIds } });
  }
  return {};
}
