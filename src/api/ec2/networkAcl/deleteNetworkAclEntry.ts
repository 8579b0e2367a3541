/** DeleteNetworkAclEntry: any rule but the closing ones. */
import type { DeleteNetworkAclEntryRequest } from '@aws-sdk/client-ec2';
import type { Call } from '../../operation.ts';
import { findNetworkAcl } from '../ids.ts';
import { entriesWithout, putEntries } from './entries.ts';
import { entryKey } from './requestedEntry.ts';

export function deleteNetworkAclEntry(call: Call, input: DeleteNetworkAclEntryRequest): object {
  const acl = findNetworkAcl(call, input.NetworkAclId);
  putEntries(call, acl, entriesWithout(acl, entryKey(input)));
  return {};
}
