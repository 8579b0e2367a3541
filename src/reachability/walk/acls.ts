/** Network ACLs: every packet is judged at each edge of a subnet that it crosses, answers too. */
import { known } from '../../base/assert.ts';
import type { NetworkAcl, NetworkAclEntry, Subnet } from '../../resources/network.ts';
import { entriesOf } from '../../resources/networkAcls.ts';
import type { Snapshot } from '../../state/tables.ts';
import { aclRule, component } from '../components.ts';
import { aclDenies } from '../findings/network.ts';
import { Blocked, type Step } from '../journey.ts';
import { aclOf, isWithin, vpcOf } from '../lookups.ts';
import { type Direction, type Packet, PROTOCOL_NUMBERS } from '../packet.ts';
import { wordOf } from './groups.ts';

/** What stays within the subnet's block is not judged. @throws Blocked SUBNET_ACL_RESTRICTION */
export function passAcl(
  tables: Snapshot,
  steps: Step[],
  subnet: Subnet,
  direction: Direction,
  packet: Packet,
  isAnswer = false,
): void {
  const far = direction === 'ingress' ? packet.source : packet.destination;
  if (isWithin(subnet.spec.cidrBlock ?? '', far)) return;
  const acl = aclOf(tables, subnet);
  const entry = decidingEntry(tables, acl, direction, packet);
  if (entry.ruleAction === 'deny') {
    throw new Blocked(aclDenies(tables, acl, entry, subnet, direction, packet, isAnswer));
  }
  steps.push({
    kind: 'network ACL',
    shown: { Component: component(acl), AclRule: aclRule(entry), Subnet: component(subnet) },
    detail: `${wordOf(direction)} at ${subnet.id}: rule ${entry.ruleNumber} allows ${packet.protocol.toUpperCase()}`,
  });
}

/** The first that matches decides; the last one denies whatever no other matches. */
export function decidingEntry(
  tables: Snapshot,
  acl: NetworkAcl,
  direction: Direction,
  packet: Packet,
): NetworkAclEntry {
  const entry = entriesOf(acl, vpcOf(tables, acl.spec.vpcId))
    .filter(({ egress }) => egress === (direction === 'egress'))
    .sort((a, b) => a.ruleNumber - b.ruleNumber)
    .find((each) => isOf(each, direction, packet));
  return known(entry, 'the last entry matches every packet');
}

function isOf(entry: NetworkAclEntry, direction: Direction, packet: Packet): boolean {
  const far = direction === 'ingress' ? packet.source : packet.destination;
  return isWithin(entry.cidr, far) && isOfTraffic(entry, packet);
}

function isOfTraffic({ protocol, portRange, icmpTypeCode }: NetworkAclEntry, packet: Packet): boolean {
  if (protocol === '-1') return true;
  if (protocol !== String(PROTOCOL_NUMBERS[packet.protocol])) return false;
  // The request is type 8 code 0, its answer type 0 code 0; `destinationPort` says which.
  if (packet.protocol === 'icmp') {
    const { type = -1, code = -1 } = icmpTypeCode ?? {};
    return type === -1 || (type === icmpType(packet) && (code === -1 || code === 0));
  }
  const { from = 0, to = 65_535 } = portRange ?? {};
  return from <= packet.destinationPort && packet.destinationPort <= to;
}

function icmpType({ destinationPort }: Packet): number {
  return destinationPort === 0 ? 0 : 8;
}
