/** The caller as trust policies see it. */
import { iamArn } from '../../resources/iam.ts';
import type { Call } from '../operation.ts';

export const isRoot = ({ principalArn }: Call): boolean => principalArn.endsWith(':root');

export const isRoleSession = ({ principalArn }: Call): boolean => principalArn.includes(':assumed-role/');

/** The user whose keys sign, where it is one. */
export function callingUserId({ tx, userId }: Call): string | undefined {
  return tx.users.has(userId) ? userId : undefined;
}

/** The caller's ARN; a role session is its role as well. */
export function callerArns(call: Call): string[] {
  const role = roleArnOf(call);
  return role === undefined ? [call.principalArn] : [call.principalArn, role];
}

/** The condition keys that tell who calls, and when. */
export function callerContext(call: Call): [string, string][] {
  return [
    ['aws:principalarn', roleArnOf(call) ?? call.principalArn],
    ['aws:principalaccount', call.accountId],
    ['aws:userid', call.userId],
    ['aws:principaltype', principalTypeOf(call)],
    ...usernameOf(call),
    ['aws:requestedregion', call.region],
    ['aws:currenttime', call.now.toISOString()],
    ['aws:epochtime', String(Math.floor(call.now.getTime() / 1000))],
  ];
}

function principalTypeOf(call: Call): string {
  if (isRoot(call)) return 'Account';
  if (isRoleSession(call)) return 'AssumedRole';
  return call.principalArn.includes(':federated-user/') ? 'FederatedUser' : 'User';
}

/** Users have it, and nobody else. */
function usernameOf({ principalArn }: Call): [string, string][] {
  const [, name] = /:user\/(?:.*\/)?([^/]+)$/.exec(principalArn) ?? [];
  return name === undefined ? [] : [['aws:username', name]];
}

/** A role that nobody has made has no path. */
function roleArnOf({ tx, principalArn, userId, accountId }: Call): string | undefined {
  const [, name] = /:assumed-role\/([^/]+)\//.exec(principalArn) ?? [];
  if (name === undefined) return undefined;
  const role = tx.roles.get(userId.split(':')[0] ?? '');
  return iamArn(accountId, 'role', role?.spec ?? { path: '/', name });
}
