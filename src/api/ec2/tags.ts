/** Tags of EC2 resources: what a request may set, and how answers list them. */
import type { ResourceType, Tag, TagSpecification } from '@aws-sdk/client-ec2';
import { AwsError } from '../../base/awsError.ts';
import type { Tags } from '../../resources/identity.ts';

const MAX_TAGS = 50;
const MAX_KEY_LENGTH = 128;
const MAX_VALUE_LENGTH = 256;

/**
 * The tags that a create request gives to the resource it makes.
 * @throws AwsError InvalidParameterValue for a resource type that the request does not make, and as `withTags`
 */
export function tagsFor(
  specifications: readonly TagSpecification[] | undefined,
  resourceType: ResourceType,
  alsoAllowed: readonly ResourceType[] = [],
): Tags {
  const allowed: readonly (ResourceType | undefined)[] = [resourceType, ...alsoAllowed];
  if (specifications?.some((specification) => !specification.ResourceType)) {
    throw new AwsError('InvalidParameter', 'Tag specification resource type must have a value');
  }
  const wrong = specifications?.find((specification) => !allowed.includes(specification.ResourceType));
  if (wrong) {
    throw new AwsError(
      'InvalidParameterValue',
      `'${wrong.ResourceType}' is not a valid taggable resource type for this operation.`,
    );
  }
  if (specifications?.some((specification) => !specification.Tags?.length)) {
    throw new AwsError('InvalidParameter', 'Tag specification must have at least one tag');
  }
  const own = specifications?.filter((specification) => specification.ResourceType === resourceType) ?? [];
  return withTags(
    {},
    own.flatMap((specification) => specification.Tags ?? []),
  );
}

/** @throws AwsError InvalidParameterValue for a key or value out of bounds, TagLimitExceeded above 50 tags */
export function withTags(tags: Tags, added: readonly Tag[]): Tags {
  for (const tag of added) checkTag(tag);
  const keys = added.map((tag) => tag.Key);
  if (new Set(keys).size < keys.length) {
    throw new AwsError('InvalidParameterValue', 'Duplicate tag keys are not allowed in one request.');
  }
  const all = { ...tags, ...Object.fromEntries(added.map((tag) => [tag.Key, tag.Value ?? ''])) };
  if (Object.keys(all).length > MAX_TAGS) {
    throw new AwsError(
      'TagLimitExceeded',
      `The maximum number of Tags for a resource has been reached (${MAX_TAGS}).`,
    );
  }
  return all;
}

/** As answers list them. */
export function toTagList(tags: Tags): Tag[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

function checkTag({ Key: key, Value: value }: Tag): void {
  if (!key) throw new AwsError('InvalidParameterValue', 'Tag key cannot be null or empty.');
  if ([...key].length > MAX_KEY_LENGTH) {
    throw new AwsError(
      'InvalidParameterValue',
      `Tag key exceeds the maximum length of ${MAX_KEY_LENGTH} characters.`,
    );
  }
  if ([...(value ?? '')].length > MAX_VALUE_LENGTH) {
    throw new AwsError(
      'InvalidParameterValue',
      `Tag value exceeds the maximum length of ${MAX_VALUE_LENGTH} characters.`,
    );
  }
  if (/^aws:/i.test(key)) {
    throw new AwsError(
      'InvalidParameterValue',
      'Tag keys starting with "aws:" are reserved for internal use.',
    );
  }
}
