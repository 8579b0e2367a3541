/** ListGroups. */
import type { ListGroupsRequest, ListGroupsResponse } from '@aws-sdk/client-iam';
import type { Call } from '../../operation.ts';
import { checkPathPrefix } from '../names.ts';
import { pageOf } from '../pages.ts';
import { groupView } from './groupView.ts';

export function listGroups(call: Call, input: ListGroupsRequest): ListGroupsResponse {
  const prefix = checkPathPrefix(input.PathPrefix);
  const rows = call.tx.groups
    .by('account', call.accountId)
    .filter(({ spec }) => spec.path.startsWith(prefix));
  const { items, page } = pageOf(rows, ({ spec }) => spec.name, input);
  return { Groups: items.map(groupView), ...page };
}
