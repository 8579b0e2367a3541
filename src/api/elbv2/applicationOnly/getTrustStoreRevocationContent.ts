/** GetTrustStoreRevocationContent: there is no content to fetch. */
import type {
  GetTrustStoreRevocationContentInput,
  GetTrustStoreRevocationContentOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Call } from '../../operation.ts';
import { refuseTrustStore } from './trustStores.ts';

export function getTrustStoreRevocationContent(
  _call: Call,
  input: GetTrustStoreRevocationContentInput,
): GetTrustStoreRevocationContentOutput {
  return refuseTrustStore(input.TrustStoreArn);
}
