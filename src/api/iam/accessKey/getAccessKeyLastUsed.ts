/** GetAccessKeyLastUsed: whose key it is. When it was used is not recorded, so it answers as of a key never used. */
import type { GetAccessKeyLastUsedRequest, GetAccessKeyLastUsedResponse } from '@aws-sdk/client-iam';
import { AwsError } from '../../../base/awsError.ts';
import type { Call } from '../../operation.ts';
import { checkLength } from '../names.ts';

export function getAccessKeyLastUsed(
  call: Call,
  { AccessKeyId }: GetAccessKeyLastUsedRequest,
): GetAccessKeyLastUsedResponse {
  const id = checkLength(AccessKeyId, 'accessKeyId', 16, 128);
  const key = call.tx.accessKeys.get(id);
  if (key?.accountId !== call.accountId) {
    throw new AwsError(
      'AccessDenied',
      `User: ${call.principalArn} is not authorized to perform: iam:GetAccessKeyLastUsed on resource: access key ${id}`,
      403,
    );
  }
  return {
    UserName: call.tx.users.get(key.spec.userId ?? '')?.spec.name,
    AccessKeyLastUsed: {
      ServiceName: 'N/A',
      Region: 'N/A',
    } as GetAccessKeyLastUsedResponse['AccessKeyLastUsed'],
  };
}
