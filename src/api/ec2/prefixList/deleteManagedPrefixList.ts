/** DeleteManagedPrefixList: a list that nothing refers to goes with all its versions. */
import type { DeleteManagedPrefixListRequest, DeleteManagedPrefixListResult } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { Call } from '../../operation.ts';
import { findOwnPrefixList, prefixListView } from './prefixLists.ts';

export function deleteManagedPrefixList(
  call: Call,
  input: DeleteManagedPrefixListRequest,
): DeleteManagedPrefixListResult {
  const { tx } = call;
  const list = findOwnPrefixList(call, input.PrefixListId);
  if (tx.securityGroupRules.count('prefixList', list.id) > 0) {
    throw new AwsError(
      'DependencyViolation',
      `The prefix list '${list.id}' is referenced by security group rules and cannot be deleted.`,
    );
  }
  if (tx.routeTables.count('destination', list.id) > 0) {
    throw new AwsError(
      'DependencyViolation',
      `The prefix list '${list.id}' is referenced by route tables and cannot be deleted.`,
    );
  }
  for (const { id } of tx.prefixListVersions.by('prefixList', list.id)) tx.prefixListVersions.delete(id);
  tx.prefixLists.delete(list.id);
  return { PrefixList: { ...prefixListView(list), State: 'delete-complete' } };
}
