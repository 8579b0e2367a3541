/** Keys that IAM and STS have made, as the authentication needs them. */
import { type IamAccessKey, iamArn, type Session } from '../resources/iam.ts';
import type { Snapshot } from '../state/tables.ts';
import type { Credential } from './auth.ts';

export function storedCredential(snapshot: Snapshot, accessKeyId: string): Credential | undefined {
  const key = snapshot.accessKeys.get(accessKeyId);
  if (key) return lastingCredential(snapshot, key);
  const session = snapshot.sessions.get(accessKeyId);
  return session && temporaryCredential(snapshot, session);
}

function lastingCredential(snapshot: Snapshot, { id, accountId, spec }: IamAccessKey): Credential {
  const user = spec.userId === undefined ? undefined : snapshot.users.get(spec.userId);
  return {
    accessKeyId: id,
    secretAccessKey: spec.secretAccessKey,
    accountId,
    principalArn: user && iamArn(accountId, 'user', user.spec),
    userId: user?.id,
    inactive: !spec.active,
  };
}

/** A deleted user's temporary keys are nobody's. */
function temporaryCredential(snapshot: Snapshot, { id, accountId, spec }: Session): Credential | undefined {
  if (spec.userId !== undefined && !snapshot.users.has(spec.userId)) return undefined;
  return {
    accessKeyId: id,
    secretAccessKey: spec.secretAccessKey,
    accountId,
    principalArn: spec.principalArn,
    userId: spec.principalId,
    sessionToken: spec.sessionToken,
    expiresAt: new Date(spec.expiresAt),
  };
}
