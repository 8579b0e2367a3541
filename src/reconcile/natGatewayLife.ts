/**
 * A NAT gateway is `available` once the kernel has it, or `failed` soon after it was made; it is `deleted` once the
 * kernel has let go of it, with its interface gone and its Elastic IPs free; an hour later it is forgotten (as in AWS).
 */
import type { NatGateway } from '../resources/natGateway.ts';
import { disassociateAddress } from '../state/elasticIps.ts';
import { releaseInterface } from '../state/interfaces.ts';
import type { Snapshot, Transaction } from '../state/tables.ts';
import { earliest } from './earliest.ts';
import type { Moment, Reconciler } from './reconciler.ts';

const REMEMBERED_MS = 60 * 60 * 1000;

export const natGatewayLife: Reconciler = (tx, moment) => {
  for (const gateway of tx.natGateways.by('state', 'pending')) start(tx, gateway, moment);
  for (const gateway of tx.natGateways.by('state', 'deleting')) letGo(tx, gateway, moment);
  const ended = [...tx.natGateways.by('state', 'deleted'), ...tx.natGateways.by('state', 'failed')];
  return earliest(ended.map((gateway) => forget(tx, gateway, moment)));
};

function start(tx: Transaction, gateway: NatGateway, moment: Moment): void {
  if (gateway.status.failure) end(tx, gateway, 'failed', moment);
  else if (placeOf(tx, gateway) === 'ready')
    tx.natGateways.put({ ...gateway, status: { state: 'available' } });
}

function letGo(tx: Transaction, gateway: NatGateway, moment: Moment): void {
  const { networkInterfaceId: id } = gateway.spec;
  if (id) releaseInterface(tx, id);
  const place = placeOf(tx, gateway);
  if (place === undefined || place === 'removed') end(tx, gateway, 'deleted', moment);
}

function placeOf(tables: Snapshot, { spec }: NatGateway): string | undefined {
  return tables.networkInterfaces.get(spec.networkInterfaceId ?? '')?.status.dataPlane;
}

function end(tx: Transaction, gateway: NatGateway, state: 'failed' | 'deleted', { now }: Moment): void {
  const { networkInterfaceId: id } = gateway.spec;
  if (id) {
    for (const elasticIp of tx.elasticIps.by('interface', id)) disassociateAddress(tx, elasticIp);
    tx.networkInterfaces.delete(id);
  }
  tx.natGateways.put({ ...gateway, status: { ...gateway.status, state, endedAt: now.toISOString() } });
}

function forget(tx: Transaction, { id, createdAt, status }: NatGateway, { now }: Moment): Date | undefined {
  const due = new Date(Date.parse(status.endedAt ?? createdAt) + REMEMBERED_MS);
  if (due > now) return due;
  tx.natGateways.delete(id);
  return undefined;
}
