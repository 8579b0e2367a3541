/** GetTrustStoreCaCertificatesBundle: there is no bundle to fetch. */
import type {
  GetTrustStoreCaCertificatesBundleInput,
  GetTrustStoreCaCertificatesBundleOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Call } from '../../operation.ts';
import { refuseTrustStore } from './trustStores.ts';

export function getTrustStoreCaCertificatesBundle(
  _call: Call,
  input: GetTrustStoreCaCertificatesBundleInput,
): GetTrustStoreCaCertificatesBundleOutput {
  return refuseTrustStore(input.TrustStoreArn);
}
