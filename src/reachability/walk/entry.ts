/** Into a VPC by one of its gateways, or into a service by itself: where a path begins at something else than an interface. */

import type { Resource } from '../../resources/identity.ts';
import type { InternetGateway } from '../../resources/network.ts';
import type { Snapshot } from '../../state/tables.ts';
import { component } from '../components.ts';
import { notPublicHere, privateSource } from '../findings/gateways.ts';
import { Blocked, type Journey } from '../journey.ts';
import { isWithin, vpcOf } from '../lookups.ts';
import { header, type Packet, packetText } from '../packet.ts';
import type { Arrival } from './arrival.ts';
import { arriveIn } from './leg.ts';

const PRIVATE = [
  ['10.0.0.0/8', 'RFC1918'],
  ['172.16.0.0/12', 'RFC1918'],
  ['192.168.0.0/16', 'RFC1918'],
  ['100.64.0.0/10', 'RFC6598'],
] as const;

/** From the internet: the destination is a public address, which the gateway exchanges for a private one. */
export function enterByInternet(
  tables: Snapshot,
  journey: Journey,
  gateway: InternetGateway,
  vpcId: string,
  packet: Packet,
): Arrival {
  const rfc = PRIVATE.find(([cidr]) => isWithin(cidr, packet.source))?.[1];
  if (rfc) throw new Blocked(privateSource(gateway, packet.source, rfc));
  const [elasticIp] = tables.elasticIps.by('publicIp', packet.destination);
  const association = elasticIp?.spec.association;
  const own = association && tables.networkInterfaces.get(association.networkInterfaceId);
  if (!association || own?.spec.vpcId !== vpcId) {
    throw new Blocked(notPublicHere(tables, gateway, vpcId, packet.destination));
  }
  const inside = { ...packet, destination: association.privateIpAddress };
  const shown = {
    Component: component(gateway),
    Vpc: component(vpcOf(tables, vpcId)),
    InboundHeader: header(packet),
    OutboundHeader: header(inside),
  };
  journey.pass('internet gateway', shown, `${packet.destination} is ${inside.destination}`);
  return arriveIn(tables, journey, vpcId, { from: undefined, packet: inside, via: [gateway.id] });
}

/**
 * From behind a virtual private gateway, a peering connection or a transit gateway: addresses stay as they are.
 * @param answersBy target of the routes that lead back
 */
export function enterByLink(
  tables: Snapshot,
  journey: Journey,
  kind: string,
  gateway: Resource,
  vpcId: string,
  packet: Packet,
  answersBy = gateway.id,
): Arrival {
  const shown = {
    Component: component(gateway),
    Vpc: component(vpcOf(tables, vpcId)),
    OutboundHeader: header(packet),
  };
  journey.pass(kind, shown, packetText(packet));
  return arriveIn(tables, journey, vpcId, { from: undefined, packet, via: [answersBy] });
}
