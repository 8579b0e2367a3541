/** CreateUser. */
import type { CreateUserRequest, CreateUserResponse } from '@aws-sdk/client-iam';
import type { Call } from '../../operation.ts';
import { alreadyExists, checkQuota } from '../errors.ts';
import { checkBoundary } from '../holder/boundaries.ts';
import { uniqueId } from '../ids.ts';
import { named } from '../lookups.ts';
import { checkName, checkPath } from '../names.ts';
import { withTags } from '../tags.ts';
import { wholeUserView } from './userView.ts';

export function createUser(call: Call, input: CreateUserRequest): CreateUserResponse {
  const { tx, accountId } = call;
  const name = checkName(input.UserName, 'userName', 64);
  const path = checkPath(input.Path);
  const tags = withTags({}, input.Tags);
  const permissionsBoundaryArn = checkBoundary(call, input.PermissionsBoundary);
  if (named(call, tx.users, name)) throw alreadyExists(`User with name ${name} already exists.`);
  checkQuota(tx.users.count('account', accountId), 'iamUsersPerAccount', 'UsersPerAccount');
  const row = {
    id: uniqueId(call.random, 'user'),
    accountId,
    createdAt: call.now.toISOString(),
    tags,
    spec: { name, path, permissionsBoundaryArn, groupIds: [], attachedPolicyArns: [], inlinePolicies: {} },
  };
  tx.users.put(row);
  return { User: wholeUserView(row) };
}
