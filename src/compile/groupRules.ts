/**
 * Security group rules in kernel words.
 *
 * Rules whose peer is an IPv6 block or a prefix list admit nothing here: VPCs have no IPv6 addresses yet and no
 * prefix lists exist. A rule whose peer is a group of another VPC admits nothing either, for its members are
 * not in this VPC; AWS's peered VPCs would change that.
 */
import type { GroupRule } from '../program/rows.ts';
import type { RulePeer, SecurityGroupRule } from '../resources/securityGroup.ts';

/** ICMP, TCP, UDP, ICMPv6 by the names that EC2 takes (IANA's numbers). */
const PROTOCOLS: Readonly<Record<string, number>> = { icmp: 1, tcp: 6, udp: 17, icmpv6: 58 };
const PROTOCOLS_WITH_PORTS: readonly (number | undefined)[] = Object.values(PROTOCOLS);

/** In order of rule id. `localGroups`: the groups of this VPC that the rules name as peers. */
export function groupRules(
  rules: readonly SecurityGroupRule[],
  isEgress: boolean,
  localGroups: readonly string[],
): GroupRule[] {
  return rules
    .filter((rule) => rule.spec.isEgress === isEgress)
    .map((rule) => groupRule(rule, localGroups))
    .filter((rule) => rule !== undefined)
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

function groupRule({ id, spec }: SecurityGroupRule, localGroups: readonly string[]): GroupRule | undefined {
  const peer = rulePeer(spec.peer, localGroups);
  if (!peer) return undefined;
  const protocol = protocolNumber(spec.ipProtocol);
  return { id, protocol, ports: portRange(protocol, spec.fromPort, spec.toPort), peer };
}

function rulePeer(peer: RulePeer, localGroups: readonly string[]): GroupRule['peer'] | undefined {
  if ('cidrIpv4' in peer) return { cidr: peer.cidrIpv4 };
  if ('groupId' in peer && localGroups.includes(peer.groupId)) return { groupId: peer.groupId };
  return undefined;
}

/** Undefined for `-1`, which is every protocol. */
function protocolNumber(name: string): number | undefined {
  return name === '-1' ? undefined : (PROTOCOLS[name] ?? Number(name));
}

function portRange(protocol: number | undefined, from?: number, to?: number): GroupRule['ports'] {
  if (!PROTOCOLS_WITH_PORTS.includes(protocol) || from === undefined || from === -1) return undefined;
  return { from, to: to ?? from };
}
