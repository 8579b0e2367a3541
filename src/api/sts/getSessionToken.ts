/** GetSessionToken: temporary keys of the caller itself. */
import type { GetSessionTokenRequest, GetSessionTokenResponse } from '@aws-sdk/client-sts';
import type { Call } from '../operation.ts';
import { callingUserId } from './caller.ts';
import { openSession } from './openSession.ts';
import { ownSessionSeconds } from './ownSessions.ts';

export function getSessionToken(call: Call, input: GetSessionTokenRequest): GetSessionTokenResponse {
  const seconds = ownSessionSeconds(call, input.DurationSeconds);
  const { accountId, principalArn, userId } = call;
  const owner = { accountId, principalArn, principalId: userId, userId: callingUserId(call) };
  return { Credentials: openSession(call, owner, seconds) };
}
