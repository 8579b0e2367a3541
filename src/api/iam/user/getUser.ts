/** GetUser: the user of that name or, without one, the caller. */
import type { GetUserRequest, GetUserResponse, User as UserView } from '@aws-sdk/client-iam';
import type { Call } from '../../operation.ts';
import { userOrRoot } from '../lookups.ts';
import { wholeUserView } from './userView.ts';

export function getUser(call: Call, { UserName }: GetUserRequest): GetUserResponse {
  const user = userOrRoot(call, UserName);
  return { User: user ? wholeUserView(user) : rootView(call) };
}

/** The root has neither path nor name. Accounts are not made here, so it has no beginning either. */
function rootView({ accountId }: Call): UserView {
  const Arn = `arn:aws:iam::${accountId}:root`;
  return { UserId: accountId, Arn, CreateDate: new Date(0) } as UserView;
}
