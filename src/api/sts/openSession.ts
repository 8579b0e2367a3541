/** Gives out temporary keys. */
import type { Credentials } from '@aws-sdk/client-sts';
import { ALPHANUMERIC } from '../../base/random.ts';
import { newAccessKeyId } from '../../resources/accessKeyId.ts';
import type { Session } from '../../resources/iam.ts';
import type { AccountId, Tags } from '../../resources/identity.ts';
import type { Call } from '../operation.ts';

/** Whose keys they are, and what comes with them. */
export interface SessionOwner
  extends Pick<
    Session['spec'],
    'principalArn' | 'principalId' | 'userId' | 'policy' | 'policyArns' | 'sourceIdentity'
  > {
  readonly accountId: AccountId;
  /** Session tags. */
  readonly tags?: Tags;
}

export function openSession(call: Call, owner: SessionOwner, seconds: number): Credentials {
  const { accountId, tags = {}, ...identity } = owner;
  const expiration = new Date(call.now.getTime() + seconds * 1000);
  const id = newAccessKeyId('ASIA', accountId, call.random);
  const secretAccessKey = call.random.text(40, `${ALPHANUMERIC}+/`);
  // Every token of AWS begins alike.
  const sessionToken = `IQoJb3JpZ2luX2Vj${call.random.text(240, ALPHANUMERIC)}`;
  call.tx.sessions.put({
    id,
    accountId,
    createdAt: call.now.toISOString(),
    tags,
    spec: { ...identity, secretAccessKey, sessionToken, expiresAt: expiration.toISOString() },
  });
  return {
    AccessKeyId: id,
    SecretAccessKey: secretAccessKey,
    SessionToken: sessionToken,
    Expiration: expiration,
  };
}
