/** AddTrustStoreRevocations: there is no trust store to add to. */
import type {
  AddTrustStoreRevocationsInput,
  AddTrustStoreRevocationsOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Call } from '../../operation.ts';
import { refuseTrustStore } from './trustStores.ts';

export function addTrustStoreRevocations(
  _call: Call,
  input: AddTrustStoreRevocationsInput,
): AddTrustStoreRevocationsOutput {
  return refuseTrustStore(input.TrustStoreArn);
}
