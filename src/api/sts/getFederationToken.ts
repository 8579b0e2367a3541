/** GetFederationToken: temporary keys of somebody whom the caller names. */
import type { GetFederationTokenRequest, GetFederationTokenResponse } from '@aws-sdk/client-sts';
import type { Call } from '../operation.ts';
import { callingUserId } from './caller.ts';
import { checkSessionName, checkText, packedPolicySize } from './checks.ts';
import { openSession } from './openSession.ts';
import { ownSessionSeconds } from './ownSessions.ts';

const LONGEST_POLICY = 2048;

export function getFederationToken(call: Call, input: GetFederationTokenRequest): GetFederationTokenResponse {
  const name = checkSessionName(input.Name, 'name', 32);
  const seconds = ownSessionSeconds(call, input.DurationSeconds);
  if (input.Policy !== undefined) checkText(input.Policy, 'policy', [1, LONGEST_POLICY], /^.*$/s);
  const packed = packedPolicySize(input);
  const { accountId } = call;
  const principalArn = `arn:aws:sts::${accountId}:federated-user/${name}`;
  const principalId = `${accountId}:${name}`;
  const owner = {
    accountId,
    principalArn,
    principalId,
    userId: callingUserId(call),
    policy: input.Policy,
    policyArns: input.PolicyArns?.flatMap(({ arn }) => arn ?? []),
  };
  return {
    Credentials: openSession(call, owner, seconds),
    FederatedUser: { FederatedUserId: principalId, Arn: principalArn },
    PackedPolicySize: packed,
  };
}
