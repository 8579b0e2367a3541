/** DescribeTags: every tag of every EC2 resource of the caller, one row each. */
import type { DescribeTagsRequest, DescribeTagsResult, TagDescription } from '@aws-sdk/client-ec2';
import type { FilterDefinitions } from '../../filters.ts';
import type { Call } from '../../operation.ts';
import { filteredPage } from '../describe.ts';
import { mine } from '../ids.ts';
import { TAGGABLE, tableOf } from './taggable.ts';

interface TagRow {
  /** Resource and key: a stable place in the pages. */
  readonly id: string;
  readonly shown: TagDescription;
  readonly tags: Readonly<Record<string, string>>;
}

const FILTERS: FilterDefinitions<TagRow> = {
  key: ({ shown }) => shown.Key,
  value: ({ shown }) => shown.Value,
  'resource-id': ({ shown }) => shown.ResourceId,
  'resource-type': ({ shown }) => shown.ResourceType,
};

export function describeTags(call: Call, input: DescribeTagsRequest): DescribeTagsResult {
  const { rows, nextToken } = filteredPage(allTags(call), input, FILTERS);
  return { Tags: rows.map(({ shown }) => shown), NextToken: nextToken };
}

function allTags(call: Call): TagRow[] {
  return TAGGABLE.flatMap((taggable) =>
    tableOf(call.tx, taggable)
      .by('scope', mine(call))
      .flatMap(({ id, tags }) =>
        Object.entries(tags).map(([Key, Value]) => tagRow(id, taggable.resourceType, Key, Value)),
      ),
  );
}

function tagRow(ResourceId: string, resourceType: string, Key: string, Value: string): TagRow {
  const ResourceType = resourceType as TagDescription['ResourceType'];
  return {
    id: `${ResourceId}|${Key}`,
    shown: { ResourceId, ResourceType, Key, Value },
    tags: { [Key]: Value },
  };
}
