/** DescribeManagedPrefixLists: AWS's of the Region, then the caller's own. */
import type {
  DescribeManagedPrefixListsRequest,
  DescribeManagedPrefixListsResult,
  ManagedPrefixList,
} from '@aws-sdk/client-ec2';
import { awsPrefixLists } from '../../../resources/awsPrefixLists.ts';
import type { Tags } from '../../../resources/identity.ts';
import { type FilterDefinitions, matching } from '../../filters.ts';
import type { Call } from '../../operation.ts';
import { page } from '../../pagination.ts';
import { checkId, mine, notFound } from '../ids.ts';
import { awsPrefixListView, prefixListView } from './prefixLists.ts';

interface Listed {
  readonly id: string;
  /** AWS's lists have been there always. */
  readonly createdAt?: string;
  readonly tags: Tags;
  readonly shown: ManagedPrefixList;
}

const FILTERS: FilterDefinitions<Listed> = {
  'owner-id': ({ shown }) => shown.OwnerId,
  'prefix-list-id': ({ id }) => id,
  'prefix-list-name': ({ shown }) => shown.PrefixListName,
};

export function describeManagedPrefixLists(
  call: Call,
  input: DescribeManagedPrefixListsRequest,
): DescribeManagedPrefixListsResult {
  const asked = named(allLists(call), input.PrefixListIds);
  const { rows, nextToken } = page(matching(input.Filters, asked, FILTERS), {
    maxResults: input.MaxResults,
    nextToken: input.NextToken,
    min: 1,
    max: 100,
  });
  return { PrefixLists: rows.map(({ shown }) => shown), NextToken: nextToken };
}

function allLists(call: Call): Listed[] {
  const ofAws = awsPrefixLists(call.region).map((list) => ({
    id: list.id,
    tags: {},
    shown: awsPrefixListView(call, list),
  }));
  const own = call.tx.prefixLists.by('scope', mine(call));
  return [...ofAws, ...own.map((row) => ({ ...row, shown: prefixListView(row) }))];
}

/** The lists of these ids, each of which must be there; all where none is asked for. */
function named(lists: readonly Listed[], ids: readonly string[] = []): readonly Listed[] {
  if (ids.length === 0) return lists;
  return [...new Set(ids)].map((id) => {
    checkId('prefixList', id);
    const list = lists.find((each) => each.id === id);
    if (list) return list;
    throw notFound('prefixList', id);
  });
}
