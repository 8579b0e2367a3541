/** What passes ask of network interfaces. */
import { isLive, type NetworkInterface } from '../resources/networkInterface.ts';
import type { Snapshot } from '../state/tables.ts';

/** Those of the ids whose interface is live, in the order of the ids. */
export function liveInterfaces(tables: Snapshot, ids: readonly string[]): NetworkInterface[] {
  return ids.map((id) => tables.networkInterfaces.get(id)).filter(isLive);
}

/** The IPv6 address that an endpoint's interface or a node's has beside its IPv4 one, as a part of its row. */
export function ipv6AddressOf({ spec }: NetworkInterface): { readonly ipv6Address?: string } {
  const [ipv6Address] = spec.ipv6Addresses ?? [];
  return ipv6Address === undefined || spec.privateIpAddress === undefined ? {} : { ipv6Address };
}

/** Whether an endpoint's interface and the node that it leads to can speak IPv6 with each other. */
export function speakIpv6(...interfaces: readonly NetworkInterface[]): { readonly ipv6?: true } {
  return interfaces.every(({ spec }) => spec.ipv6Addresses?.length) ? { ipv6: true } : {};
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
