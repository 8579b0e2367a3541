/**
 * Pass: the security groups that a VPC's router must know; one that is used in several VPCs is in each of their routers.
 *
 * Those on its interfaces come with their rules. Those that only appear as the peer of a rule come without:
 * they filter nothing, they are sets of addresses (often empty ones). A group that rules of peered VPCs name is in
 * their routers too, with the addresses of its members.
 */
import type { GroupRow } from '../../program/rows.ts';
import { addressesOf } from '../../resources/networkInterface.ts';
import { isUsableIn, type SecurityGroup } from '../../resources/securityGroup.ts';
import type { Snapshot } from '../../state/tables.ts';
import { groupRules } from '../groupRules.ts';
import { pass } from '../pass.ts';
import { shareGroups } from '../peers.ts';
import { versionsNamed } from '../prefixLists.ts';
import { hasIpv6, ipv6Member } from '../vpcFamilies.ts';

export const groups = pass('securityGroups', (group, tables) => {
  const own = [group.spec.vpcId, ...(group.spec.associatedVpcIds ?? [])];
  const used = own.filter((vpcId) => isInUse(tables, vpcId, group.id));
  const named = vpcsNaming(group, tables);
  const known = own.filter((vpcId) => named.includes(vpcId) && !used.includes(vpcId));
  const peers = named.filter((vpcId) => !own.includes(vpcId) && shareGroups(tables, vpcId, group.spec.vpcId));
  return [
    ...used.map((vpcId) => filteringRow(group, vpcId, tables)),
    ...known.map((vpcId) => emptyRow(group, vpcId, tables)),
    ...peers.map((vpcId) => foreignRow(group, vpcId, tables)),
  ];
});

function isInUse(tables: Snapshot, vpcId: string, groupId: string): boolean {
  return tables.networkInterfaces.count('liveGroup', `${vpcId}/${groupId}`) > 0;
}

/** In which VPCs rules of groups in use there name it, in order. */
function vpcsNaming({ id }: SecurityGroup, tables: Snapshot): string[] {
  const vpcIds = tables.securityGroupRules
    .by('referencedGroup', id)
    .map((rule) => tables.securityGroups.get(rule.spec.groupId))
    .filter((group) => group !== undefined)
    .flatMap((group) =>
      [group.spec.vpcId, ...(group.spec.associatedVpcIds ?? [])].filter((vpcId) =>
        isInUse(tables, vpcId, group.id),
      ),
    );
  return [...new Set(vpcIds)].sort();
}

/** In the router of a peered VPC: its members' addresses, in order. */
function foreignRow(group: SecurityGroup, vpcId: string, tables: Snapshot): GroupRow {
  const live = tables.networkInterfaces.by('liveGroup', `${group.spec.vpcId}/${group.id}`);
  const members = live.flatMap(addressesOf);
  return { ...emptyRow(group, vpcId, tables), members: [...new Set(members)].sort() };
}

function filteringRow(group: SecurityGroup, vpcId: string, tables: Snapshot): GroupRow {
  const rules = tables.securityGroupRules.by('group', group.id);
  const knownGroups = rules
    .flatMap(({ spec }) => ('groupId' in spec.peer ? [spec.peer.groupId] : []))
    .filter((peer) => isKnownIn(vpcId, tables.securityGroups.get(peer), tables));
  const prefixLists = versionsNamed(tables, rules);
  const named = { knownGroups, prefixLists, hasIpv6: hasIpv6(tables, vpcId) };
  return {
    ...emptyRow(group, vpcId, tables),
    ingress: groupRules(rules, false, named),
    egress: groupRules(rules, true, named),
  };
}

function isKnownIn(vpcId: string, group: SecurityGroup | undefined, tables: Snapshot): boolean {
  if (!group) return false;
  return isUsableIn(group, vpcId) || shareGroups(tables, vpcId, group.spec.vpcId);
}

/** A group that admits nothing. */
function emptyRow({ id }: SecurityGroup, vpcId: string, tables: Snapshot): GroupRow {
  const ipv6 = ipv6Member(tables, vpcId);
  return { kind: 'group', id: `${vpcId}/${id}`, vpcId, groupId: id, ingress: [], egress: [], ...ipv6 };
}
