/** DescribeTags. */
import type { DescribeTagsInput, DescribeTagsOutput } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Call } from '../operation.ts';
import { taggedResources } from './taggedResources.ts';
import { toTagList } from './tags.ts';

export function describeTags(call: Call, input: DescribeTagsInput): DescribeTagsOutput {
  const resources = taggedResources(call, input.ResourceArns);
  return { TagDescriptions: resources.map(({ arn, tags }) => ({ ResourceArn: arn, Tags: toTagList(tags) })) };
}
