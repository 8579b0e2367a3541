/** What lies behind a route that is not local: by how its target's id begins. To add one: a file beside and a line here. */
import type { Snapshot } from '../../state/tables.ts';
import { component } from '../components.ts';
import { unsupportedTarget } from '../findings/gateways.ts';
import { takesOwnOnly } from '../findings/network.ts';
import { Blocked, type Journey } from '../journey.ts';
import type { Arrival, Hop, HopOver } from './arrival.ts';
import { overGatewayEndpoint } from './gatewayEndpoint.ts';
import { overInternetGateway, overVpnGateway } from './gateways.ts';
import { overNat } from './nat.ts';
import { overPeering } from './peering.ts';
import { overTransit } from './transit.ts';

const KINDS: Readonly<Record<string, HopOver>> = {
  pcx: overPeering,
  igw: overInternetGateway,
  vgw: overVpnGateway,
  nat: overNat,
  vpce: overGatewayEndpoint,
  tgw: overTransit,
  eni: overAppliance,
};

/** @throws Blocked */
export function hopOver(tables: Snapshot, journey: Journey, hop: Hop): Arrival {
  const { route, table } = hop.chosen;
  const kind = KINDS[route.target.split('-')[0] ?? ''];
  if (!kind) throw new Blocked(unsupportedTarget(tables, table, route));
  return kind(tables, journey, hop);
}

/** An instance that routes: what it does with the packet is its own affair. */
function overAppliance(tables: Snapshot, journey: Journey, { chosen, packet }: Hop): Arrival {
  const row = tables.networkInterfaces.get(chosen.route.target);
  if (row?.spec.sourceDestCheck) throw new Blocked(takesOwnOnly(row, packet.destination));
  if (row) journey.pass('network interface', { Component: component(row) }, 'as the next hop of the route');
  return { kind: 'gateway', id: chosen.route.target, packet };
}
