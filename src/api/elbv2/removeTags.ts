/** RemoveTags: keys that are not there are no error. */
import type { RemoveTagsInput, RemoveTagsOutput } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Call } from '../operation.ts';
import { required } from './errors.ts';
import { taggedResources } from './taggedResources.ts';
import { withoutTags } from './tags.ts';

export function removeTags(call: Call, input: RemoveTagsInput): RemoveTagsOutput {
  const keys = required(input.TagKeys, 'TagKeys');
  for (const resource of taggedResources(call, input.ResourceArns)) {
    resource.setTags(withoutTags(resource.tags, keys));
  }
  return {};
}
