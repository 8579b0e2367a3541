/** DeleteTrustStore: there is none to delete. */
import type {
  DeleteTrustStoreInput,
  DeleteTrustStoreOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Call } from '../../operation.ts';
import { refuseTrustStore } from './trustStores.ts';

export function deleteTrustStore(_call: Call, input: DeleteTrustStoreInput): DeleteTrustStoreOutput {
  return refuseTrustStore(input.TrustStoreArn);
}
