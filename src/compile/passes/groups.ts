/**
 * Pass: the security groups that a VPC's router must know.
 *
 * Those on its interfaces come with their rules. Those that only appear as the peer of a rule come without:
 * they filter nothing, they are sets of addresses (often empty ones).
 */
import type { GroupRow } from '../../program/rows.ts';
import type { SecurityGroup } from '../../resources/securityGroup.ts';
import type { Snapshot } from '../../state/tables.ts';
import { groupRules } from '../groupRules.ts';
import { pass } from '../pass.ts';
import { versionsNamed } from '../prefixLists.ts';
import { hasIpv6, ipv6Member } from '../vpcFamilies.ts';

export const groups = pass('securityGroups', (group, tables) => {
  if (isInUse(tables, group.id)) return [filteringRow(group, tables)];
  return isNamedInUse(group, tables) ? [emptyRow(group, tables)] : [];
});

function isInUse(tables: Snapshot, groupId: string): boolean {
  return tables.networkInterfaces.count('liveGroup', groupId) > 0;
}

/** Whether a rule of a group in use, in the same VPC, names it. */
function isNamedInUse({ id, spec }: SecurityGroup, tables: Snapshot): boolean {
  return tables.securityGroupRules
    .by('referencedGroup', id)
    .map((rule) => tables.securityGroups.get(rule.spec.groupId))
    .some((group) => group?.spec.vpcId === spec.vpcId && isInUse(tables, group.id));
}

function filteringRow(group: SecurityGroup, tables: Snapshot): GroupRow {
  const { vpcId } = group.spec;
  const rules = tables.securityGroupRules.by('group', group.id);
  const localGroups = rules
    .flatMap(({ spec }) => ('groupId' in spec.peer ? [spec.peer.groupId] : []))
    .filter((peer) => tables.securityGroups.get(peer)?.spec.vpcId === vpcId);
  const named = { localGroups, prefixLists: versionsNamed(tables, rules), hasIpv6: hasIpv6(tables, vpcId) };
  return {
    ...emptyRow(group, tables),
    ingress: groupRules(rules, false, named),
    egress: groupRules(rules, true, named),
  };
}

/** A group that admits nothing. */
function emptyRow({ id, spec: { vpcId } }: SecurityGroup, tables: Snapshot): GroupRow {
  const ipv6 = ipv6Member(tables, vpcId);
  return { kind: 'group', id: `${vpcId}/${id}`, vpcId, groupId: id, ingress: [], egress: [], ...ipv6 };
}
