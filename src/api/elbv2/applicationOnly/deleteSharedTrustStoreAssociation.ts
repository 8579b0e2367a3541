/** DeleteSharedTrustStoreAssociation: no trust store is shared. */
import type {
  DeleteSharedTrustStoreAssociationInput,
  DeleteSharedTrustStoreAssociationOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Call } from '../../operation.ts';
import { refuseTrustStore } from './trustStores.ts';

export function deleteSharedTrustStoreAssociation(
  _call: Call,
  input: DeleteSharedTrustStoreAssociationInput,
): DeleteSharedTrustStoreAssociationOutput {
  return refuseTrustStore(input.TrustStoreArn);
}
