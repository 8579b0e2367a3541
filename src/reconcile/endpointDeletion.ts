/** A deleted endpoint goes, with its connection, notifications and interfaces, once the kernel has let go of all of them. */
import type { VpcEndpoint } from '../resources/endpoint.ts';
import type { Snapshot } from '../state/tables.ts';
import type { Reconciler } from './reconciler.ts';

export const endpointDeletion: Reconciler = (tx) => {
  for (const endpoint of tx.vpcEndpoints.by('state', 'deleting')) {
    const interfaceIds = Object.values(endpoint.status.networkInterfaceIds);
    if (!interfaceIds.every((id) => isRemoved(tx, id))) continue;
    for (const id of interfaceIds) tx.networkInterfaces.delete(id);
    dropEndpoint(tx, endpoint);
  }
  return undefined;
};

function isRemoved(tables: Snapshot, interfaceId: string): boolean {
  const row = tables.networkInterfaces.get(interfaceId);
  return row === undefined || row.status.dataPlane === 'removed';
}

function dropEndpoint(tx: Parameters<Reconciler>[0], { id, spec }: VpcEndpoint): void {
  if (spec.connectionId) tx.endpointConnections.delete(spec.connectionId);
  for (const notification of tx.connectionNotifications.by('about', id))
    tx.connectionNotifications.delete(notification.id);
  tx.vpcEndpoints.delete(id);
}
