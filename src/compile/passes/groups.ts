/**
 * Pass: the security groups that a VPC's router must know.
 *
 * Those on its interfaces come with their rules. Those that only appear as the peer of a rule come without:
 * they filter nothing, they are sets of addresses (often empty ones).
 */
import type { GroupRow } from '../../program/rows.ts';
import type { PrefixListVersion } from '../../resources/prefixList.ts';
import type { SecurityGroupRule } from '../../resources/securityGroup.ts';
import { groupRules } from '../groupRules.ts';
import { versionsNamed } from '../prefixLists.ts';
import { remembered } from '../remembered.ts';
import type { World } from '../world.ts';

export function groups({ tables, groupsInUse }: World): GroupRow[] {
  const rows: GroupRow[] = [];
  const peers = new Map<string, string>();
  for (const [groupId, vpcId] of groupsInUse) {
    const group = tables.securityGroups.get(groupId);
    const rules = group ? tables.securityGroupRules.by('group', groupId) : [];
    const localGroups = peerGroups(rules).filter(
      (peer) => tables.securityGroups.get(peer)?.spec.vpcId === vpcId,
    );
    const row = group && filteringRow(group, vpcId, rules, localGroups, versionsNamed(tables, rules));
    rows.push(row ?? emptyRow(vpcId, groupId));
    for (const peer of localGroups) peers.set(peer, vpcId);
  }
  for (const [peer, vpcId] of peers) {
    const group = tables.securityGroups.get(peer);
    if (group && !groupsInUse.has(peer)) rows.push(memberlessRow(group, vpcId));
  }
  return rows;
}

const filteringRow = remembered(
  (
    { id }: { readonly id: string },
    vpcId: string,
    rules: readonly SecurityGroupRule[],
    localGroups: readonly string[],
    prefixLists: readonly PrefixListVersion[],
  ): GroupRow => ({
    ...emptyRow(vpcId, id),
    ingress: groupRules(rules, false, { localGroups, prefixLists }),
    egress: groupRules(rules, true, { localGroups, prefixLists }),
  }),
);

const memberlessRow = remembered(({ id }: { readonly id: string }, vpcId: string) => emptyRow(vpcId, id));

/** A group that admits nothing. */
function emptyRow(vpcId: string, groupId: string): GroupRow {
  return { kind: 'group', id: `${vpcId}/${groupId}`, vpcId, groupId, ingress: [], egress: [] };
}

function peerGroups(rules: readonly SecurityGroupRule[]): string[] {
  return rules.flatMap(({ spec }) => ('groupId' in spec.peer ? [spec.peer.groupId] : []));
}
