/** RemoveTrustStoreRevocations: there is no trust store to remove from. */
import type {
  RemoveTrustStoreRevocationsInput,
  RemoveTrustStoreRevocationsOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Call } from '../../operation.ts';
import { refuseTrustStore } from './trustStores.ts';

export function removeTrustStoreRevocations(
  _call: Call,
  input: RemoveTrustStoreRevocationsInput,
): RemoveTrustStoreRevocationsOutput {
  return refuseTrustStore(input.TrustStoreArn);
}
