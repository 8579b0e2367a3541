/**
 * Pass: the security groups that a VPC's router must know.
 *
 * Those on its interfaces come with their rules. Those that only appear as the peer of a rule come without:
 * they filter nothing, they are sets of addresses (often empty ones). A group that rules of peered VPCs name is in
 * their routers too, with the addresses of its members.
 */
import type { GroupRow } from '../../program/rows.ts';
import { addressesOf } from '../../resources/networkInterface.ts';
import type { SecurityGroup } from '../../resources/securityGroup.ts';
import type { Snapshot } from '../../state/tables.ts';
import { groupRules } from '../groupRules.ts';
import { pass } from '../pass.ts';
import { shareGroups } from '../peers.ts';
import { versionsNamed } from '../prefixLists.ts';
import { hasIpv6, ipv6Member } from '../vpcFamilies.ts';

export const groups = pass('securityGroups', (group, tables) => {
  const [own, foreign] = whereNamed(group, tables);
  const abroad = foreign.map((vpcId) => foreignRow(group, vpcId, tables));
  if (isInUse(tables, group.id)) return [filteringRow(group, tables), ...abroad];
  return own ? [emptyRow(group, tables), ...abroad] : abroad;
});

function isInUse(tables: Snapshot, groupId: string): boolean {
  return tables.networkInterfaces.count('liveGroup', groupId) > 0;
}

/** Whether rules of groups in use name it in its own VPC, and in which peered ones. */
function whereNamed({ id, spec }: SecurityGroup, tables: Snapshot): [boolean, string[]] {
  const vpcIds = tables.securityGroupRules
    .by('referencedGroup', id)
    .map((rule) => tables.securityGroups.get(rule.spec.groupId))
    .flatMap((group) => (group && isInUse(tables, group.id) ? group.spec.vpcId : []));
  const others = new Set(vpcIds.filter((vpcId) => vpcId !== spec.vpcId));
  const peers = [...others].sort().filter((vpcId) => shareGroups(tables, vpcId, spec.vpcId));
  return [vpcIds.includes(spec.vpcId), peers];
}

/** In the router of a peered VPC: its members' addresses, in order. */
function foreignRow(group: SecurityGroup, vpcId: string, tables: Snapshot): GroupRow {
  const members = tables.networkInterfaces.by('liveGroup', group.id).flatMap(addressesOf);
  const row = emptyRow({ ...group, spec: { ...group.spec, vpcId } }, tables);
  return { ...row, members: [...new Set(members)].sort() };
}

function filteringRow(group: SecurityGroup, tables: Snapshot): GroupRow {
  const { vpcId } = group.spec;
  const rules = tables.securityGroupRules.by('group', group.id);
  const knownGroups = rules
    .flatMap(({ spec }) => ('groupId' in spec.peer ? [spec.peer.groupId] : []))
    .filter((peer) => isKnownIn(vpcId, tables.securityGroups.get(peer), tables));
  const prefixLists = versionsNamed(tables, rules);
  const named = { knownGroups, prefixLists, hasIpv6: hasIpv6(tables, vpcId) };
  return {
    ...emptyRow(group, tables),
    ingress: groupRules(rules, false, named),
    egress: groupRules(rules, true, named),
  };
}

function isKnownIn(vpcId: string, group: SecurityGroup | undefined, tables: Snapshot): boolean {
  if (!group) return false;
  return group.spec.vpcId === vpcId || shareGroups(tables, vpcId, group.spec.vpcId);
}

/** A group that admits nothing. */
function emptyRow({ id, spec: { vpcId } }: SecurityGroup, tables: Snapshot): GroupRow {
  const ipv6 = ipv6Member(tables, vpcId);
  return { kind: 'group', id: `${vpcId}/${id}`, vpcId, groupId: id, ingress: [], egress: [], ...ipv6 };
}
