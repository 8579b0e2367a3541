/** Deleted VPN gateways and customer gateways are shown as `deleted` for an hour, as in AWS. */
import type { CustomerGateway, VpnGateway } from '../resources/vpnGateway.ts';
import type { WriteTable } from '../state/table.ts';
import { earliest } from './earliest.ts';
import type { Reconciler } from './reconciler.ts';

const REMEMBERED_MS = 60 * 60 * 1000;

export const deletedVpnEnds: Reconciler = (tx, { now }) =>
  earliest([forget(tx.vpnGateways, now), forget(tx.customerGateways, now)]);

function forget(
  table: WriteTable<VpnGateway, 'state'> | WriteTable<CustomerGateway, 'state'>,
  now: Date,
): Date | undefined {
  const dues: Date[] = [];
  for (const { id, createdAt, spec } of table.by('state', 'deleted')) {
    const due = new Date(Date.parse(spec.deletedAt ?? createdAt) + REMEMBERED_MS);
    if (due > now) dues.push(due);
    else table.delete(id);
  }
  return earliest(dues);
}
