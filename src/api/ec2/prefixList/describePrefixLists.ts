/** DescribePrefixLists: AWS's own, with their blocks; the call that is older than managed lists. */
import type { DescribePrefixListsRequest, DescribePrefixListsResult } from '@aws-sdk/client-ec2';
import { type AwsPrefixList, awsPrefixLists } from '../../../resources/awsPrefixLists.ts';
import { type FilterDefinitions, matching } from '../../filters.ts';
import type { Call } from '../../operation.ts';
import { page } from '../../pagination.ts';
import { notFound } from '../ids.ts';
import { findAwsPrefixList } from './prefixLists.ts';

const FILTERS: FilterDefinitions<AwsPrefixList> = {
  'prefix-list-id': ({ id }) => id,
  'prefix-list-name': ({ name }) => name,
};

export function describePrefixLists(
  call: Call,
  input: DescribePrefixListsRequest,
): DescribePrefixListsResult {
  const asked = named(call, input.PrefixListIds);
  const { rows, nextToken } = page(matching(input.Filters, asked, FILTERS), {
    maxResults: input.MaxResults,
    nextToken: input.NextToken,
    min: 1,
  });
  return {
    PrefixLists: rows.map(({ id, name, cidrs }) => ({
      PrefixListId: id,
      PrefixListName: name,
      Cidrs: [...cidrs],
    })),
    NextToken: nextToken,
  };
}

function named(call: Call, ids: readonly string[] = []): readonly AwsPrefixList[] {
  if (ids.length === 0) return awsPrefixLists(call.region);
  return [...new Set(ids)].map((id) => {
    const list = findAwsPrefixList(call, id);
    if (list) return list;
    throw notFound('prefixList', id);
  });
}
