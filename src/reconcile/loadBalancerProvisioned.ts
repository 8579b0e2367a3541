/** A load balancer is `active` once all its nodes are in the kernel. */
import type { LoadBalancerZone } from '../resources/loadBalancer.ts';
import type { Snapshot } from '../state/tables.ts';
import type { Reconciler } from './reconciler.ts';

export const loadBalancerProvisioned: Reconciler = (tx) => {
  for (const balancer of tx.loadBalancers.by('state', 'provisioning')) {
    if (!balancer.spec.zones.every((zone) => isReady(tx, zone))) continue;
    tx.loadBalancers.put({ ...balancer, status: { ...balancer.status, state: 'active' } });
  }
  return undefined;
};

function isReady(tables: Snapshot, zone: LoadBalancerZone): boolean {
  return tables.networkInterfaces.get(zone.networkInterfaceId)?.status.dataPlane === 'ready';
}
