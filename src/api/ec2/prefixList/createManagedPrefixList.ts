/** CreateManagedPrefixList: a list of the caller's, at version 1. */
import type { CreateManagedPrefixListRequest, CreateManagedPrefixListResult } from '@aws-sdk/client-ec2';
import { onceByToken } from '../../idempotency.ts';
import type { Call } from '../../operation.ts';
import { checkQuota } from '../../quotas.ts';
import { mine } from '../ids.ts';
import { tagsFor } from '../tags.ts';
import { newResource } from '../vpcParts.ts';
import { checkFamily, checkMaxEntries, checkName, entriesAfter } from './entryRules.ts';
import { findOwnPrefixList, prefixListView, putNextVersion } from './prefixLists.ts';

export function createManagedPrefixList(
  call: Call,
  input: CreateManagedPrefixListRequest,
): CreateManagedPrefixListResult {
  return onceByToken(
    call,
    input.ClientToken,
    input,
    () => [create(call, input)],
    ([id]) => ({ PrefixList: prefixListView(findOwnPrefixList(call, id)) }),
  );
}

function create(call: Call, input: CreateManagedPrefixListRequest): string {
  const name = checkName(input.PrefixListName);
  const maxEntries = checkMaxEntries(input.MaxEntries);
  const addressFamily = checkFamily(input.AddressFamily);
  const tags = tagsFor(input.TagSpecifications, 'prefix-list');
  const entries = entriesAfter([], { addressFamily, maxEntries }, input.Entries ?? [], []);
  checkRoom(call);
  const unversioned = {
    ...newResource(call, 'pl'),
    tags,
    spec: { name, addressFamily, maxEntries, version: 0 },
    status: { state: 'create-complete' as const },
  };
  return putNextVersion(call, unversioned, entries, 'create-complete').id;
}

function checkRoom(call: Call): void {
  const words = 'The maximum number of prefix lists has been reached.';
  const present = call.tx.prefixLists.count('scope', mine(call));
  checkQuota(call, 'prefixListsPerRegion', present, 'PrefixListLimitExceeded', words);
}
