/** Pass: each listener at each node of its load balancer, with the targets that this node may send to. */
import { known } from '../../base/assert.ts';
import type { ListenerRow } from '../../program/rows.ts';
import type { Listener, TargetGroup } from '../../resources/loadBalancer.ts';
import type { NetworkInterface } from '../../resources/networkInterface.ts';
import { servedListeners } from '../balancers.ts';
import { remembered } from '../remembered.ts';
import type { PlacedTarget } from '../targets.ts';
import type { World } from '../world.ts';

const TCP = 6;

export function listeners(world: World): ListenerRow[] {
  return servedListeners(world).flatMap(({ listener, group, nodes, crossZone, targets }) =>
    listenerRows(listener, group, nodes, crossZone, targets),
  );
}

const listenerRows = remembered(
  (
    listener: Listener,
    group: TargetGroup,
    nodes: readonly NetworkInterface[],
    crossZone: boolean,
    targets: readonly PlacedTarget[],
  ): ListenerRow[] =>
    nodes.map((node) => ({
      kind: 'listener',
      id: `${listener.id}@${node.id}`,
      vpcId: node.spec.vpcId,
      nodeId: node.id,
      nodeAddress: node.spec.privateIpAddress,
      nodeFabricAddress: known(node.status.fabricAddress, `node ${node.id} has a fabric address`),
      protocol: TCP,
      port: listener.spec.port,
      preserveClientIp: preservesClientIp(group),
      targets: targets
        .filter(({ zone }) => crossZone || zone === undefined || zone === node.spec.availabilityZone)
        .map(({ id, address, port }) => ({ address, port, check: id })),
      allChecks: targets.map(({ id }) => id),
    })),
);

/** AWS's default: off for addresses behind TCP, on for instances. */
function preservesClientIp({ spec }: TargetGroup): boolean {
  const chosen = spec.attributes['preserve_client_ip.enabled'];
  return chosen === undefined ? spec.targetType === 'instance' : chosen === 'true';
}
