/** An accepted endpoint is `available` once all its interfaces, as they stand, are in the kernel. */
import { endpointIsProgrammed, interfacesOf } from '../state/connections.ts';
import type { Reconciler } from './reconciler.ts';

export const endpointProgrammed: Reconciler = (tx) => {
  for (const endpoint of tx.vpcEndpoints.by('state', 'pending')) {
    const programmed = interfacesOf(tx, endpoint).every((row) => row.status.dataPlane === 'ready');
    if (programmed) endpointIsProgrammed(tx, endpoint);
  }
  return undefined;
};
