/** DescribeTrustStoreRevocations: there is no trust store to revoke in. */
import type {
  DescribeTrustStoreRevocationsInput,
  DescribeTrustStoreRevocationsOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Call } from '../../operation.ts';
import { refuseTrustStore } from './trustStores.ts';

export function describeTrustStoreRevocations(
  _call: Call,
  input: DescribeTrustStoreRevocationsInput,
): DescribeTrustStoreRevocationsOutput {
  return refuseTrustStore(input.TrustStoreArn);
}
