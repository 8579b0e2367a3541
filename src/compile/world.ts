/** What several passes ask of a snapshot, gathered once for each compilation. */
import type { NetworkInterface } from '../resources/networkInterface.ts';
import type { Snapshot } from '../state/tables.ts';

export interface World {
  readonly tables: Snapshot;
  /** Interfaces that are not on their way out, by the kind of their owner. */
  readonly instanceInterfaces: readonly NetworkInterface[];
  readonly endpointInterfaces: readonly EndpointInterface[];
  readonly nodes: readonly NetworkInterface[];
  /** VPCs that have one of these interfaces; the others are records only and cost the kernel nothing. */
  readonly vpcIds: ReadonlySet<string>;
  /** Security groups on these interfaces, to the VPC they are used in. */
  readonly groupsInUse: ReadonlyMap<string, string>;
}

export interface EndpointInterface {
  readonly networkInterface: NetworkInterface;
  readonly endpointId: string;
  /** The load balancer node it is attached to; undefined unless the connection is accepted and can be made. */
  readonly node: NetworkInterface | undefined;
}

export function gatherWorld(tables: Snapshot): World {
  const live = liveInterfaces(tables);
  return {
    tables,
    instanceInterfaces: live.instance,
    endpointInterfaces: live.endpoint.map((row) => endpointInterface(tables, row)),
    nodes: live.loadBalancer,
    vpcIds: live.vpcIds,
    groupsInUse: live.groupsInUse,
  };
}

/** Neither `removing` nor `removed`: only such interfaces are in the program. */
export function isLive(networkInterface: NetworkInterface | undefined): networkInterface is NetworkInterface {
  const place = networkInterface?.status.dataPlane;
  return place === 'pending' || place === 'ready';
}

function liveInterfaces(tables: Snapshot) {
  const found = {
    instance: [] as NetworkInterface[],
    endpoint: [] as NetworkInterface[],
    loadBalancer: [] as NetworkInterface[],
    vpcIds: new Set<string>(),
    groupsInUse: new Map<string, string>(),
  };
  for (const row of tables.networkInterfaces.all()) {
    if (!isLive(row)) continue;
    found[row.spec.owner.kind].push(row);
    found.vpcIds.add(row.spec.vpcId);
    for (const groupId of row.spec.groupIds) found.groupsInUse.set(groupId, row.spec.vpcId);
  }
  return found;
}

function endpointInterface(tables: Snapshot, networkInterface: NetworkInterface): EndpointInterface {
  const { owner } = networkInterface.spec;
  const endpointId = owner.kind === 'endpoint' ? owner.endpointId : '';
  return { networkInterface, endpointId, node: attachedNode(tables, networkInterface, endpointId) };
}

function attachedNode(
  tables: Snapshot,
  { status }: NetworkInterface,
  endpointId: string,
): NetworkInterface | undefined {
  if (!status.fabricAddress || !status.nodeInterfaceId) return undefined;
  const endpoint = tables.vpcEndpoints.get(endpointId);
  const connection = endpoint && tables.endpointConnections.get(endpoint.spec.connectionId);
  if (connection?.spec.decision !== 'accepted') return undefined;
  const node = tables.networkInterfaces.get(status.nodeInterfaceId);
  return isLive(node) && node.status.fabricAddress ? node : undefined;
}
