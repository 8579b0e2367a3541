/** An instance is `running` once its namespace and interfaces are in the kernel. */
import { interfacesOfInstance } from '../state/attachments.ts';
import type { Reconciler } from './reconciler.ts';

export const instanceStart: Reconciler = (tx) => {
  for (const instance of tx.instances.by('state', 'pending')) {
    const interfaces = interfacesOfInstance(tx, instance.id);
    if (interfaces.length === 0 || interfaces.some(({ status }) => status.dataPlane !== 'ready')) continue;
    tx.instances.put({ ...instance, status: { ...instance.status, state: 'running' } });
  }
  return undefined;
};
