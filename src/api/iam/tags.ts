/** Tags of IAM's rows. Keys are told apart without their case, and keep the case they were given. */
import type { Tag } from '@aws-sdk/client-iam';
import type { Tags } from '../../resources/identity.ts';
import { constraintError, invalidInput, limitExceeded } from './errors.ts';
import { checkLength } from './names.ts';

const MAX_TAGS = 50;

/** @throws AwsError InvalidInput, LimitExceeded, ValidationError */
export function withTags(tags: Tags, added: readonly Tag[] = []): Tags {
  if (added.length > MAX_TAGS) {
    throw constraintError(`[${added.length} tags]`, 'tags', `have length less than or equal to ${MAX_TAGS}`);
  }
  const set = added.map(checkTag);
  const keys = new Set(set.map(([key]) => key.toLowerCase()));
  if (keys.size < set.length) {
    throw invalidInput('Duplicate tag keys found. Please note that Tag keys are case insensitive.');
  }
  const kept = Object.entries(tags).filter(([key]) => !keys.has(key.toLowerCase()));
  if (kept.length + set.length > MAX_TAGS) {
    throw limitExceeded('The number of tags has reached the maximum limit.');
  }
  return Object.fromEntries([...kept, ...set]);
}

export function withoutTags(tags: Tags, keys: readonly string[] = []): Tags {
  const dropped = new Set(keys.map((key) => key.toLowerCase()));
  return Object.fromEntries(Object.entries(tags).filter(([key]) => !dropped.has(key.toLowerCase())));
}

export function toTagList(tags: Tags): Tag[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

/** How a single row shows its tags: not at all where it has none. */
export function tagsIfAny(tags: Tags): Tag[] | undefined {
  const list = toTagList(tags);
  return list.length === 0 ? undefined : list;
}

function checkTag({ Key, Value }: Tag): readonly [string, string] {
  const key = checkLength(Key, 'tags.1.member.key', 1, 128);
  const value = checkLength(Value ?? '', 'tags.1.member.value', 0, 256);
  if (/^aws:/i.test(key)) throw invalidInput('Tag keys that begin with aws: are reserved for AWS.');
  if (/^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u.test(key + value)) return [key, value];
  throw invalidInput('Tags contain letters, numbers, spaces and _.:/=+-@ only.');
}
