/** ListRoles. */
import type { ListRolesRequest, ListRolesResponse } from '@aws-sdk/client-iam';
import type { Call } from '../../operation.ts';
import { checkPathPrefix } from '../names.ts';
import { pageOf } from '../pages.ts';
import { roleView } from './roleView.ts';

export function listRoles(call: Call, input: ListRolesRequest): ListRolesResponse {
  const prefix = checkPathPrefix(input.PathPrefix);
  const rows = call.tx.roles.by('account', call.accountId).filter(({ spec }) => spec.path.startsWith(prefix));
  const { items, page } = pageOf(rows, ({ spec }) => spec.name, input);
  return { Roles: items.map(roleView), ...page };
}
