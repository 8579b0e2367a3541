/** VPCs that are peers: which connections carry packets, and what they open. */
import type { PeeringConnection, PeeringSide } from '../resources/peeringConnection.ts';
import type { Snapshot } from '../state/tables.ts';

/** Accepted, and both VPCs have a router. */
export function carriesPackets(tables: Snapshot, { spec, status }: PeeringConnection): boolean {
  const sides = [spec.requester, spec.accepter];
  return (
    status.code === 'active' && sides.every(({ vpcId }) => tables.networkInterfaces.count('live', vpcId) > 0)
  );
}

/** Whether rules of one VPC may name groups of the other: they are peers in one Region. */
export function shareGroups(tables: Snapshot, one: string, other: string): boolean {
  return peeringsOf(tables, one).some(({ own, peer }) => peer.vpcId === other && peer.region === own.region);
}

/** VPCs that may know the names of this one's instances. */
export function vpcsToldNames(tables: Snapshot, vpcId: string): string[] {
  return peeringsOf(tables, vpcId)
    .filter(({ own }) => own.options.allowDnsResolutionFromRemoteVpc)
    .map(({ peer }) => peer.vpcId);
}

interface Peering {
  readonly own: PeeringSide;
  readonly peer: PeeringSide;
}

/** In order of their ids. */
function peeringsOf(tables: Snapshot, vpcId: string): Peering[] {
  return [...tables.peeringConnections.by('vpc', vpcId)]
    .filter(({ status }) => status.code === 'active')
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ spec: { requester, accepter } }) =>
      requester.vpcId === vpcId ? { own: requester, peer: accepter } : { own: accepter, peer: requester },
    );
}
