/** Targets of routes: whether there is something behind them. */
import type { Route, RouteTable } from '../../resources/network.ts';
import { isLive } from '../../resources/networkInterface.ts';
import { attachedVpc } from '../../resources/vpnGateway.ts';
import type { Snapshot } from '../../state/tables.ts';
import { transitAttachment } from '../../state/transitAttachments.ts';

type Reason = (tables: Snapshot, id: string, table: RouteTable) => string | undefined;

/** By how the target's id begins; undefined: it is in order. */
const REASONS: Readonly<Record<string, Reason>> = {
  local: () => undefined,
  eni: (tables, id) => {
    const row = tables.networkInterfaces.get(id);
    if (!row) return 'which is gone';
    return isLive(row) && row.spec.owner.kind === 'instance' ? undefined : 'which is on no running instance';
  },
  pcx: (tables, id) => stateReason(tables.peeringConnections.get(id)?.status.code, 'active'),
  nat: (tables, id) => stateReason(tables.natGateways.get(id)?.status.state, 'available'),
  igw: (tables, id, { spec }) => {
    const isAttached = tables.internetGateways.get(id)?.spec.vpcIds.includes(spec.vpcId);
    return isAttached ? undefined : 'which is not attached to the VPC';
  },
  vgw: (tables, id, { spec }) => {
    const row = tables.vpnGateways.get(id);
    return row && attachedVpc(row) === spec.vpcId ? undefined : 'which is not attached to the VPC';
  },
  tgw: (tables, id, { spec }) =>
    transitAttachment(tables, id, spec.vpcId) ? undefined : 'to which the VPC is not attached',
  eigw: (tables, id) => (tables.egressOnlyInternetGateways.has(id) ? undefined : 'which is gone'),
  vpce: (tables, id) => stateReason(tables.vpcEndpoints.get(id)?.status.state, 'available'),
};

/** Why the route leads nowhere; undefined where it leads somewhere. */
export function deadReason(tables: Snapshot, table: RouteTable, { target }: Route): string | undefined {
  const reason = REASONS[target.split('-')[0] ?? ''];
  return reason ? reason(tables, target, table) : 'which is gone';
}

function stateReason(state: string | undefined, wanted: string): string | undefined {
  if (state === wanted) return undefined;
  return state === undefined ? 'which is gone' : `whose state is ${state}`;
}
