/** DeleteTags: by key, by key and value, or all of a resource's tags. Tags that are not there are no error. */
import type { DeleteTagsRequest, Tag } from '@aws-sdk/client-ec2';
import type { Tags } from '../../../resources/identity.ts';
import type { Call } from '../../operation.ts';
import { taggedResources } from './taggedResources.ts';

export function deleteTags(call: Call, input: DeleteTagsRequest): object {
  for (const { row, table } of taggedResources(call, input.Resources)) {
    table.put({ ...row, tags: without(row.tags, input.Tags ?? []) });
  }
  return {};
}

/** A tag named without a value goes whatever its value is; AWS keeps its own `aws:` tags. */
function without(tags: Tags, removed: readonly Tag[]): Tags {
  const goes = ([key, value]: [string, string]) =>
    removed.length === 0 || removed.some(({ Key, Value }) => Key === key && (Value ?? value) === value);
  return Object.fromEntries(Object.entries(tags).filter((tag) => tag[0].startsWith('aws:') || !goes(tag)));
}
