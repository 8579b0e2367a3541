/** Pass: a link between the routers of two VPCs that are peers. */
import { known } from '../../base/assert.ts';
import type { PeeringRow } from '../../program/rows.ts';
import type { PeeringConnection } from '../../resources/peeringConnection.ts';
import { vpcBlocks } from '../../resources/vpcBlocks.ts';
import type { Snapshot } from '../../state/tables.ts';
import { pass } from '../pass.ts';
import { carriesPackets } from '../peers.ts';

/** Jumbo frames within a Region, what PrivateLink and others carry between Regions (AWS: EC2, network MTU). */
const [MTU, MTU_BETWEEN_REGIONS] = [9001, 8500];

export const peerings = pass('peeringConnections', (connection, tables) =>
  carriesPackets(tables, connection) ? [peeringRow(connection, tables)] : [],
);

function peeringRow({ id, spec: { requester, accepter } }: PeeringConnection, tables: Snapshot): PeeringRow {
  return {
    kind: 'peering',
    id,
    vpcId: requester.vpcId,
    cidrs: blocksOf(tables, requester.vpcId),
    peerVpcId: accepter.vpcId,
    peerCidrs: blocksOf(tables, accepter.vpcId),
    mtu: requester.region === accepter.region ? MTU : MTU_BETWEEN_REGIONS,
  };
}

function blocksOf(tables: Snapshot, vpcId: string): string[] {
  const vpc = known(tables.vpcs.get(vpcId), `VPC ${vpcId} with an interface exists`);
  return vpcBlocks(vpc);
}
