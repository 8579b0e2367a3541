/** Trust stores: there are none, for they begin with an object in S3. */
import { AwsError } from '../../../base/awsError.ts';
import { required, validationError } from '../errors.ts';

const ARN = /^arn:aws[\w-]*:elasticloadbalancing:[\w-]*:\d{12}:truststore\/[\w-]+\/[0-9a-f]+$/;

/** @throws AwsError ValidationError for what is no ARN of a trust store, else TrustStoreNotFound */
export function refuseTrustStore(trustStoreArn: string | undefined): never {
  const arn = required(trustStoreArn, 'TrustStoreArn');
  if (!ARN.test(arn)) throw validationError(`'${arn}' is not a valid trust store ARN`);
  throw trustStoreNotFound();
}

export function trustStoreNotFound(): AwsError {
  return new AwsError('TrustStoreNotFound', 'One or more trust stores not found');
}
