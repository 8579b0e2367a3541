/** ListPolicies: the account's, AWS's, or both. */
import type { ListPoliciesRequest, ListPoliciesResponse } from '@aws-sdk/client-iam';
import type { ManagedPolicy } from '../../../resources/iam.ts';
import type { Call } from '../../operation.ts';
import { constraintError } from '../errors.ts';
import { checkPathPrefix } from '../names.ts';
import { pageOf } from '../pages.ts';
import { attachments } from './attachments.ts';
import { awsManagedPolicies } from './awsManaged.ts';
import { policyView } from './policyView.ts';

export function listPolicies(call: Call, input: ListPoliciesRequest): ListPoliciesResponse {
  const prefix = checkPathPrefix(input.PathPrefix);
  const rows = inScope(call, input.Scope).filter(
    (row) => row.spec.path.startsWith(prefix) && isUsedAsAsked(call, row, input),
  );
  const { items, page } = pageOf(rows, ({ id, spec }) => `${spec.name} ${id}`, input);
  return { Policies: items.map((row) => policyView(call, row)), ...page };
}

function inScope(
  { tx, accountId }: Call,
  scope: ListPoliciesRequest['Scope'] = 'All',
): readonly ManagedPolicy[] {
  const own = tx.managedPolicies.by('account', accountId);
  if (scope === 'Local') return own;
  if (scope === 'AWS') return awsManagedPolicies();
  if (scope === 'All') return [...own, ...awsManagedPolicies()];
  throw constraintError(scope, 'scope', 'satisfy enum value set: [All, AWS, Local]');
}

function isUsedAsAsked(call: Call, { id }: ManagedPolicy, input: ListPoliciesRequest): boolean {
  const { users, groups, roles, boundedUsers, boundedRoles } = attachments(call, id);
  const given = users.length + groups.length + roles.length > 0;
  const bounds = boundedUsers.length + boundedRoles.length > 0;
  if (input.PolicyUsageFilter === 'PermissionsPolicy' && !given) return false;
  if (input.PolicyUsageFilter === 'PermissionsBoundary' && !bounds) return false;
  return !input.OnlyAttached || given;
}
