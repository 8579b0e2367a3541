/** ListGroupsForUser. */
import type { ListGroupsForUserRequest, ListGroupsForUserResponse } from '@aws-sdk/client-iam';
import type { Call } from '../../operation.ts';
import { findUser } from '../lookups.ts';
import { pageOf } from '../pages.ts';
import { groupView } from './groupView.ts';

export function listGroupsForUser(call: Call, input: ListGroupsForUserRequest): ListGroupsForUserResponse {
  const ids = findUser(call, input.UserName).spec.groupIds;
  const groups = ids.flatMap((id) => call.tx.groups.get(id) ?? []);
  const { items, page } = pageOf(groups, ({ spec }) => spec.name, input);
  return { Groups: items.map(groupView), ...page };
}
