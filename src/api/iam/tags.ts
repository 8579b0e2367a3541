/**
 * Tags of IAM's rows. Keys keep the case they were given. One request names no key twice, whatever its case; with what
 * is there, keys of users and roles are compared without their case, keys of other rows with it.
 */
import type { Tag } from '@aws-sdk/client-iam';
import type { Tags } from '../../resources/identity.ts';
import { constraintError, invalidInput, limitExceeded } from './errors.ts';
import { checkLength } from './names.ts';

const MAX_TAGS = 50;

/** Which keys are the same. */
export type KeyCase = 'any' | 'exact';

/** @throws AwsError InvalidInput, LimitExceeded, ValidationError */
export function withTags(tags: Tags, added: readonly Tag[] = [], keyCase: KeyCase = 'any'): Tags {
  checkCount(added, 'tags');
  const set = added.map(checkTag);
  if (new Set(set.map(([key]) => key.toLowerCase())).size < set.length) {
    throw invalidInput('Duplicate tag keys found. Please note that Tag keys are case insensitive.');
  }
  const keys = new Set(set.map(([key]) => sameKey(key, keyCase)));
  const kept = Object.entries(tags).filter(([key]) => !keys.has(sameKey(key, keyCase)));
  if (kept.length + set.length > MAX_TAGS) {
    throw limitExceeded('The number of tags has reached the maximum limit.');
  }
  return Object.fromEntries([...kept, ...set]);
}

/** @throws AwsError ValidationError */
export function withoutTags(tags: Tags, keys: readonly string[] = [], keyCase: KeyCase = 'any'): Tags {
  checkCount(keys, 'tagKeys');
  const dropped = new Set(keys.map((key) => sameKey(checkKey(key, 'tagKeys'), keyCase)));
  return Object.fromEntries(Object.entries(tags).filter(([key]) => !dropped.has(sameKey(key, keyCase))));
}

export function toTagList(tags: Tags): Tag[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

/** How a single row shows its tags: not at all where it has none. */
export function tagsIfAny(tags: Tags): Tag[] | undefined {
  const list = toTagList(tags);
  return list.length === 0 ? undefined : list;
}

function sameKey(key: string, keyCase: KeyCase): string {
  return keyCase === 'exact' ? key : key.toLowerCase();
}

function checkCount(list: readonly unknown[], member: string): void {
  if (list.length <= MAX_TAGS) return;
  throw constraintError(`[${list.length} items]`, member, `have length less than or equal to ${MAX_TAGS}`);
}

function checkTag({ Key, Value }: Tag, index: number): readonly [string, string] {
  const member = `tags.${index + 1}.member`;
  const value = checkLength(Value ?? '', `${member}.value`, 0, 256);
  const key = checkKey(Key, `${member}.key`);
  if (/^aws:/i.test(key)) throw invalidInput('Tag keys that begin with aws: are reserved for AWS.');
  return [key, checkCharacters(value, `${member}.value`, '*')];
}

function checkKey(key: string | undefined, member: string): string {
  return checkCharacters(checkLength(key, member, 1, 128), member, '+');
}

function checkCharacters(text: string, member: string, times: '*' | '+'): string {
  if (/^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u.test(text)) return text;
  const pattern = `[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]${times}`;
  throw constraintError(text, member, `satisfy regular expression pattern: ${pattern}`);
}
