/** An Elastic IP stands for nothing once the interface that it stood for is gone. */
import { associationOf, disassociateAddress } from '../state/elasticIps.ts';
import type { Reconciler } from './reconciler.ts';

export const lostAssociations: Reconciler = (tx) => {
  for (const elasticIp of tx.elasticIps.all()) {
    if (elasticIp.spec.association && !associationOf(tx, elasticIp)) disassociateAddress(tx, elasticIp);
  }
  return undefined;
};
