/** Routes to a VPC peering connection: one that carries packets. */
import { peeringName } from '../../program/interfaceNames.ts';
import { carriesPackets } from '../peers.ts';
import type { ViaOf } from './via.ts';

export const peeringVia: ViaOf = (tables, target, { spec: { vpcId } }) => {
  const connection = tables.peeringConnections.get(target);
  if (!connection || !carriesPackets(tables, connection)) return 'blackhole';
  const { requester, accepter } = connection.spec;
  return [requester.vpcId, accepter.vpcId].includes(vpcId)
    ? { link: peeringName(target), row: `peering/${target}` }
    : 'blackhole';
};
