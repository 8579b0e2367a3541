/** GetCallerIdentity: who the request was signed as. */
import type { GetCallerIdentityRequest, GetCallerIdentityResponse } from '@aws-sdk/client-sts';
import type { Call } from '../operation.ts';

export function getCallerIdentity(call: Call, _input: GetCallerIdentityRequest): GetCallerIdentityResponse {
  return { UserId: call.userId, Account: call.accountId, Arn: call.principalArn };
}
