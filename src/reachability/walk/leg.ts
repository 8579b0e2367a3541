/**
 * One stretch of the way: from an interface, over its subnet's ACL and route table, to the interface that has the
 * destination address or to the gateway where the packet leaves. And the same stretch back, for the answer.
 */
import type { RouteTable, Subnet } from '../../resources/network.ts';
import type { NetworkInterface } from '../../resources/networkInterface.ts';
import type { Snapshot } from '../../state/tables.ts';
import { component, shownRoute } from '../components.ts';
import { wrongWayBack } from '../findings/gateways.ts';
import { deadRoute, nobodyThere, noRoute } from '../findings/network.ts';
import { Blocked, type Journey, type Leg, type Step } from '../journey.ts';
import { interfaceAt, routeTableOf, subnetOf } from '../lookups.ts';
import { answerTo, type Packet } from '../packet.ts';
import { passAcl } from './acls.ts';
import type { Arrival, OnTheWay, Onward } from './arrival.ts';
import { hopOver } from './hops.ts';
import { crossPeering } from './peering.ts';
import { listWithoutRoute } from './prefixLists.ts';
import { type ChosenRoute, chosenRoute, isLocal } from './routes.ts';
import { deadReason } from './targets.ts';
import { arrivalTable, crossTransit } from './transit.ts';

const ONWARD: Onward = { travel, byTable, arriveIn };

/** @throws Blocked where an ACL, a route or a gateway is in the way */
export function travel(tables: Snapshot, journey: Journey, from: NetworkInterface, packet: Packet): Arrival {
  const subnet = subnetOf(tables, from.spec.subnetId);
  passAcl(tables, journey.steps, subnet, 'egress', packet);
  const chosen = passTable(tables, journey.steps, routeTableOf(tables, subnet), packet, false, subnet);
  return follow(tables, journey, chosen, { from, packet, via: [] });
}

function byTable(tables: Snapshot, journey: Journey, table: RouteTable, leg: OnTheWay): Arrival {
  return follow(tables, journey, passTable(tables, journey.steps, table, leg.packet, false), leg);
}

function follow(tables: Snapshot, journey: Journey, chosen: ChosenRoute, leg: OnTheWay): Arrival {
  if (isLocal(chosen.route)) return arriveIn(tables, journey, chosen.table.spec.vpcId, leg);
  return hopOver(tables, journey, { ...leg, chosen, onward: ONWARD });
}

/** Into a VPC, where an interface has the address. */
export function arriveIn(tables: Snapshot, journey: Journey, vpcId: string, leg: Omit<Leg, 'to'>): Arrival {
  const { packet } = leg;
  const to = interfaceAt(tables, vpcId, packet.destination);
  if (!to) throw new Blocked(nobodyThere(tables, vpcId, packet.destination));
  const subnet = subnetOf(tables, to.spec.subnetId);
  passAcl(tables, journey.steps, subnet, 'ingress', packet);
  return { kind: 'interface', networkInterface: to, leg: { ...leg, to } };
}

/**
 * The answer's way to where the packet came from; groups remember the connection and admit it. It need not be the same
 * way: between VPCs each side's routes decide for themselves.
 */
export function travelBack(tables: Snapshot, steps: Step[], { from, to, packet, via }: Leg): void {
  const answer = answerTo(packet);
  const far = subnetOf(tables, to.spec.subnetId);
  const near = from && subnetOf(tables, from.spec.subnetId);
  if (far.id === near?.id && via.length === 0) return;
  passAcl(tables, steps, far, 'egress', answer, true);
  const chosen = passTable(tables, steps, routeTableOf(tables, far), answer, true, far);
  const expected = via.at(-1);
  const isBack = from
    ? arrivalVpc(tables, steps, chosen, to, answer) === from.spec.vpcId
    : chosen.route.target === expected;
  if (!isBack) throw new Blocked(wrongWayBack(tables, chosen.table, chosen.route, answer, expected));
  if (near) passAcl(tables, steps, near, 'ingress', answer, true);
}

/** The VPC that a route takes an answer to; undefined where it leaves the VPCs. */
function arrivalVpc(
  tables: Snapshot,
  steps: Step[],
  { table, route }: ChosenRoute,
  at: NetworkInterface,
  answer: Packet,
): string | undefined {
  const { vpcId } = table.spec;
  if (isLocal(route)) return vpcId;
  if (route.target.startsWith('pcx-'))
    return crossPeering(tables, steps, route.target, vpcId, answer.destination);
  if (!route.target.startsWith('tgw-')) return undefined;
  const exit = crossTransit(tables, steps, route.target, at, answer.destination);
  const arrived = passTable(tables, steps, arrivalTable(tables, exit), answer, true);
  return isLocal(arrived.route) ? exit.spec.vpcId : undefined;
}

function passTable(
  tables: Snapshot,
  steps: Step[],
  table: RouteTable,
  packet: Packet,
  isAnswer: boolean,
  subnet?: Subnet,
): ChosenRoute {
  const chosen = chosenRoute(tables, table, packet.destination);
  if (!chosen) {
    const missing = listWithoutRoute(tables, table, packet.destination);
    throw new Blocked(noRoute(tables, table, subnet, packet, isAnswer, missing));
  }
  const { route } = chosen;
  const dead = deadReason(tables, table, route);
  if (dead) throw new Blocked(deadRoute(tables, table, route, dead));
  steps.push({
    kind: 'route table',
    shown: { Component: component(table), RouteTableRoute: shownRoute(route, true) },
    detail: `${route.destination} → ${route.target}`,
  });
  return chosen;
}
