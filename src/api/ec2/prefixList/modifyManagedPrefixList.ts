/** ModifyManagedPrefixList: other entries (a new version), another name, another size. */
import type { ModifyManagedPrefixListRequest, ModifyManagedPrefixListResult } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { PrefixList } from '../../../resources/prefixList.ts';
import type { Call } from '../../operation.ts';
import { checkRouteQuota } from '../routing/routeRules.ts';
import { checkRuleQuota } from '../securityGroup/addRules.ts';
import { checkMaxEntries, checkName, entriesAfter } from './entryRules.ts';
import { entriesOf, findOwnPrefixList, prefixListView, putNextVersion } from './prefixLists.ts';
import { checkVersionInForce } from './versions.ts';

type Request = ModifyManagedPrefixListRequest;

export function modifyManagedPrefixList(call: Call, input: Request): ModifyManagedPrefixListResult {
  const list = findOwnPrefixList(call, input.PrefixListId);
  const changesEntries = Boolean(input.AddEntries?.length || input.RemoveEntries?.length);
  if (changesEntries && input.MaxEntries !== undefined) {
    throw new AwsError(
      'InvalidParameterCombination',
      'You cannot modify the entries and the maximum entries for the prefix list in the same request.',
    );
  }
  if (input.CurrentVersion !== undefined) checkVersionInForce(list, input.CurrentVersion);
  const changed = withSettings(call, list, input);
  call.tx.prefixLists.put(changed);
  if (changed.spec.maxEntries > list.spec.maxEntries) checkRoom(call, list.id);
  return { PrefixList: prefixListView(changesEntries ? withEntries(call, changed, input) : changed) };
}

function withSettings(call: Call, list: PrefixList, input: Request): PrefixList {
  const name = input.PrefixListName === undefined ? list.spec.name : checkName(input.PrefixListName);
  const maxEntries =
    input.MaxEntries === undefined ? list.spec.maxEntries : newSize(call, list, input.MaxEntries);
  return { ...list, spec: { ...list.spec, name, maxEntries }, status: { state: 'modify-complete' } };
}

function newSize(call: Call, list: PrefixList, wanted: number): number {
  const maxEntries = checkMaxEntries(wanted);
  const { length } = entriesOf(call, list, list.spec.version);
  if (length <= maxEntries) return maxEntries;
  throw new AwsError(
    'InvalidPrefixListModification',
    `The prefix list has ${length} entries: it cannot be made smaller than that.`,
  );
}

/** A larger list counts for more in the groups and route tables that name it: all of them must have room for it. */
function checkRoom(call: Call, prefixListId: string): void {
  for (const table of call.tx.routeTables.by('destination', prefixListId)) checkRouteQuota(call, table);
  for (const { spec } of call.tx.securityGroupRules.by('prefixList', prefixListId)) {
    const rules = call.tx.securityGroupRules.by('group', spec.groupId);
    const sameWay = rules.filter((rule) => rule.spec.isEgress === spec.isEgress);
    checkRuleQuota(
      call,
      sameWay.map((rule) => rule.spec),
    );
  }
}

function withEntries(call: Call, list: PrefixList, input: Request): PrefixList {
  const present = entriesOf(call, list, list.spec.version);
  const entries = entriesAfter(present, list.spec, input.AddEntries ?? [], input.RemoveEntries ?? []);
  return putNextVersion(call, list, entries, 'modify-complete');
}
