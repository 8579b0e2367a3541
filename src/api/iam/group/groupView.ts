/** Groups as answers show them. */
import type { Group as GroupView } from '@aws-sdk/client-iam';
import { type Group, iamArn } from '../../../resources/iam.ts';

export function groupView({ id, accountId, createdAt, spec }: Group): GroupView {
  return {
    Path: spec.path,
    GroupName: spec.name,
    GroupId: id,
    Arn: iamArn(accountId, 'group', spec),
    CreateDate: new Date(createdAt),
  };
}
