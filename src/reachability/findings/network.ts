/** What groups, ACLs, routes and interfaces do to a packet that does not get through, in AWS's codes. */
import type { AnalysisComponent } from '@aws-sdk/client-ec2';
import type { NetworkAcl, NetworkAclEntry, Route, RouteTable, Subnet } from '../../resources/network.ts';
import type { NetworkInterface } from '../../resources/networkInterface.ts';
import type { SecurityGroup } from '../../resources/securityGroup.ts';
import type { Snapshot } from '../../state/tables.ts';
import { aclRule, bareComponent, component, shownRoute } from '../components.ts';
import type { Finding } from '../journey.ts';
import { vpcOf } from '../lookups.ts';
import { type Direction, type Packet, PROTOCOL_NUMBERS } from '../packet.ts';

export function groupsRefuse(
  tables: Snapshot,
  networkInterface: NetworkInterface,
  groups: readonly SecurityGroup[],
  direction: Direction,
  packet: Packet,
  far: string,
  hasRules: boolean,
): Finding {
  const inward = direction === 'ingress';
  const ids = groups.map(({ id }) => id);
  const [verb, preposition] = inward ? ['inbound', 'from'] : ['outbound', 'to'];
  const call = inward ? 'AuthorizeSecurityGroupIngress' : 'AuthorizeSecurityGroupEgress';
  return {
    shown: {
      ExplanationCode: hasRules ? 'ENI_SG_RULES_MISMATCH' : 'SG_HAS_NO_RULES',
      Direction: direction,
      Component: component(networkInterface),
      NetworkInterface: component(networkInterface),
      ...(groups[0] ? { SecurityGroup: component(groups[0]) } : {}),
      SecurityGroups: groups.map(component),
      ...trafficOf(packet),
      Vpc: component(vpcOf(tables, networkInterface.spec.vpcId)),
    },
    sentence: `No ${verb} rule of ${listed(ids, 'the security groups')} on ${networkInterface.id} admits ${trafficText(packet)} ${preposition} ${far}.`,
    advice: `Add a rule to ${ids[0] ?? 'a group'} that admits ${trafficText(packet)} ${preposition} ${far}/32 or a block around it (${call}).`,
  };
}

export function aclDenies(
  tables: Snapshot,
  acl: NetworkAcl,
  entry: NetworkAclEntry,
  subnet: Subnet,
  direction: Direction,
  packet: Packet,
  isAnswer: boolean,
): Finding {
  const verb = direction === 'ingress' ? 'inbound' : 'outbound';
  const far = direction === 'ingress' ? `from ${packet.source}` : `to ${packet.destination}`;
  const what = isAnswer ? `the answer, ${trafficText(packet)} ${far}` : `${trafficText(packet)} ${far}`;
  const number = entry.ruleNumber >= 32_767 ? '*' : String(entry.ruleNumber);
  const before = number === '*' ? '' : ` numbered below ${number}`;
  const ports = isAnswer && packet.protocol !== 'icmp' ? ' for ports 1024-65535' : '';
  return {
    shown: {
      ExplanationCode: 'SUBNET_ACL_RESTRICTION',
      Direction: direction,
      Component: component(acl),
      Acl: component(acl),
      AclRule: aclRule(entry),
      Subnet: component(subnet),
      ...trafficOf(packet),
      Vpc: component(vpcOf(tables, subnet.spec.vpcId)),
    },
    sentence: `Network ACL ${acl.id} of subnet ${subnet.id} denies ${what} by its ${verb} rule ${number}.`,
    advice: `Add an ${verb} allow rule${ports}${before} to ${acl.id} (CreateNetworkAclEntry); ACLs keep no state, so answers need rules of their own.`,
  };
}

/** @param prefixList a list that has the address and that another table routes */
export function noRoute(
  tables: Snapshot,
  table: RouteTable,
  subnet: Subnet | undefined,
  packet: Packet,
  isAnswer: boolean,
  missing: { prefixListId: string; endpointId?: string } | undefined,
): Finding {
  const { destination } = packet;
  const what = isAnswer ? `the answer to ${destination}` : destination;
  const place = subnet ? ` of subnet ${subnet.id}` : '';
  const list = missing
    ? ` Prefix list ${missing.prefixListId} has that address, and no route here leads it anywhere.`
    : '';
  return {
    shown: {
      ExplanationCode: 'NO_ROUTE_TO_DESTINATION',
      Component: component(table),
      RouteTable: component(table),
      ...(subnet ? { Subnet: component(subnet), SubnetRouteTable: component(table) } : {}),
      ...(missing ? { PrefixList: bareComponent(missing.prefixListId) } : {}),
      ...(missing?.endpointId ? { VpcEndpoint: bareComponent(missing.endpointId) } : {}),
      Address: destination,
      Vpc: component(vpcOf(tables, table.spec.vpcId)),
    },
    sentence: `Route table ${table.id}${place} has no route for ${what}.${list}`,
    advice: missing?.endpointId
      ? `Associate ${missing.endpointId} with ${table.id} (ModifyVpcEndpoint AddRouteTableIds).`
      : `Add a route for ${missing?.prefixListId ?? destination} to ${table.id} (CreateRoute).`,
  };
}

export function deadRoute(tables: Snapshot, table: RouteTable, route: Route, why: string): Finding {
  return {
    shown: {
      ExplanationCode: 'BAD_STATE_ROUTE',
      Component: component(table),
      RouteTable: component(table),
      RouteTableRoute: shownRoute(route, false),
      Destination: bareComponent(route.target),
      State: 'blackhole',
      Vpc: component(vpcOf(tables, table.spec.vpcId)),
    },
    sentence: `The route for ${route.destination} in ${table.id} leads to ${route.target}, ${why}: a black hole.`,
    advice: `Make ${route.target} work again, or lead ${route.destination} somewhere else (ReplaceRoute).`,
  };
}

export function nobodyThere(tables: Snapshot, vpcId: string, address: string): Finding {
  return {
    shown: {
      ExplanationCode: 'NO_POSSIBLE_DESTINATION',
      Component: component(vpcOf(tables, vpcId)),
      Vpc: component(vpcOf(tables, vpcId)),
      Address: address,
    },
    sentence: `No network interface that is in use has ${address} in ${vpcId}.`,
    advice: `Check the address; a stopped or terminated instance and a detached interface do not answer.`,
  };
}

export function notInUse(row: AnalysisComponent, what: string, state: string): Finding {
  return {
    shown: { ExplanationCode: 'BAD_STATE', Component: row, State: state },
    sentence: `${what} ${row.Id} is ${state}.`,
    advice: `Bring ${row.Id} into use again (start the instance, attach the interface).`,
  };
}

export function notItsAddress(networkInterface: NetworkInterface, address: string): Finding {
  return {
    shown: {
      ExplanationCode: 'ENI_SOURCE_DEST_CHECK_RESTRICTION',
      Direction: 'egress',
      Component: component(networkInterface),
      NetworkInterface: component(networkInterface),
      Address: address,
      PacketField: 'source-address',
    },
    sentence: `${networkInterface.id} may not send under ${address}, which is none of its addresses.`,
    advice: `Send under one of its own addresses, or turn its source/destination check off (ModifyNetworkInterfaceAttribute).`,
  };
}

/** A route leads to an interface that takes nothing but what is for its own addresses. */
export function takesOwnOnly(networkInterface: NetworkInterface, address: string): Finding {
  return {
    shown: {
      ExplanationCode: 'ENI_SOURCE_DEST_CHECK_RESTRICTION',
      Direction: 'ingress',
      Component: component(networkInterface),
      NetworkInterface: component(networkInterface),
      Address: address,
      PacketField: 'destination-address',
    },
    sentence: `A route leads ${address} to ${networkInterface.id}, whose source/destination check drops packets for others.`,
    advice: `Turn the check of ${networkInterface.id} off (ModifyNetworkInterfaceAttribute), if its instance is to pass packets on.`,
  };
}

/** Ports and protocol as explanations show them. */
export function trafficOf({ protocol, destinationPort }: Packet) {
  const ports = protocol === 'icmp' ? {} : { Port: destinationPort };
  return { ...ports, Protocols: [String(PROTOCOL_NUMBERS[protocol])] };
}

export function trafficText({ protocol, destinationPort }: Packet): string {
  if (protocol === 'icmp') return 'ICMP';
  return `${protocol.toUpperCase()} to port ${destinationPort}`;
}

function listed(ids: readonly string[], words: string): string {
  return ids.length === 1 ? `${ids[0]}` : `${words} (${ids.join(', ') || 'none'})`;
}
