/**
 * From an interface to an address over resources alone: each thing on the way in the order in which packets meet it,
 * and the way of the answer. Reads nothing that compile makes, so that the two can be held against each other.
 *
 *   instance ─ interface ─ groups ─ ACL ─ routes ─(gateways)─ ACL ─ groups ─ interface ─┬─ instance
 *                                                                                        ├─ endpoint ─ service ─┐
 *                                  target ◄─ groups ◄─ ACL ◄─ routes ◄─ ACL ◄─ groups ◄──┴── load balancer ◄────┘
 */
import type { EndpointService } from '../../resources/endpointService.ts';
import type { LoadBalancer } from '../../resources/loadBalancer.ts';
import {
  addressesOf,
  isLive,
  type NetworkInterface,
  prefixAddresses,
  primaryAddress,
} from '../../resources/networkInterface.ts';
import type { Snapshot } from '../../state/tables.ts';
import { component } from '../components.ts';
import { ownTarget } from '../findings/balancers.ts';
import { ownAffair } from '../findings/gateways.ts';
import { nobodyThere, notInUse, notItsAddress } from '../findings/network.ts';
import { attempt, Blocked, Journey, type Leg, type Way } from '../journey.ts';
import { interfaceAt, subnetOf, vpcOf } from '../lookups.ts';
import { answerTo, header, type Packet, packetText } from '../packet.ts';
import type { Arrival } from './arrival.ts';
import { enterService } from './endpoint.ts';
import { type FarEnd, passGroups } from './groups.ts';
import { travel, travelBack } from './leg.ts';
import { type Choice, choicesAt } from './loadBalancer.ts';
import { peersOf } from './peers.ts';

/** Every way that the packet may take: one, but for the targets of load balancers. */
export function waysFrom(tables: Snapshot, source: NetworkInterface, packet: Packet): readonly Way[] {
  const journey = new Journey();
  return attempt(journey, packet, () => {
    if (isItsOwn(tables, source, packet.destination)) return [stays(tables, journey, source, packet)];
    leave(tables, journey, source, packet);
    return arrive(tables, journey, travel(tables, journey, source, packet));
  });
}

/** An instance finds its own addresses without the network. */
function isItsOwn(tables: Snapshot, source: NetworkInterface, address: string): boolean {
  const { owner } = source.spec;
  if (owner.kind !== 'instance' || !isLive(source)) return false;
  return tables.networkInterfaces
    .by('instance', owner.instanceId)
    .some((row) => isLive(row) && addressesOf(row).includes(address));
}

function stays(tables: Snapshot, journey: Journey, source: NetworkInterface, packet: Packet): Way {
  passInterface(tables, journey, source);
  return { forward: journey.steps, back: [], packet, arrivedAt: source.id };
}

function leave(tables: Snapshot, journey: Journey, source: NetworkInterface, packet: Packet): void {
  const { spec } = source;
  const instance = spec.owner.kind === 'instance' ? tables.instances.get(spec.owner.instanceId) : undefined;
  if (instance) {
    const shown = { Component: component(instance), OutboundHeader: header(packet) };
    journey.pass('instance', shown, packetText(packet));
    const { state } = instance.status;
    if (!isLive(source)) throw new Blocked(notInUse(component(instance), 'Instance', state));
  }
  if (!isLive(source)) {
    throw new Blocked(notInUse(component(source), 'Network interface', 'attached to nothing that runs'));
  }
  passInterface(tables, journey, source);
  if (spec.sourceDestCheck && ![...addressesOf(source), ...prefixAddresses(source)].includes(packet.source)) {
    throw new Blocked(notItsAddress(source, packet.source));
  }
  const vpcIds = [spec.vpcId, ...peersOf(tables, spec.vpcId)];
  passGroups(tables, journey, source, 'egress', packet, { address: packet.destination, vpcIds });
}

/** At an interface, and over what it stands for. */
export function arrive(tables: Snapshot, journey: Journey, arrival: Arrival): readonly Way[] {
  if (arrival.kind === 'gateway') return [leftBy(journey, arrival)];
  const { networkInterface, leg } = arrival;
  const { owner } = networkInterface.spec;
  journey.legs.push(leg);
  if (hasGroups(tables, networkInterface)) {
    passGroups(tables, journey, networkInterface, 'ingress', leg.packet, farEndOf(tables, leg));
  }
  passInterface(tables, journey, networkInterface);
  if (owner.kind === 'instance' && !addressesOf(networkInterface).includes(leg.packet.destination)) {
    throw new Blocked(ownAffair(networkInterface.id, leg.packet.destination));
  }
  if (owner.kind === 'instance') return [delivered(tables, journey, networkInterface, leg.packet)];
  if (owner.kind === 'endpoint') return throughEndpoint(tables, journey, networkInterface, leg.packet);
  const balancer =
    owner.kind === 'loadBalancer' ? tables.loadBalancers.get(owner.loadBalancerArn) : undefined;
  if (balancer) return overTargets(tables, journey, balancer, networkInterface, leg.packet, true);
  throw new Blocked(nobodyThere(tables, networkInterface.spec.vpcId, leg.packet.destination));
}

function throughEndpoint(
  tables: Snapshot,
  journey: Journey,
  own: NetworkInterface,
  packet: Packet,
): readonly Way[] {
  const { owner } = own.spec;
  const endpoint = owner.kind === 'endpoint' ? tables.vpcEndpoints.get(owner.endpointId) : undefined;
  if (!endpoint) throw new Blocked(nobodyThere(tables, own.spec.vpcId, packet.destination));
  const entry = enterService(tables, journey, own, endpoint, packet);
  return overTargets(tables, journey, entry.balancer, entry.node, entry.packet, false);
}

/** From a service on, as an endpoint leads there: the destination is the node that takes the packet. */
export function waysFromService(
  tables: Snapshot,
  journey: Journey,
  service: EndpointService,
  vpcId: string,
  packet: Packet,
): readonly Way[] {
  const shown = { Component: component(service), ServiceName: service.spec.serviceName };
  const node = interfaceAt(tables, vpcId, packet.destination);
  const { owner } = node?.spec ?? {};
  const balancer =
    owner?.kind === 'loadBalancer' ? tables.loadBalancers.get(owner.loadBalancerArn) : undefined;
  if (!node || !balancer) throw new Blocked(nobodyThere(tables, vpcId, packet.destination));
  journey.pass('endpoint service', shown, `node ${node.id} in ${node.spec.availabilityZone}`);
  return overTargets(tables, journey, balancer, node, packet, false);
}

/** @param isDirect the client is in the load balancer's own network, so that targets may see its address */
function overTargets(
  tables: Snapshot,
  journey: Journey,
  balancer: LoadBalancer,
  node: NetworkInterface,
  packet: Packet,
  isDirect: boolean,
): readonly Way[] {
  const choices = choicesAt(tables, journey, balancer, node, packet);
  return choices.flatMap((choice) => {
    const branch = new Journey(journey);
    const source = isDirect && choice.preservesClient ? packet.source : primaryAddress(node);
    const onward = { ...packet, source, destination: choice.address, destinationPort: choice.port };
    return attempt(branch, onward, () => toTarget(tables, branch, balancer, node, choice, onward));
  });
}

function toTarget(
  tables: Snapshot,
  journey: Journey,
  balancer: LoadBalancer,
  node: NetworkInterface,
  { group, target, doubt }: Choice,
  packet: Packet,
): readonly Way[] {
  journey.doubt = doubt;
  if (packet.source === packet.destination) throw new Blocked(ownTarget(balancer, group, packet.source));
  const health = doubt ? 'none is healthy, so that all are used' : 'healthy';
  const shown = { Component: component(group), OutboundHeader: header(packet) };
  journey.pass('target group', shown, `target ${target.spec.targetId}:${target.spec.port} (${health})`);
  if (balancer.spec.hasSecurityGroups) {
    const far = { address: packet.destination, vpcIds: [node.spec.vpcId] };
    passGroups(tables, journey, node, 'egress', packet, far);
  }
  return arrive(tables, journey, travel(tables, journey, node, packet));
}

/** At an instance: now the answer has to find its way. */
function delivered(tables: Snapshot, journey: Journey, at: NetworkInterface, packet: Packet): Way {
  const { owner } = at.spec;
  const instance = owner.kind === 'instance' ? tables.instances.get(owner.instanceId) : undefined;
  if (instance) {
    const shown = { Component: component(instance), InboundHeader: header(packet) };
    journey.pass('instance', shown, packetText(packet));
    const back = { Component: component(instance), OutboundHeader: header(answerTo(packet)) };
    journey.back.push({ kind: 'instance', shown: back, detail: packetText(answerTo(packet)) });
  }
  for (const leg of [...journey.legs].reverse()) travelBack(tables, journey.back, leg);
  return { forward: journey.steps, back: journey.back, doubt: journey.doubt, packet, arrivedAt: at.id };
}

/** What comes back from there is not known here. */
function leftBy(journey: Journey, { id, packet }: Arrival & { kind: 'gateway' }): Way {
  const { steps: forward, doubt } = journey;
  const finding = id.startsWith('eni-') ? ownAffair(id, packet.destination) : undefined;
  return { forward, back: [], doubt, packet, arrivedAt: id, finding };
}

function passInterface(tables: Snapshot, journey: Journey, row: NetworkInterface): void {
  const { owner } = row.spec;
  const attached = owner.kind === 'instance' ? tables.instances.get(owner.instanceId) : undefined;
  const shown = {
    Component: component(row),
    Subnet: component(subnetOf(tables, row.spec.subnetId)),
    Vpc: component(vpcOf(tables, row.spec.vpcId)),
    ...(attached ? { AttachedTo: component(attached) } : {}),
  };
  journey.pass('network interface', shown, `${primaryAddress(row)} in ${row.spec.subnetId}`);
}

/** A load balancer that was made without groups filters nothing. */
function hasGroups(tables: Snapshot, { spec }: NetworkInterface): boolean {
  if (spec.owner.kind !== 'loadBalancer') return true;
  return tables.loadBalancers.get(spec.owner.loadBalancerArn)?.spec.hasSecurityGroups ?? true;
}

/** Whose groups a rule may mean: those of the VPC that the packet came from, where it is this one or a peer. */
function farEndOf(tables: Snapshot, { from, to, packet }: Leg): FarEnd {
  const known = [to.spec.vpcId, ...peersOf(tables, to.spec.vpcId)];
  const isNode = from?.spec.owner.kind === 'loadBalancer';
  return {
    address: packet.source,
    vpcIds: from && known.includes(from.spec.vpcId) ? [from.spec.vpcId] : [],
    passedOnBy: isNode ? from.spec.groupIds : [],
  };
}
