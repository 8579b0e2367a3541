/**
 * Security group rules in kernel words.
 *
 * A rule whose peer is a prefix list becomes one for each of its blocks. Where there are no IPv6 addresses, rules whose
 * peer is an IPv6 block are left out. A rule whose peer is a group of another VPC admits somebody only
 * while the two are peers.
 */
import type { GroupRule } from '../program/rows.ts';
import type { PrefixListVersion } from '../resources/prefixList.ts';
import type { SecurityGroupRule } from '../resources/securityGroup.ts';
import { prefixListBlocks } from './prefixLists.ts';

/** ICMP, TCP, UDP, ICMPv6 by the names that EC2 takes (IANA's numbers). */
const PROTOCOLS: Readonly<Record<string, number>> = { icmp: 1, tcp: 6, udp: 17, icmpv6: 58 };
const PROTOCOLS_WITH_PORTS: readonly (number | undefined)[] = Object.values(PROTOCOLS);

/** Whom a rule may name besides blocks. */
export interface NamedPeers {
  /** The groups that the rules name and that this VPC's router knows. */
  readonly knownGroups: readonly string[];
  /** Versions in force of the prefix lists that the rules name. */
  readonly prefixLists: readonly PrefixListVersion[];
  /** Whether those whom the rules judge may have IPv6 addresses. */
  readonly hasIpv6: boolean;
}

/** In order of rule id. */
export function groupRules(
  rules: readonly SecurityGroupRule[],
  isEgress: boolean,
  named: NamedPeers,
): GroupRule[] {
  return rules
    .filter((rule) => rule.spec.isEgress === isEgress)
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .flatMap((rule) => rulesFor(rule, named));
}

function rulesFor(rule: SecurityGroupRule, named: NamedPeers): GroupRule[] {
  const { id, spec } = rule;
  const protocol = protocolNumber(spec.ipProtocol);
  const ports = portRange(protocol, spec.fromPort, spec.toPort);
  return rulePeers(rule, named).map((peer) => ({ id, protocol, ports, peer }));
}

function rulePeers(
  { region, spec: { peer } }: SecurityGroupRule,
  { knownGroups, prefixLists, hasIpv6 }: NamedPeers,
): GroupRule['peer'][] {
  if ('cidrIpv4' in peer) return [{ cidr: peer.cidrIpv4 }];
  if ('groupId' in peer) return knownGroups.includes(peer.groupId) ? [{ groupId: peer.groupId }] : [];
  if ('cidrIpv6' in peer) return hasIpv6 ? [{ cidr: peer.cidrIpv6 }] : [];
  return prefixListBlocks(peer.prefixListId, region, prefixLists)
    .filter((cidr) => hasIpv6 || !cidr.includes(':'))
    .map((cidr) => ({ cidr }));
}

/** Undefined for `-1`, which is every protocol. */
export function protocolNumber(name: string): number | undefined {
  return name === '-1' ? undefined : (PROTOCOLS[name] ?? Number(name));
}

function portRange(protocol: number | undefined, from?: number, to?: number): GroupRule['ports'] {
  if (!PROTOCOLS_WITH_PORTS.includes(protocol) || from === undefined || from === -1) return undefined;
  return { from, to: to ?? from };
}
