/** An instance is `running` once its namespace and interface are in the kernel. */
import type { Reconciler } from './reconciler.ts';

export const instanceStart: Reconciler = (tx) => {
  for (const instance of tx.instances.by('state', 'pending')) {
    const networkInterface = tx.networkInterfaces.get(instance.spec.networkInterfaceId);
    if (networkInterface?.status.dataPlane !== 'ready') continue;
    tx.instances.put({ ...instance, status: { ...instance.status, state: 'running' } });
  }
  return undefined;
};
