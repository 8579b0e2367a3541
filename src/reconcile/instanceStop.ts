/** An instance is `stopped` once the kernel has let go of all its interfaces, and so of its namespace. */
import { interfacesOfInstance } from '../state/attachments.ts';
import type { Reconciler } from './reconciler.ts';

export const instanceStop: Reconciler = (tx) => {
  for (const instance of tx.instances.by('state', 'stopping')) {
    const interfaces = interfacesOfInstance(tx, instance.id);
    if (interfaces.some(({ status }) => status.dataPlane !== 'absent')) continue;
    tx.instances.put({ ...instance, status: { ...instance.status, state: 'stopped' } });
  }
  return undefined;
};
