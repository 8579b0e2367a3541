/** Security groups: what the groups of an interface admit of a connection's first packet. */
import type { NetworkInterface } from '../../resources/networkInterface.ts';
import type { SecurityGroup, SecurityGroupRule } from '../../resources/securityGroup.ts';
import type { Snapshot } from '../../state/tables.ts';
import { component, groupRule, named } from '../components.ts';
import { groupsRefuse } from '../findings/network.ts';
import { Blocked, type Journey } from '../journey.ts';
import { blocksOfList, interfaceAt, isWithin } from '../lookups.ts';
import { type Direction, type Packet, PROTOCOL_NUMBERS } from '../packet.ts';

/** Where the far end is: references to groups hold for interfaces of the same VPC and of peered ones. */
export interface FarEnd {
  readonly address: string;
  /** VPCs whose interfaces may be meant; none: the address is nobody's that a group could have. */
  readonly vpcIds: readonly string[];
  /** Groups of the load balancer node that passes it on: they stand for whatever comes through. */
  readonly passedOnBy?: readonly string[];
}

/** Notes the group that admits. @throws Blocked ENI_SG_RULES_MISMATCH, SG_HAS_NO_RULES */
export function passGroups(
  tables: Snapshot,
  journey: Journey,
  networkInterface: NetworkInterface,
  direction: Direction,
  packet: Packet,
  far: FarEnd,
): void {
  const groups = networkInterface.spec.groupIds.flatMap((id) => tables.securityGroups.get(id) ?? []);
  const admitting = groups
    .flatMap((group) => rulesOf(tables, group, direction))
    .find((rule) => admits(tables, rule, packet, far));
  if (!admitting) {
    const hasRules = groups.some((group) => rulesOf(tables, group, direction).length > 0);
    throw new Blocked(
      groupsRefuse(tables, networkInterface, groups, direction, packet, far.address, hasRules),
    );
  }
  const group = groups.find(({ id }) => id === admitting.spec.groupId) as SecurityGroup;
  const shown = { Component: component(group), SecurityGroupRule: groupRule(admitting) };
  journey.pass('security group', shown, `${wordOf(direction)}: ${ruleText(admitting)}`);
}

/** The rules in one direction, in order of id. */
export function rulesOf(tables: Snapshot, { id }: SecurityGroup, direction: Direction): SecurityGroupRule[] {
  return tables.securityGroupRules
    .by('group', id)
    .filter(({ spec }) => spec.isEgress === (direction === 'egress'))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

export function admits(tables: Snapshot, rule: SecurityGroupRule, packet: Packet, far: FarEnd): boolean {
  return isOfTraffic(rule, packet) && isOfPeer(tables, rule, far);
}

export function wordOf(direction: Direction): string {
  return direction === 'ingress' ? 'inbound' : 'outbound';
}

/** `sgr-… admits TCP 443 from 10.0.0.0/8`. */
export function ruleText(rule: SecurityGroupRule): string {
  const { ipProtocol, fromPort = -1, toPort = fromPort, isEgress, peer } = rule.spec;
  const traffic = ipProtocol === '-1' ? 'everything' : ipProtocol.toUpperCase();
  const ports = fromPort < 0 ? '' : ` ${fromPort === toPort ? fromPort : `${fromPort}-${toPort}`}`;
  return `${rule.id} admits ${traffic}${ports} ${isEgress ? 'to' : 'from'} ${Object.values(peer)[0]}`;
}

export function groupNames(groups: readonly SecurityGroup[]): string {
  return groups.map((group) => named({ ...component(group), Name: group.spec.groupName })).join(', ');
}

function isOfTraffic({ spec }: SecurityGroupRule, { protocol, destinationPort }: Packet): boolean {
  const { ipProtocol, fromPort = -1, toPort = fromPort } = spec;
  if (ipProtocol === '-1') return true;
  if (ipProtocol !== protocol && ipProtocol !== String(PROTOCOL_NUMBERS[protocol])) return false;
  // An echo request is type 8, code 0; a rule's ports are type and code then.
  if (protocol === 'icmp') return fromPort === -1 || (fromPort === 8 && (toPort === -1 || toPort === 0));
  return fromPort === -1 || (fromPort <= destinationPort && destinationPort <= toPort);
}

function isOfPeer(tables: Snapshot, { region, spec: { peer } }: SecurityGroupRule, far: FarEnd): boolean {
  if ('cidrIpv4' in peer) return isWithin(peer.cidrIpv4, far.address);
  if ('cidrIpv6' in peer) return false;
  if ('prefixListId' in peer) {
    return blocksOfList(tables, peer.prefixListId, region).some((cidr) => isWithin(cidr, far.address));
  }
  if (far.passedOnBy?.includes(peer.groupId)) return true;
  return far.vpcIds
    .map((vpcId) => interfaceAt(tables, vpcId, far.address))
    .some((found) => found?.spec.groupIds.includes(peer.groupId));
}
