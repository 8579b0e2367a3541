/** ListEntitiesForPolicy: the users, groups and roles of the account that have it. */
import type { ListEntitiesForPolicyRequest, ListEntitiesForPolicyResponse } from '@aws-sdk/client-iam';
import type { IamResource, Named } from '../../../resources/iam.ts';
import type { Call } from '../../operation.ts';
import { checkPathPrefix } from '../names.ts';
import { pageOf } from '../pages.ts';
import { attachments } from './attachments.ts';
import { readablePolicy } from './findPolicy.ts';

interface Entity {
  readonly kind: 'Group' | 'Role' | 'User';
  readonly row: IamResource & { readonly spec: Named };
}

export function listEntitiesForPolicy(
  call: Call,
  input: ListEntitiesForPolicyRequest,
): ListEntitiesForPolicyResponse {
  const prefix = checkPathPrefix(input.PathPrefix);
  const entities = entitiesOf(call, readablePolicy(call, input.PolicyArn).id, input).filter(
    ({ kind, row }) =>
      (input.EntityFilter === undefined || input.EntityFilter === kind) && row.spec.path.startsWith(prefix),
  );
  const { items, page } = pageOf(entities, ({ kind, row }) => `${kind} ${row.spec.name}`, input);
  const of = (kind: Entity['kind']) => items.filter((item) => item.kind === kind).map(({ row }) => row);
  return {
    PolicyGroups: of('Group').map(({ id, spec }) => ({ GroupName: spec.name, GroupId: id })),
    PolicyUsers: of('User').map(({ id, spec }) => ({ UserName: spec.name, UserId: id })),
    PolicyRoles: of('Role').map(({ id, spec }) => ({ RoleName: spec.name, RoleId: id })),
    ...page,
  };
}

/** Those that have its permissions, those that it bounds, or both. */
function entitiesOf(call: Call, arn: string, { PolicyUsageFilter }: ListEntitiesForPolicyRequest): Entity[] {
  const { users, groups, roles, boundedUsers, boundedRoles } = attachments(call, arn);
  const asPermissions = PolicyUsageFilter !== 'PermissionsBoundary';
  const asBoundary = PolicyUsageFilter !== 'PermissionsPolicy';
  const allUsers = new Set([...(asPermissions ? users : []), ...(asBoundary ? boundedUsers : [])]);
  const allRoles = new Set([...(asPermissions ? roles : []), ...(asBoundary ? boundedRoles : [])]);
  return [
    ...(asPermissions ? groups : []).map((row) => ({ kind: 'Group' as const, row })),
    ...Array.from(allRoles, (row) => ({ kind: 'Role' as const, row })),
    ...Array.from(allUsers, (row) => ({ kind: 'User' as const, row })),
  ];
}
