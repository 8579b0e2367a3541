/** An instance is `terminated` once the kernel has let go of it, and forgotten an hour later (as in AWS). */
import type { Instance } from '../resources/instance.ts';
import type { Transaction } from '../state/tables.ts';
import { earliest } from './earliest.ts';
import type { Moment, Reconciler } from './reconciler.ts';

const REMEMBERED_MS = 60 * 60 * 1000;

export const instanceEnd: Reconciler = (tx, moment) => {
  for (const instance of tx.instances.by('state', 'shutting-down')) terminate(tx, instance, moment);
  return earliest(tx.instances.by('state', 'terminated').map((instance) => forget(tx, instance, moment)));
};

function terminate(tx: Transaction, instance: Instance, { now }: Moment): void {
  if (tx.networkInterfaces.count('instance', instance.id) > 0) return;
  tx.instances.put({
    ...instance,
    spec: { ...instance.spec, terminatedAt: instance.spec.terminatedAt ?? now.toISOString() },
    status: { ...instance.status, state: 'terminated' },
  });
}

function forget(tx: Transaction, instance: Instance, { now }: Moment): Date | undefined {
  const due = new Date(Date.parse(instance.spec.terminatedAt ?? instance.createdAt) + REMEMBERED_MS);
  if (due > now) return due;
  tx.instances.delete(instance.id);
  tx.consoleOutputs.delete(instance.id);
  return undefined;
}
