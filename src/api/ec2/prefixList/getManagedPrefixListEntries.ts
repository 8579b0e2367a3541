/** GetManagedPrefixListEntries: of the version in force, or of an earlier one. */
import type {
  GetManagedPrefixListEntriesRequest,
  GetManagedPrefixListEntriesResult,
} from '@aws-sdk/client-ec2';
import type { PrefixListEntry } from '../../../resources/prefixList.ts';
import type { Call } from '../../operation.ts';
import { page } from '../../pagination.ts';
import { find } from '../ids.ts';
import { entriesOf, findAwsPrefixList } from './prefixLists.ts';
import { checkVersionExists } from './versions.ts';

export function getManagedPrefixListEntries(
  call: Call,
  input: GetManagedPrefixListEntriesRequest,
): GetManagedPrefixListEntriesResult {
  const rows = entriesAsked(call, input).map((entry) => ({ id: entry.cidr, entry }));
  const { rows: shown, nextToken } = page(rows, {
    maxResults: input.MaxResults,
    nextToken: input.NextToken,
    min: 1,
    max: 100,
  });
  return {
    Entries: shown.map(({ entry }) => ({ Cidr: entry.cidr, Description: entry.description })),
    NextToken: nextToken,
  };
}

function entriesAsked(call: Call, input: GetManagedPrefixListEntriesRequest): readonly PrefixListEntry[] {
  const awsList = findAwsPrefixList(call, input.PrefixListId);
  if (awsList) return awsList.cidrs.map((cidr) => ({ cidr }));
  const list = find(call, call.tx.prefixLists, 'prefixList', input.PrefixListId, 'PrefixListId');
  const { TargetVersion: version = list.spec.version } = input;
  return entriesOf(call, list, checkVersionExists(call, list, version));
}
