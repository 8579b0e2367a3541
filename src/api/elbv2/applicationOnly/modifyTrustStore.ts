/** ModifyTrustStore: there is none to modify. */
import type {
  ModifyTrustStoreInput,
  ModifyTrustStoreOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Call } from '../../operation.ts';
import { refuseTrustStore } from './trustStores.ts';

export function modifyTrustStore(_call: Call, input: ModifyTrustStoreInput): ModifyTrustStoreOutput {
  return refuseTrustStore(input.TrustStoreArn);
}
