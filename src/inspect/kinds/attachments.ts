/** What operators have joined to virtual private gateways. */
import { placeName } from '../../resources/onPremises.ts';
import { attachedVpc } from '../../resources/vpnGateway.ts';
import type { Snapshot } from '../../state/tables.ts';
import { kind } from './kind.ts';

export const attachments = kind({
  name: 'attachments',
  aliases: ['attachment', 'on-premises'],
  rows: ({ snapshot }) => snapshot.onPremises.all(),
  columns: {
    GATEWAY: (row) => row.id,
    ACCOUNT: (row) => row.accountId,
    VPC: (row, { snapshot }) => vpcOf(snapshot, row.id),
    ATTACHED: (row) => placeName(row.spec.place),
    CIDRS: (row) => row.spec.cidrs.join(','),
    ADDRESS: (row) => row.spec.address,
  },
});

function vpcOf(tables: Snapshot, gatewayId: string): string | undefined {
  const gateway = tables.vpnGateways.get(gatewayId);
  return gateway && attachedVpc(gateway);
}
