/** Interfaces on instances: put on, taken off, and what they are while their instance is stopped. */
import type { Random } from '../base/random.ts';
import { attachmentOf, type NetworkInterface } from '../resources/networkInterface.ts';
import { freePublicIp } from './elasticIps.ts';
import { newAttachmentId, releaseInterface } from './interfaces.ts';
import type { Snapshot, Transaction } from './tables.ts';

/** All of an instance's interfaces, those that are leaving too, in order of their devices. */
export function interfacesOfInstance(tables: Snapshot, instanceId: string): NetworkInterface[] {
  const rows = tables.networkInterfaces.by('instance', instanceId);
  return rows.length < 2 ? rows : rows.sort((a, b) => deviceOf(a) - deviceOf(b));
}

/** @param running false: the kernel gets it when the instance starts */
export function attachInterface(
  tx: Transaction,
  row: NetworkInterface,
  place: { instanceId: string; deviceIndex: number; deleteOnTermination: boolean; running: boolean },
  now: Date,
  random: Random,
): NetworkInterface {
  const { running, ...where } = place;
  const owner = { kind: 'instance', ...where, attachedAt: now.toISOString() } as const;
  const attached: NetworkInterface = {
    ...row,
    spec: { ...row.spec, owner, attachmentId: newAttachmentId(owner, random) },
    status: { dataPlane: running ? 'pending' : 'absent' },
  };
  tx.networkInterfaces.put(attached);
  return attached;
}

/** Begins to take an interface off its instance, which it will outlive; `settleInterface` ends it. */
export function detachInterface(tx: Transaction, row: NetworkInterface): void {
  const attachment = attachmentOf(row);
  if (!attachment) return;
  const owner = { ...attachment, deleteOnTermination: false };
  tx.networkInterfaces.put({ ...row, spec: { ...row.spec, owner } });
  releaseInterface(tx, row.id);
}

/** The kernel is to let go of an instance's interfaces, which stay attached. */
export function restInterfaces(tx: Transaction, instanceId: string): void {
  for (const row of interfacesOfInstance(tx, instanceId)) {
    if (row.status.dataPlane !== 'absent' && !attachmentOf(row)?.detaching) {
      const { publicIp: _released, ...spec } = row.spec;
      tx.networkInterfaces.put({ ...row, spec, status: { dataPlane: 'removing' } });
    }
  }
}

/** The kernel is to have the interfaces of an instance again. */
export function wakeInterfaces(tx: Transaction, instanceId: string, random: Random): void {
  for (const row of interfacesOfInstance(tx, instanceId)) {
    if (!attachmentOf(row)?.detaching) {
      const woken = row.spec.associatePublicIpAddress ? withPublicIp(tx, row, random) : row;
      tx.networkInterfaces.put({ ...woken, status: { dataPlane: 'pending' } });
    }
  }
}

/** Gives an interface a public address of Amazon's, until its instance is stopped. */
export function withPublicIp(tables: Snapshot, row: NetworkInterface, random: Random): NetworkInterface {
  return { ...row, spec: { ...row.spec, publicIp: freePublicIp(tables, random) } };
}

/** What becomes of an instance's interface once the kernel has let go of it. */
export function settleInterface(tx: Transaction, row: NetworkInterface): void {
  const attachment = attachmentOf(row);
  if (!attachment) return;
  const state = tx.instances.get(attachment.instanceId)?.status.state;
  const isKept = (state === 'stopping' || state === 'stopped') && !attachment.detaching;
  if (isKept) tx.networkInterfaces.put({ ...row, status: { dataPlane: 'absent' } });
  else if (attachment.deleteOnTermination) tx.networkInterfaces.delete(row.id);
  else freeInterface(tx, row);
}

/** It is its customer's, attached to nothing. */
function freeInterface(tx: Transaction, row: NetworkInterface): void {
  const { attachmentId: _id, publicIp: _released, ...spec } = row.spec;
  tx.networkInterfaces.put({
    ...row,
    spec: { ...spec, owner: { kind: 'customer' } },
    status: { dataPlane: 'absent' },
  });
}

function deviceOf(row: NetworkInterface): number {
  return attachmentOf(row)?.deviceIndex ?? 0;
}
