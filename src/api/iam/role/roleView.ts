/** Roles as answers show them. */
import type { Role as RoleView } from '@aws-sdk/client-iam';
import { iamArn, type Role } from '../../../resources/iam.ts';
import { encodedDocument } from '../documents.ts';
import { boundaryView } from '../holder/boundaries.ts';
import { tagsIfAny } from '../tags.ts';

/** As lists show it: without boundary, tags and last use. */
export function roleView({ id, accountId, createdAt, spec }: Role): RoleView {
  return {
    Path: spec.path,
    RoleName: spec.name,
    RoleId: id,
    Arn: iamArn(accountId, 'role', spec),
    CreateDate: new Date(createdAt),
    AssumeRolePolicyDocument: encodedDocument(spec.trustPolicy),
    Description: spec.description,
    MaxSessionDuration: spec.maxSessionSeconds,
  };
}

/** When it was last used is not recorded: the member is there and empty, as for a role never used. */
export function wholeRoleView(role: Role): RoleView {
  return {
    ...roleView(role),
    PermissionsBoundary: boundaryView(role.spec.permissionsBoundaryArn),
    Tags: tagsIfAny(role.tags),
    RoleLastUsed: {},
  };
}
