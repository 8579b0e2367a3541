/** Rules as EC2 shows them: one by one, and gathered into IpPermissions. */
import type { IpPermission, SecurityGroupRule as RuleShape } from '@aws-sdk/client-ec2';
import type { SecurityGroup, SecurityGroupRule } from '../../../resources/securityGroup.ts';
import type { Snapshot } from '../../../state/tables.ts';
import { toTagList } from '../tags.ts';
import { referenceView } from './peeredGroups.ts';
import type { RuleTerms } from './permissions.ts';

export function ruleView(tables: Snapshot, rule: SecurityGroupRule): RuleShape {
  const { groupId, isEgress, peer } = rule.spec;
  return {
    SecurityGroupRuleId: rule.id,
    SecurityGroupRuleArn: `arn:aws:ec2:${rule.region}:${rule.accountId}:security-group-rule/${rule.id}`,
    GroupId: groupId,
    GroupOwnerId: rule.accountId,
    IsEgress: isEgress,
    ...portsView(rule),
    CidrIpv4: 'cidrIpv4' in peer ? peer.cidrIpv4 : undefined,
    CidrIpv6: 'cidrIpv6' in peer ? peer.cidrIpv6 : undefined,
    PrefixListId: 'prefixListId' in peer ? peer.prefixListId : undefined,
    ReferencedGroupInfo: 'groupId' in peer ? referenceView(tables, rule, peer) : undefined,
    Description: rule.spec.description,
    Tags: toTagList(rule.tags),
  };
}

/** A single rule shows -1 where its protocol has no ports. */
export function portsView({
  spec,
}: SecurityGroupRule): Pick<RuleShape, 'IpProtocol' | 'FromPort' | 'ToPort'> {
  return { IpProtocol: spec.ipProtocol, FromPort: spec.fromPort ?? -1, ToPort: spec.toPort ?? -1 };
}

/** Rules of one protocol and port range share a permission; its four lists are always there. */
export function permissionsView(tables: Snapshot, rules: readonly SecurityGroupRule[]): IpPermission[] {
  const permissions = new Map<string, Permission>();
  for (const rule of rules) {
    const { ipProtocol, fromPort, toPort } = rule.spec;
    const key = [ipProtocol, fromPort, toPort].join('|');
    const permission = permissions.get(key) ?? emptyPermission(rule);
    permissions.set(key, permission);
    addPeer(tables, permission, rule);
  }
  return [...permissions.values()];
}

/** Terms that are no rule, as the permission that would make them one. */
export function permissionOf(
  tables: Snapshot,
  group: SecurityGroup,
  isEgress: boolean,
  terms: RuleTerms,
): IpPermission {
  const spec = { ...terms, groupId: group.id, isEgress };
  return permissionsView(tables, [{ ...group, spec }])[0] ?? {};
}

type Lists = 'IpRanges' | 'Ipv6Ranges' | 'UserIdGroupPairs' | 'PrefixListIds';
type Permission = IpPermission & { [List in Lists]-?: NonNullable<IpPermission[List]> };

function emptyPermission({ spec }: SecurityGroupRule): Permission {
  return {
    IpProtocol: spec.ipProtocol,
    FromPort: spec.fromPort,
    ToPort: spec.toPort,
    IpRanges: [],
    Ipv6Ranges: [],
    UserIdGroupPairs: [],
    PrefixListIds: [],
  };
}

function addPeer(tables: Snapshot, permission: Permission, rule: SecurityGroupRule): void {
  const { peer, description } = rule.spec;
  const Description = description;
  if ('cidrIpv4' in peer) permission.IpRanges.push({ CidrIp: peer.cidrIpv4, Description });
  else if ('cidrIpv6' in peer) permission.Ipv6Ranges.push({ CidrIpv6: peer.cidrIpv6, Description });
  else if ('groupId' in peer)
    permission.UserIdGroupPairs.push({ ...referenceView(tables, rule, peer), Description });
  else permission.PrefixListIds.push({ PrefixListId: peer.prefixListId, Description });
}
