/** Tags of ELBv2 resources: what a request may set, and how answers list them. */
import type { Tag } from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsError } from '../../base/awsError.ts';
import type { Tags } from '../../resources/identity.ts';
import { validationError } from './errors.ts';

const MAX_TAGS = 50;
const MAX_KEY_LENGTH = 128;
const MAX_VALUE_LENGTH = 256;

/** @throws AwsError DuplicateTagKeys, TooManyTags, ValidationError */
export function withTags(tags: Tags, added: readonly Tag[] = []): Tags {
  for (const tag of added) checkTag(tag);
  if (new Set(added.map((tag) => tag.Key)).size < added.length) {
    throw new AwsError('DuplicateTagKeys', 'Tag keys must be unique in one request');
  }
  const all = { ...tags, ...Object.fromEntries(added.map((tag) => [tag.Key, tag.Value ?? ''])) };
  if (Object.keys(all).length > MAX_TAGS) {
    throw new AwsError('TooManyTags', `A resource can have at most ${MAX_TAGS} tags`);
  }
  return all;
}

export function withoutTags(tags: Tags, keys: readonly string[]): Tags {
  return Object.fromEntries(Object.entries(tags).filter(([key]) => !keys.includes(key)));
}

export function toTagList(tags: Tags): Tag[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

function checkTag({ Key, Value = '' }: Tag): void {
  if (!Key || Key.length > MAX_KEY_LENGTH || Value.length > MAX_VALUE_LENGTH) {
    throw validationError(
      `A tag has a key of 1 to ${MAX_KEY_LENGTH} and a value of at most ${MAX_VALUE_LENGTH} characters`,
    );
  }
  if (/^aws:/i.test(Key)) throw validationError('Tag keys that start with aws: are reserved');
}
