/** The prefix lists that a caller sees: its own, and AWS's of the Region. */
import type { ManagedPrefixList } from '@aws-sdk/client-ec2';
import { known } from '../../../base/assert.ts';
import { AwsError } from '../../../base/awsError.ts';
import { type AwsPrefixList, awsPrefixLists } from '../../../resources/awsPrefixLists.ts';
import { type PrefixList, type PrefixListEntry, prefixListVersionId } from '../../../resources/prefixList.ts';
import type { Call } from '../../operation.ts';
import { checkId, find, required } from '../ids.ts';
import { toTagList } from '../tags.ts';

/** @throws AwsError MissingParameter, InvalidPrefixListId.Malformed */
export function findAwsPrefixList(call: Call, id: string | undefined): AwsPrefixList | undefined {
  const wanted = required(id, 'PrefixListId');
  checkId('prefixList', wanted);
  return awsPrefixLists(call.region).find((list) => list.id === wanted);
}

/** A list that the caller may change. @throws AwsError UnsupportedOperation for AWS's, and as `find` */
export function findOwnPrefixList(call: Call, id: string | undefined): PrefixList {
  if (findAwsPrefixList(call, id)) {
    throw new AwsError(
      'UnsupportedOperation',
      `The prefix list ${id} is managed by AWS and cannot be changed.`,
    );
  }
  return find(call, call.tx.prefixLists, 'prefixList', id, 'PrefixListId');
}

/** Entries of a version that the list has. */
export function entriesOf({ tx }: Call, { id }: PrefixList, version: number): readonly PrefixListEntry[] {
  const row = tx.prefixListVersions.get(prefixListVersionId(id, version));
  return known(row, `prefix list ${id} has version ${version}`).spec.entries;
}

/** Puts the list with new entries as its next version, and gives it back. */
export function putNextVersion(
  call: Call,
  list: PrefixList,
  entries: readonly PrefixListEntry[],
  state: PrefixList['status']['state'],
): PrefixList {
  const version = list.spec.version + 1;
  const next: PrefixList = { ...list, spec: { ...list.spec, version }, status: { state } };
  call.tx.prefixLists.put(next);
  call.tx.prefixListVersions.put({
    id: prefixListVersionId(list.id, version),
    accountId: list.accountId,
    region: list.region,
    createdAt: call.now.toISOString(),
    tags: {},
    spec: { prefixListId: list.id, version, entries },
  });
  return next;
}

export function prefixListView({ id, accountId, region, spec, status, tags }: PrefixList): ManagedPrefixList {
  return {
    PrefixListId: id,
    AddressFamily: spec.addressFamily,
    State: status.state,
    StateMessage:
      status.state === 'delete-failed' ? 'The prefix list is referenced by other resources.' : undefined,
    PrefixListArn: `arn:aws:ec2:${region}:${accountId}:prefix-list/${id}`,
    PrefixListName: spec.name,
    MaxEntries: spec.maxEntries,
    Version: spec.version,
    Tags: toTagList(tags),
    OwnerId: accountId,
  };
}

/** AWS's lists have neither a size nor versions. */
export function awsPrefixListView(call: Call, { id, name, addressFamily }: AwsPrefixList): ManagedPrefixList {
  return {
    PrefixListId: id,
    AddressFamily: addressFamily,
    State: 'create-complete',
    PrefixListArn: `arn:aws:ec2:${call.region}:aws:prefix-list/${id}`,
    PrefixListName: name,
    Tags: [],
    OwnerId: 'AWS',
  };
}
