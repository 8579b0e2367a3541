/** GetUser: the user of that name or, without one, the caller. */
import type { GetUserRequest, GetUserResponse, User as UserView } from '@aws-sdk/client-iam';
import { scopeKey } from '../../../resources/identity.ts';
import type { Call } from '../../operation.ts';
import { userOrRoot } from '../lookups.ts';
import { wholeUserView } from './userView.ts';

export function getUser(call: Call, { UserName }: GetUserRequest): GetUserResponse {
  const user = userOrRoot(call, UserName);
  return { User: user ? wholeUserView(user) : rootView(call) };
}

/** The root has neither path nor name. It is as old as what is known of its account. */
function rootView(call: Call): UserView {
  const since = call.tx.accountRegions.get(scopeKey(call))?.createdAt;
  return {
    UserId: call.accountId,
    Arn: `arn:aws:iam::${call.accountId}:root`,
    CreateDate: since === undefined ? call.now : new Date(since),
  } as UserView;
}
