/** What several passes ask of a snapshot, gathered once for each compilation. */
import type { NetworkInterface } from '../resources/networkInterface.ts';
import type { Snapshot } from '../state/tables.ts';
import { type CurrentRows, currentRows, followed } from './followed.ts';

export interface World {
  readonly tables: Snapshot;
  readonly current: CurrentRows;
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
  const current = currentRows(tables);
  return {
    tables,
    current,
    instanceInterfaces: live.instance,
    endpointInterfaces: live.endpoint.map((row) => endpointInterface(row, { tables, current })),
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
    customer: [] as NetworkInterface[],
    natGateway: [] as NetworkInterface[],
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

const endpointInterface = followed((networkInterface: NetworkInterface, tables, meet): EndpointInterface => {
  const { spec, status } = networkInterface;
  const endpointId = spec.owner.kind === 'endpoint' ? spec.owner.endpointId : '';
  const detached = { networkInterface, endpointId, node: undefined };
  if (!status.fabricAddress || !status.nodeInterfaceId) return detached;
  const endpoint = meet(tables.vpcEndpoints.get(endpointId));
  const connection = endpoint && meet(tables.endpointConnections.get(endpoint.spec.connectionId ?? ''));
  if (connection?.spec.decision !== 'accepted') return detached;
  const node = meet(tables.networkInterfaces.get(status.nodeInterfaceId));
  return isLive(node) && node.status.fabricAddress ? { networkInterface, endpointId, node } : detached;
});
