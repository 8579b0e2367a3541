/** A terminated instance is deregistered from its target groups, as AWS does it. */
import type { Instance } from '../resources/instance.ts';
import type { Transaction } from '../state/tables.ts';
import type { Moment, Reconciler } from './reconciler.ts';

export const terminatedTargets: Reconciler = (tx, moment) => {
  for (const instance of tx.instances.by('state', 'terminated')) deregister(tx, instance, moment);
  return undefined;
};

/** Where nothing forwards to it there is nothing to drain. */
function deregister(tx: Transaction, { id }: Instance, { now }: Moment): void {
  for (const target of tx.targets.by('target', id)) {
    if (target.spec.deregisteredAt) continue;
    const isUsed = tx.listeners.count('targetGroup', target.spec.targetGroupArn) > 0;
    if (!isUsed) tx.targets.delete(target.id);
    else tx.targets.put({ ...target, spec: { ...target.spec, deregisteredAt: now.toISOString() } });
  }
}
