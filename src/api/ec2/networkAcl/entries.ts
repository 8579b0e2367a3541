/** The entries that were set in an ACL: find one by its number and direction, put another list. */
import { AwsError } from '../../../base/awsError.ts';
import type { NetworkAcl, NetworkAclEntry } from '../../../resources/network.ts';
import type { Call } from '../../operation.ts';

type EntryKey = Pick<NetworkAclEntry, 'ruleNumber' | 'egress'>;

export function hasEntry({ spec }: NetworkAcl, key: EntryKey): boolean {
  return spec.entries.some((entry) => isSame(entry, key));
}

/** @throws AwsError InvalidNetworkAclEntry.NotFound */
export function entriesWithout(acl: NetworkAcl, key: EntryKey): NetworkAclEntry[] {
  if (hasEntry(acl, key)) return acl.spec.entries.filter((entry) => !isSame(entry, key));
  const direction = key.egress ? 'egress' : 'ingress';
  throw new AwsError(
    'InvalidNetworkAclEntry.NotFound',
    `The ${direction} entry with rule number ${key.ruleNumber} does not exist in network acl ${acl.id}`,
  );
}

export function putEntries(call: Call, acl: NetworkAcl, entries: readonly NetworkAclEntry[]): void {
  call.tx.networkAcls.put({ ...acl, spec: { ...acl.spec, entries } });
}

function isSame(entry: EntryKey, key: EntryKey): boolean {
  return entry.ruleNumber === key.ruleNumber && entry.egress === key.egress;
}
