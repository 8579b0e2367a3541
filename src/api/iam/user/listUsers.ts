/** ListUsers. */
import type { ListUsersRequest, ListUsersResponse } from '@aws-sdk/client-iam';
import type { Call } from '../../operation.ts';
import { checkPathPrefix } from '../names.ts';
import { pageOf } from '../pages.ts';
import { userView } from './userView.ts';

export function listUsers(call: Call, input: ListUsersRequest): ListUsersResponse {
  const prefix = checkPathPrefix(input.PathPrefix);
  const rows = call.tx.users.by('account', call.accountId).filter(({ spec }) => spec.path.startsWith(prefix));
  const { items, page } = pageOf(rows, ({ spec }) => spec.name, input);
  return { Users: items.map(userView), ...page };
}
