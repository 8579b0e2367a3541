/** The links by which packets leave a VPC, and the rows that make them. */
import { INTERNET_LINK, peeringName, transitLinkName, vpnLinkName } from './interfaceNames.ts';
import type { ProgramRow } from './rows.ts';

/** Name of the link that the row makes in that VPC's router; undefined where it makes none. */
export function linkOf(row: ProgramRow | undefined, vpcId: string): string | undefined {
  switch (row?.kind) {
    case 'peering':
      return [row.vpcId, row.peerVpcId].includes(vpcId) ? peeringName(row.id) : undefined;
    case 'onPremises':
      return row.vpcId === vpcId ? vpnLinkName(row.id, row.place) : undefined;
    case 'transitLink':
      return row.vpcId === vpcId ? transitLinkName(row.id) : undefined;
    case 'internet':
      return row.vpcId === vpcId ? INTERNET_LINK : undefined;
    default:
      return undefined;
  }
}
