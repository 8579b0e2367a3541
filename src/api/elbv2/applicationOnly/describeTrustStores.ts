/** DescribeTrustStores: an empty list, and nothing by name or ARN. */
import type {
  DescribeTrustStoresInput,
  DescribeTrustStoresOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Call } from '../../operation.ts';
import { markerPage } from '../pages.ts';
import { refuseTrustStore, trustStoreNotFound } from './trustStores.ts';

export function describeTrustStores(_call: Call, input: DescribeTrustStoresInput): DescribeTrustStoresOutput {
  for (const arn of input.TrustStoreArns ?? []) refuseTrustStore(arn);
  if (input.Names?.length) throw trustStoreNotFound();
  const { NextMarker } = markerPage([], input);
  return { TrustStores: [], NextMarker };
}
