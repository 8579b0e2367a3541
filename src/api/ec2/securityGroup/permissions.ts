/** IpPermissions: what callers write as nested lists becomes rules of one peer each. */
import type { IpPermission, UserIdGroupPair } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import { formatCidr, parseCidr } from '../../../base/ip.ts';
import { canonicalIpv6Cidr } from '../../../base/ipv6.ts';
import type { RulePeer, SecurityGroup, SecurityGroupRule } from '../../../resources/securityGroup.ts';
import type { Call } from '../../operation.ts';
import { find, findSecurityGroup } from '../ids.ts';
import { findAwsPrefixList } from '../prefixList/prefixLists.ts';
import { checkRuleDescription } from './descriptions.ts';
import { checkNetwork, groupByName } from './groups.ts';
import { groupAcrossPeering } from './peeredGroups.ts';
import { protocolAndPorts } from './protocols.ts';

/** A rule without its place: protocol, ports, peer, description. */
export type RuleTerms = Omit<SecurityGroupRule['spec'], 'groupId' | 'isEgress'>;

/**
 * The rules that the permissions stand for, in their order.
 * @param group the group they are for: names and networks of peers are its VPC's
 * @throws AwsError MissingParameter, InvalidParameterValue, InvalidGroup.NotFound, InvalidPrefixListID.NotFound
 */
export function termsOf(call: Call, group: SecurityGroup, permissions: readonly IpPermission[]): RuleTerms[] {
  return permissions.flatMap((permission) => {
    const ports = protocolAndPorts(permission.IpProtocol, permission.FromPort, permission.ToPort);
    const peers = peersOf(call, group, permission);
    if (peers.length === 0) {
      throw new AwsError(
        'MissingParameter',
        'The request must contain the parameter ipRanges, ipv6Ranges, prefixListIds or groups',
      );
    }
    return peers.map(([peer, description]) => termsWith(ports, peer, description));
  });
}

/** What makes two rules of one group and direction the same. */
export function identityOf({ ipProtocol, fromPort, toPort, peer }: RuleTerms): string {
  return [ipProtocol, fromPort ?? '', toPort ?? '', peerText(peer)].join('|');
}

export function peerText(peer: RulePeer): string {
  if ('cidrIpv4' in peer) return peer.cidrIpv4;
  if ('cidrIpv6' in peer) return peer.cidrIpv6;
  return 'groupId' in peer ? peer.groupId : peer.prefixListId;
}

/** @throws AwsError InvalidParameterValue */
export function ipv4Peer(text: string): RulePeer {
  const cidr = parseCidr(text);
  if (!cidr) throw new AwsError('InvalidParameterValue', `CIDR block ${text} is malformed`);
  return { cidrIpv4: formatCidr(cidr) };
}

/** @throws AwsError InvalidParameterValue */
export function ipv6Peer(text: string): RulePeer {
  const cidrIpv6 = canonicalIpv6Cidr(text);
  if (!cidrIpv6) throw new AwsError('InvalidParameterValue', `CIDR block ${text} is malformed`);
  return { cidrIpv6 };
}

/** @throws AwsError InvalidGroup.NotFound */
export function groupPeer(call: Call, group: SecurityGroup, pair: UserIdGroupPair): RulePeer {
  const { vpcId } = group.spec;
  const peered = pair.GroupId ? groupAcrossPeering(call, vpcId, pair.GroupId, pair.UserId) : undefined;
  if (peered) return { groupId: peered.id, accountId: peered.accountId, vpcId: peered.spec.vpcId };
  const peer =
    !pair.GroupId && pair.GroupName
      ? groupByName(call, pair.GroupName, vpcId)
      : findSecurityGroup(call, pair.GroupId);
  checkNetwork(peer, vpcId);
  return { groupId: peer.id, accountId: peer.accountId };
}

/** @throws AwsError InvalidPrefixListId.Malformed, InvalidPrefixListID.NotFound */
export function prefixListPeer(call: Call, id: string): RulePeer {
  const list = findAwsPrefixList(call, id) ?? find(call, call.tx.prefixLists, 'prefixList', id);
  return { prefixListId: list.id };
}

type DescribedPeer = readonly [RulePeer, string | undefined];

function peersOf(call: Call, group: SecurityGroup, permission: IpPermission): DescribedPeer[] {
  return [
    ...(permission.IpRanges ?? []).map((range) => [ipv4Peer(range.CidrIp ?? ''), range.Description] as const),
    ...(permission.Ipv6Ranges ?? []).map(
      (range) => [ipv6Peer(range.CidrIpv6 ?? ''), range.Description] as const,
    ),
    ...(permission.UserIdGroupPairs ?? []).map(
      (pair) => [groupPeer(call, group, pair), pair.Description] as const,
    ),
    ...(permission.PrefixListIds ?? []).map(
      (list) => [prefixListPeer(call, list.PrefixListId ?? ''), list.Description] as const,
    ),
  ];
}

function termsWith(
  ports: ReturnType<typeof protocolAndPorts>,
  peer: RulePeer,
  description: string | undefined,
): RuleTerms {
  if (!description) return { ...ports, peer };
  checkRuleDescription(description);
  return { ...ports, peer, description };
}
