/** Over a VPC peering connection: between the two VPCs' own addresses, and no further. */
import { known } from '../../base/assert.ts';
import { component } from '../components.ts';
import { notOfPeer } from '../findings/gateways.ts';
import { Blocked } from '../journey.ts';
import { isInVpc, vpcOf } from '../lookups.ts';
import type { HopOver } from './arrival.ts';

export const overPeering: HopOver = (tables, journey, { from, packet, chosen, via, onward }) => {
  const id = chosen.route.target;
  const connection = known(tables.peeringConnections.get(id), 'a route that is not dead has a target');
  const { requester, accepter } = connection.spec;
  const far = requester.vpcId === from.spec.vpcId ? accepter : requester;
  if (!isInVpc(tables, far.vpcId, packet.destination)) {
    throw new Blocked(notOfPeer(tables, connection, far.vpcId, packet.destination));
  }
  const shown = {
    Component: component(connection),
    SourceVpc: component(vpcOf(tables, from.spec.vpcId)),
    DestinationVpc: component(vpcOf(tables, far.vpcId)),
  };
  journey.pass('peering connection', shown, `${from.spec.vpcId} → ${far.vpcId}`);
  return onward.arriveIn(tables, journey, far.vpcId, { from, packet, via: [...via, id] });
};
