/**
 * Interfaces that the kernel has let go of and that nobody names any more: a deleted load balancer's, or those
 * of a zone that a load balancer or an endpoint has left.
 */
import type { NetworkInterface } from '../resources/networkInterface.ts';
import type { Snapshot } from '../state/tables.ts';
import type { Reconciler } from './reconciler.ts';

export const orphanedInterfaces: Reconciler = (tx) => {
  for (const row of tx.networkInterfaces.by('dataPlane', 'removed')) {
    if (!isNamedByOwner(tx, row)) tx.networkInterfaces.delete(row.id);
  }
  return undefined;
};

function isNamedByOwner(tables: Snapshot, { id, spec: { owner } }: NetworkInterface): boolean {
  switch (owner.kind) {
    // `settledInterfaces` decides about these.
    case 'instance':
    case 'customer':
      return true;
    case 'natGateway':
      return tables.natGateways.get(owner.natGatewayId)?.spec.networkInterfaceId === id;
    case 'transitGateway':
      return placesOf(tables, owner.attachmentId).includes(id);
    case 'endpoint':
      return namesOf(tables, owner.endpointId).includes(id);
    case 'loadBalancer':
      return nodesOf(tables, owner.loadBalancerArn).includes(id);
  }
}

function namesOf(tables: Snapshot, endpointId: string): string[] {
  return Object.values(tables.vpcEndpoints.get(endpointId)?.status.networkInterfaceIds ?? {});
}

function placesOf(tables: Snapshot, attachmentId: string): string[] {
  return Object.values(tables.transitGatewayAttachments.get(attachmentId)?.spec.interfaceIds ?? {});
}

function nodesOf(tables: Snapshot, loadBalancerArn: string): string[] {
  const zones = tables.loadBalancers.get(loadBalancerArn)?.spec.zones ?? [];
  return zones.map((zone) => zone.networkInterfaceId);
}
