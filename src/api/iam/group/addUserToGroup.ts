/** AddUserToGroup: a member stays one. */
import type { AddUserToGroupRequest } from '@aws-sdk/client-iam';
import type { Call } from '../../operation.ts';
import { checkQuota } from '../errors.ts';
import { findGroup, findUser } from '../lookups.ts';

export function addUserToGroup(call: Call, input: AddUserToGroupRequest): object {
  const group = findGroup(call, input.GroupName);
  const user = findUser(call, input.UserName);
  const { groupIds } = user.spec;
  if (groupIds.includes(group.id)) return {};
  checkQuota(groupIds.length, 'iamGroupsPerUser', 'GroupsPerUser');
  call.tx.users.put({ ...user, spec: { ...user.spec, groupIds: [...groupIds, group.id] } });
  return {};
}
