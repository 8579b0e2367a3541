/** GetResourcePolicy: policies are those of shared trust stores, and there are none. */
import type {
  GetResourcePolicyInput,
  GetResourcePolicyOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsError } from '../../../base/awsError.ts';
import type { Call } from '../../operation.ts';
import { required } from '../errors.ts';

export function getResourcePolicy(_call: Call, input: GetResourcePolicyInput): GetResourcePolicyOutput {
  const arn = required(input.ResourceArn, 'ResourceArn');
  throw new AwsError('ResourceNotFound', `The resource '${arn}' has no resource policy`);
}
