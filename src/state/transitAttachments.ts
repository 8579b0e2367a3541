/** Joining VPCs to transit gateways, and taking them off: what changes together, inside the caller's transaction. */
import { known } from '../base/assert.ts';
import type { Random } from '../base/random.ts';
import {
  isJoined,
  type TransitGatewayAttachment,
  type TransitGatewayRouteTable,
} from '../resources/transitGateway.ts';
import { createInterface, releaseInterface } from './interfaces.ts';
import type { Snapshot, Transaction } from './tables.ts';

interface Maker {
  readonly tx: Transaction;
  readonly random: Random;
  readonly now: Date;
}

/** The attachment by which a VPC is joined to a gateway. */
export function transitAttachment(
  tables: Snapshot,
  gatewayId: string,
  vpcId: string,
): TransitGatewayAttachment | undefined {
  return tables.transitGatewayAttachments
    .by('vpc', vpcId)
    .find((row) => row.spec.transitGatewayId === gatewayId && isJoined(row));
}

/** Joins the VPC: the gateway gets its interfaces, and its default tables know the attachment. */
export function join(maker: Maker, attachment: TransitGatewayAttachment): TransitGatewayAttachment {
  const { tx } = maker;
  const gateway = known(tx.transitGateways.get(attachment.spec.transitGatewayId), 'its gateway is there');
  const { associationTableId, propagationTableId } = gateway.spec;
  const placed = withPlaces(maker, attachment, attachment.spec.subnetIds);
  const joined: TransitGatewayAttachment = {
    ...placed,
    spec: { ...placed.spec, routeTableId: associationTableId },
    status: { state: 'pending' },
  };
  tx.transitGatewayAttachments.put(joined);
  const table = propagationTableId && tx.transitGatewayRouteTables.get(propagationTableId);
  if (table) putPropagations(tx, table, [...table.spec.propagations, attachment.id]);
  return joined;
}

/** The attachment with an interface in each of these subnets and in no other. */
export function withPlaces(
  maker: Maker,
  attachment: TransitGatewayAttachment,
  subnetIds: readonly string[],
): TransitGatewayAttachment {
  const before = attachment.spec.interfaceIds;
  for (const [subnetId, id] of Object.entries(before)) {
    if (!subnetIds.includes(subnetId)) releaseInterface(maker.tx, id);
  }
  const interfaceIds = Object.fromEntries(
    subnetIds.map((id) => [id, before[id] ?? makePlace(maker, attachment.id, id)]),
  );
  return { ...attachment, spec: { ...attachment.spec, subnetIds, interfaceIds } };
}

/** Begins to take the VPC off. Static routes to it stay and are black holes; what follows from it goes. */
export function leave(tx: Transaction, attachment: TransitGatewayAttachment): TransitGatewayAttachment {
  for (const id of Object.values(attachment.spec.interfaceIds)) releaseInterface(tx, id);
  for (const table of tx.transitGatewayRouteTables.by('gateway', attachment.spec.transitGatewayId)) {
    forget(tx, table, attachment.id);
  }
  const leaving: TransitGatewayAttachment = {
    ...attachment,
    spec: { ...attachment.spec, routeTableId: undefined },
    status: { state: 'deleting' },
  };
  tx.transitGatewayAttachments.put(leaving);
  return leaving;
}

export function putPropagations(
  tx: Transaction,
  table: TransitGatewayRouteTable,
  propagations: readonly string[],
): void {
  tx.transitGatewayRouteTables.put({ ...table, spec: { ...table.spec, propagations } });
}

function forget(tx: Transaction, table: TransitGatewayRouteTable, attachmentId: string): void {
  const { routes, prefixLists, propagations } = table.spec;
  const leadThere = [...routes, ...prefixLists].some((each) => each.attachmentId === attachmentId);
  if (!leadThere && !propagations.includes(attachmentId)) return;
  const cut = <T extends { readonly attachmentId?: string }>(each: T): T =>
    each.attachmentId === attachmentId ? { ...each, attachmentId: undefined } : each;
  tx.transitGatewayRouteTables.put({
    ...table,
    spec: {
      ...table.spec,
      routes: routes.map(cut),
      prefixLists: prefixLists.map(cut),
      propagations: propagations.filter((id) => id !== attachmentId),
    },
  });
}

function makePlace({ tx, random, now }: Maker, attachmentId: string, subnetId: string): string {
  return createInterface(tx, {
    subnet: known(tx.subnets.get(subnetId), `subnet ${subnetId} exists`),
    interfaceType: 'transit_gateway',
    description: `Network Interface for Transit Gateway Attachment ${attachmentId}`,
    groupIds: [],
    requesterManaged: true,
    owner: { kind: 'transitGateway', attachmentId },
    now,
    random,
  }).id;
}
