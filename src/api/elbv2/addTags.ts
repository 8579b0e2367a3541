/** AddTags: adds or overwrites. */
import type { AddTagsInput, AddTagsOutput } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Call } from '../operation.ts';
import { taggedResources } from './taggedResources.ts';
import { withTags } from './tags.ts';

export function addTags(call: Call, input: AddTagsInput): AddTagsOutput {
  for (const resource of taggedResources(call, input.ResourceArns)) {
    resource.setTags(withTags(resource.tags, input.Tags));
  }
  return {};
}
