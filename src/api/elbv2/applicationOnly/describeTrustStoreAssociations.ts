/** DescribeTrustStoreAssociations: no listener uses a trust store. */
import type {
  DescribeTrustStoreAssociationsInput,
  DescribeTrustStoreAssociationsOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Call } from '../../operation.ts';
import { refuseTrustStore } from './trustStores.ts';

export function describeTrustStoreAssociations(
  _call: Call,
  input: DescribeTrustStoreAssociationsInput,
): DescribeTrustStoreAssociationsOutput {
  return refuseTrustStore(input.TrustStoreArn);
}
