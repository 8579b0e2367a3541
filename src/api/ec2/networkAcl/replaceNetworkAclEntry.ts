/** ReplaceNetworkAclEntry: another rule under a number that is taken. */
import type { ReplaceNetworkAclEntryRequest } from '@aws-sdk/client-ec2';
import type { Call } from '../../operation.ts';
import { findNetworkAcl } from '../ids.ts';
import { entriesWithout, putEntries } from './entries.ts';
import { requestedEntry } from './requestedEntry.ts';

export function replaceNetworkAclEntry(call: Call, input: ReplaceNetworkAclEntryRequest): object {
  const acl = findNetworkAcl(call, input.NetworkAclId);
  const entry = requestedEntry(input);
  putEntries(call, acl, [...entriesWithout(acl, entry), entry]);
  return {};
}
