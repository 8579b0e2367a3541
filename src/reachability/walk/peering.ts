/** Over a VPC peering connection: between the two VPCs' own addresses, and no further. */
import { known } from '../../base/assert.ts';
import type { Snapshot } from '../../state/tables.ts';
import { component } from '../components.ts';
import { notOfPeer } from '../findings/gateways.ts';
import { Blocked, type Step } from '../journey.ts';
import { isInVpc, vpcOf } from '../lookups.ts';
import type { HopOver } from './arrival.ts';

export const overPeering: HopOver = (tables, journey, { from, packet, chosen, via, onward }) => {
  const id = chosen.route.target;
  const far = crossPeering(tables, journey.steps, id, chosen.table.spec.vpcId, packet.destination);
  return onward.arriveIn(tables, journey, far, { from, packet, via: [...via, id] });
};

/** The other VPC. @throws Blocked for an address that it has not */
export function crossPeering(
  tables: Snapshot,
  steps: Step[],
  id: string,
  vpcId: string,
  address: string,
): string {
  const connection = known(tables.peeringConnections.get(id), 'a route that is not dead has a target');
  const { requester, accepter } = connection.spec;
  const far = requester.vpcId === vpcId ? accepter.vpcId : requester.vpcId;
  if (!isInVpc(tables, far, address)) throw new Blocked(notOfPeer(tables, connection, far, address));
  const shown = {
    Component: component(connection),
    SourceVpc: component(vpcOf(tables, vpcId)),
    DestinationVpc: component(vpcOf(tables, far)),
  };
  steps.push({ kind: 'peering connection', shown, detail: `${vpcId} → ${far}` });
  return far;
}
