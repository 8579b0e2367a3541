/** What a gateway is told of a packet that a route leads to it, and where a stretch of the way may end. */
import type { RouteTable } from '../../resources/network.ts';
import type { NetworkInterface } from '../../resources/networkInterface.ts';
import type { Snapshot } from '../../state/tables.ts';
import type { Journey, Leg } from '../journey.ts';
import type { Packet } from '../packet.ts';
import type { ChosenRoute } from './routes.ts';

/** Where a stretch ends. */
export type Arrival =
  | { readonly kind: 'interface'; readonly networkInterface: NetworkInterface; readonly leg: Leg }
  /** Out of the VPCs, or into something that is no interface: the gateway's id. */
  | { readonly kind: 'gateway'; readonly id: string; readonly packet: Packet };

export interface Hop {
  readonly from: NetworkInterface;
  readonly packet: Packet;
  readonly chosen: ChosenRoute;
  /** Gateways passed so far. */
  readonly via: readonly string[];
  readonly onward: Onward;
}

/** A stretch that has begun at an interface. */
export type OnTheWay = Omit<Leg, 'to' | 'from'> & { readonly from: NetworkInterface };

/** How a gateway hands a packet on. */
export interface Onward {
  /** From an interface, by its subnet's table. */
  travel(tables: Snapshot, journey: Journey, from: NetworkInterface, packet: Packet): Arrival;
  /** By a table of the VPC that the packet comes into. */
  byTable(tables: Snapshot, journey: Journey, table: RouteTable, leg: OnTheWay): Arrival;
  /** Into a VPC, to the interface that has the address. */
  arriveIn(tables: Snapshot, journey: Journey, vpcId: string, leg: Omit<Leg, 'to'>): Arrival;
}

/** @throws Blocked */
export type HopOver = (tables: Snapshot, journey: Journey, hop: Hop) => Arrival;
