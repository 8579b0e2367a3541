/** RestoreManagedPrefixListVersion: the entries of an earlier version, as a new one. */
import type {
  RestoreManagedPrefixListVersionRequest,
  RestoreManagedPrefixListVersionResult,
} from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { Call } from '../../operation.ts';
import { required } from '../ids.ts';
import { entriesOf, findOwnPrefixList, prefixListView, putNextVersion } from './prefixLists.ts';
import { checkVersionExists, checkVersionInForce } from './versions.ts';

export function restoreManagedPrefixListVersion(
  call: Call,
  input: RestoreManagedPrefixListVersionRequest,
): RestoreManagedPrefixListVersionResult {
  const list = findOwnPrefixList(call, input.PrefixListId);
  const previous = required(input.PreviousVersion, 'PreviousVersion');
  checkVersionInForce(list, required(input.CurrentVersion, 'CurrentVersion'));
  const entries = entriesOf(call, list, checkVersionExists(call, list, previous));
  if (entries.length > list.spec.maxEntries) {
    throw new AwsError(
      'PrefixListMaxEntriesExceeded',
      `Version ${previous} has ${entries.length} entries, and the prefix list can have at most ${list.spec.maxEntries}.`,
    );
  }
  return { PrefixList: prefixListView(putNextVersion(call, list, entries, 'restore-complete')) };
}
