/** Instance profiles as answers show them, with their role. */
import type { InstanceProfile as InstanceProfileView } from '@aws-sdk/client-iam';
import { type InstanceProfile, iamArn } from '../../../resources/iam.ts';
import type { Call } from '../../operation.ts';
import { roleView } from '../role/roleView.ts';
import { toTagList } from '../tags.ts';

/** As lists show it: without tags. */
export function profileView({ tx }: Call, profile: InstanceProfile): InstanceProfileView {
  const { id, accountId, createdAt, spec } = profile;
  const role = tx.roles.get(spec.roleId ?? '');
  return {
    Path: spec.path,
    InstanceProfileName: spec.name,
    InstanceProfileId: id,
    Arn: iamArn(accountId, 'instance-profile', spec),
    CreateDate: new Date(createdAt),
    Roles: role ? [roleView(role)] : [],
  };
}

export function wholeProfileView(call: Call, profile: InstanceProfile): InstanceProfileView {
  return { ...profileView(call, profile), Tags: toTagList(profile.tags) };
}
