/** What passes ask of network interfaces. */
import { isLive, type NetworkInterface } from '../resources/networkInterface.ts';
import type { Snapshot } from '../state/tables.ts';

/** Those of the ids whose interface is live, in the order of the ids. */
export function liveInterfaces(tables: Snapshot, ids: readonly string[]): NetworkInterface[] {
  return ids.map((id) => tables.networkInterfaces.get(id)).filter(isLive);
}

/** The load balancer node that an endpoint's interface leads to; undefined unless its connection is accepted. */
export function attachedNode(
  tables: Snapshot,
  { spec, status }: NetworkInterface,
): NetworkInterface | undefined {
  if (spec.owner.kind !== 'endpoint' || !status.fabricAddress || !status.nodeInterfaceId) return undefined;
  const endpoint = tables.vpcEndpoints.get(spec.owner.endpointId);
  const connection = endpoint && tables.endpointConnections.get(endpoint.spec.connectionId ?? '');
  if (connection?.spec.decision !== 'accepted') return undefined;
  const node = tables.networkInterfaces.get(status.nodeInterfaceId);
  return isLive(node) && node.status.fabricAddress ? node : undefined;
}
