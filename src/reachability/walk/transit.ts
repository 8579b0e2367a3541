/** Over a transit gateway: the table of the attachment that a packet comes by leads to another, into whose VPC it goes. */
import { known } from '../../base/assert.ts';
import { parseCidr } from '../../base/ip.ts';
import type { RouteTable } from '../../resources/network.ts';
import type { NetworkInterface } from '../../resources/networkInterface.ts';
import type { TransitGatewayAttachment, TransitGatewayRouteTable } from '../../resources/transitGateway.ts';
import { type EffectiveTransitRoute, transitRoutes } from '../../resources/transitRoutes.ts';
import type { Snapshot } from '../../state/tables.ts';
import { transitAttachment } from '../../state/transitAttachments.ts';
import { component } from '../components.ts';
import {
  noTransitTable,
  shownTransitRoute,
  transitDeadRoute,
  transitNoRoute,
  transitNotInZone,
} from '../findings/transit.ts';
import { Blocked, type Step } from '../journey.ts';
import { blocksOfList, isWithin, routeTableOf, subnetOf, vpcOf } from '../lookups.ts';
import type { HopOver } from './arrival.ts';

export const overTransit: HopOver = (tables, journey, { from, packet, chosen, via, onward }) => {
  const id = chosen.route.target;
  const exit = crossTransit(tables, journey.steps, id, from, packet.destination);
  const leg = { from, packet, via: [...via, id] };
  return onward.byTable(tables, journey, arrivalTable(tables, exit), leg);
};

/** A gateway takes packets in zones where its attachment has a subnet. */
function checkZone(tables: Snapshot, entry: TransitGatewayAttachment, { spec }: NetworkInterface): void {
  const zones = entry.spec.subnetIds.map((id) => subnetOf(tables, id).spec.availabilityZone);
  if (spec.owner.kind !== 'instance' || zones.includes(spec.availabilityZone)) return;
  throw new Blocked(transitNotInZone(entry, spec.availabilityZone));
}

/** The attachment by which a packet from the VPC leaves the gateway. @throws Blocked */
export function crossTransit(
  tables: Snapshot,
  steps: Step[],
  gatewayId: string,
  from: NetworkInterface,
  address: string,
): TransitGatewayAttachment {
  const { vpcId } = from.spec;
  const entry = known(transitAttachment(tables, gatewayId, vpcId), 'a live route leads to an attachment');
  checkZone(tables, entry, from);
  pass(steps, entry, `${vpcId} → ${gatewayId}`);
  const table = tables.transitGatewayRouteTables.get(entry.spec.routeTableId ?? '');
  if (!table) throw new Blocked(noTransitTable(entry));
  const route = bestRoute(tables, table, address);
  if (!route) throw new Blocked(transitNoRoute(table, address));
  if (!route.attachment) throw new Blocked(transitDeadRoute(table, route));
  const gateway = tables.transitGateways.get(gatewayId);
  const shown = {
    Component: component(table),
    ...(gateway ? { TransitGateway: component(gateway) } : {}),
    TransitGatewayRouteTableRoute: shownTransitRoute(route),
  };
  steps.push({
    kind: 'transit gateway table',
    shown,
    detail: `${route.destination} → ${route.attachment.id}`,
  });
  pass(steps, route.attachment, `${gatewayId} → ${route.attachment.spec.vpcId}`);
  vpcOf(tables, route.attachment.spec.vpcId);
  return route.attachment;
}

/** What arrives is routed by the table of the attachment's subnet; its first subnet stands for all zones. */
export function arrivalTable(tables: Snapshot, { spec }: TransitGatewayAttachment): RouteTable {
  return routeTableOf(tables, subnetOf(tables, known(spec.subnetIds[0], 'an attachment has a subnet')));
}

function pass(steps: Step[], attachment: TransitGatewayAttachment, detail: string): void {
  steps.push({ kind: 'transit attachment', shown: { Component: component(attachment) }, detail });
}

function bestRoute(
  tables: Snapshot,
  table: TransitGatewayRouteTable,
  address: string,
): EffectiveTransitRoute | undefined {
  const routes = transitRoutes(table, {
    attachment: (id) => tables.transitGatewayAttachments.get(id),
    vpc: (id) => tables.vpcs.get(id),
    blocksOf: (id) => blocksOfList(tables, id, table.region),
  });
  const fitting = routes.filter(({ destination }) => isWithin(destination, address));
  const length = ({ destination }: EffectiveTransitRoute) => parseCidr(destination)?.prefixLength ?? 0;
  return fitting.sort((a, b) => length(b) - length(a))[0];
}
