/** Interfaces of instances that the kernel has let go of: deleted, freed, or kept for the instance's next start. */
import { settleInterface } from '../state/attachments.ts';
import type { Reconciler } from './reconciler.ts';

export const settledInterfaces: Reconciler = (tx) => {
  for (const row of tx.networkInterfaces.by('dataPlane', 'removed')) settleInterface(tx, row);
  return undefined;
};
