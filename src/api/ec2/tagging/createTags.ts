/** CreateTags: sets tags on up to 1,000 resources at once, all or none. */
import type { CreateTagsRequest } from '@aws-sdk/client-ec2';
import type { Call } from '../../operation.ts';
import { required } from '../ids.ts';
import { withTags } from '../tags.ts';
import { taggedResources } from './taggedResources.ts';

export function createTags(call: Call, input: CreateTagsRequest): object {
  const tags = required(input.Tags, 'Tag');
  for (const { row, table } of taggedResources(call, input.Resources)) {
    table.put({ ...row, tags: withTags(row.tags, tags) });
  }
  return {};
}
