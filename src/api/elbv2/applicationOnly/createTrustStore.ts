/** CreateTrustStore: its bundle of certificates would have to be in S3, and is not found. */
import type {
  CreateTrustStoreInput,
  CreateTrustStoreOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsError } from '../../../base/awsError.ts';
import type { Call } from '../../operation.ts';
import { required } from '../errors.ts';

export function createTrustStore(_call: Call, input: CreateTrustStoreInput): CreateTrustStoreOutput {
  required(input.Name, 'Name');
  const bucket = required(input.CaCertificatesBundleS3Bucket, 'CaCertificatesBundleS3Bucket');
  const key = required(input.CaCertificatesBundleS3Key, 'CaCertificatesBundleS3Key');
  throw new AwsError(
    'CaCertificatesBundleNotFound',
    `The CA certificates bundle '${key}' in the bucket '${bucket}' is not found`,
  );
}
