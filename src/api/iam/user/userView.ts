/** Users as answers show them. */
import type { User as UserView } from '@aws-sdk/client-iam';
import { iamArn, type User } from '../../../resources/iam.ts';
import { boundaryView } from '../holder/boundaries.ts';
import { tagsIfAny } from '../tags.ts';

/** As lists show it: without boundary and tags. */
export function userView({ id, accountId, createdAt, spec }: User): UserView {
  return {
    Path: spec.path,
    UserName: spec.name,
    UserId: id,
    Arn: iamArn(accountId, 'user', spec),
    CreateDate: new Date(createdAt),
  };
}

export function wholeUserView(user: User): UserView {
  return {
    ...userView(user),
    PermissionsBoundary: boundaryView(user.spec.permissionsBoundaryArn),
    Tags: tagsIfAny(user.tags),
  };
}
