/** TagUser, UntagUser, ListUserTags, and the same for roles, policies and instance profiles. */
import type { Tag } from '@aws-sdk/client-iam';
import type { IamResource } from '../../../resources/iam.ts';
import type { Call } from '../../operation.ts';
import { INSTANCE_PROFILE, type Kind, POLICY, ROLE, USER } from '../kinds.ts';
import { type PageRequest, pageOf } from '../pages.ts';
import { toTagList, withoutTags, withTags } from '../tags.ts';

export const tagUser = tagging(USER);
export const tagRole = tagging(ROLE);
export const tagPolicy = tagging(POLICY);
export const tagInstanceProfile = tagging(INSTANCE_PROFILE);

export const untagUser = untagging(USER);
export const untagRole = untagging(ROLE);
export const untagPolicy = untagging(POLICY);
export const untagInstanceProfile = untagging(INSTANCE_PROFILE);

export const listUserTags = listing(USER);
export const listRoleTags = listing(ROLE);
export const listPolicyTags = listing(POLICY);
export const listInstanceProfileTags = listing(INSTANCE_PROFILE);

function tagging<Row extends IamResource, Request>(kind: Kind<Row, Request>) {
  return (call: Call, input: Request & { Tags?: Tag[] }): object => {
    const row = kind.find(call, input);
    kind.put(call, { ...row, tags: withTags(row.tags, input.Tags, kind.tagKeys) });
    return {};
  };
}

function untagging<Row extends IamResource, Request>(kind: Kind<Row, Request>) {
  return (call: Call, input: Request & { TagKeys?: string[] }): object => {
    const row = kind.find(call, input);
    kind.put(call, { ...row, tags: withoutTags(row.tags, input.TagKeys, kind.tagKeys) });
    return {};
  };
}

function listing<Row extends IamResource, Request>(kind: Kind<Row, Request>) {
  return (call: Call, input: Request & PageRequest): object => {
    const { items, page } = pageOf(toTagList(kind.find(call, input).tags), ({ Key }) => Key ?? '', input);
    return { Tags: items, ...page };
  };
}
