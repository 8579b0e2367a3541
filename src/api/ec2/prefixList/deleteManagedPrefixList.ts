/** DeleteManagedPrefixList: a list that nothing refers to goes with all its versions. */
import type { DeleteManagedPrefixListRequest, DeleteManagedPrefixListResult } from '@aws-sdk/client-ec2';
import type { PrefixList } from '../../../resources/prefixList.ts';
import type { Call } from '../../operation.ts';
import { findOwnPrefixList, prefixListView } from './prefixLists.ts';

export function deleteManagedPrefixList(
  call: Call,
  input: DeleteManagedPrefixListRequest,
): DeleteManagedPrefixListResult {
  const list = findOwnPrefixList(call, input.PrefixListId);
  if (isReferenced(call, list)) return { PrefixList: failed(call, list) };
  for (const { id } of call.tx.prefixListVersions.by('prefixList', list.id)) {
    call.tx.prefixListVersions.delete(id);
  }
  call.tx.prefixLists.delete(list.id);
  return { PrefixList: { ...prefixListView(list), State: 'delete-complete' } };
}

function isReferenced({ tx }: Call, { id }: PrefixList): boolean {
  return (
    tx.securityGroupRules.count('prefixList', id) > 0 ||
    tx.routeTables.count('destination', id) > 0 ||
    tx.transitGatewayRouteTables.count('prefixList', id) > 0
  );
}

/** AWS takes the call, and then shows the list as one that could not be deleted; it stays in use. */
function failed(call: Call, list: PrefixList) {
  call.tx.prefixLists.put({ ...list, status: { state: 'delete-failed' } });
  return { ...prefixListView(list), State: 'delete-in-progress' } as const;
}
