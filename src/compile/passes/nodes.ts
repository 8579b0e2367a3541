/** Pass: the load balancer nodes, one for each zone of each load balancer. */
import { known } from '../../base/assert.ts';
import type { NodeRow } from '../../program/rows.ts';
import type { NetworkInterface } from '../../resources/networkInterface.ts';
import { remembered } from '../remembered.ts';
import type { World } from '../world.ts';

export function nodes(world: World): NodeRow[] {
  return world.nodes.map((row) => nodeRow(row));
}

const nodeRow = remembered(
  ({ id, spec, status }: NetworkInterface): NodeRow => ({
    kind: 'node',
    id,
    loadBalancerArn: spec.owner.kind === 'loadBalancer' ? spec.owner.loadBalancerArn : '',
    vpcId: spec.vpcId,
    availabilityZone: spec.availabilityZone,
    address: spec.privateIpAddress,
    fabricAddress: known(status.fabricAddress, `node ${id} has a fabric address`),
    groupIds: spec.groupIds,
  }),
);
