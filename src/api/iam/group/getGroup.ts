/** GetGroup: the group and its users. */
import type { GetGroupRequest, GetGroupResponse } from '@aws-sdk/client-iam';
import type { Call } from '../../operation.ts';
import { findGroup } from '../lookups.ts';
import { pageOf } from '../pages.ts';
import { userView } from '../user/userView.ts';
import { groupView } from './groupView.ts';

export function getGroup(call: Call, input: GetGroupRequest): GetGroupResponse {
  const group = findGroup(call, input.GroupName);
  const { items, page } = pageOf(call.tx.users.by('group', group.id), ({ spec }) => spec.name, input);
  return { Group: groupView(group), Users: items.map(userView), ...page };
}
