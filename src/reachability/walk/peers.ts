/** VPCs whose interfaces' groups a VPC's rules may name. */
import type { Snapshot } from '../../state/tables.ts';

/** Those that an active peering connection joins to it within a Region: AWS takes no groups of other Regions. */
export function peersOf(tables: Snapshot, vpcId: string): string[] {
  return tables.peeringConnections
    .by('vpc', vpcId)
    .filter(({ status, spec }) => status.code === 'active' && spec.requester.region === spec.accepter.region)
    .map(({ spec }) => (spec.requester.vpcId === vpcId ? spec.accepter.vpcId : spec.requester.vpcId));
}
