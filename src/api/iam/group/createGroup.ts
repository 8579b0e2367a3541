/** CreateGroup. */
import type { CreateGroupRequest, CreateGroupResponse } from '@aws-sdk/client-iam';
import type { Call } from '../../operation.ts';
import { alreadyExists, checkQuota } from '../errors.ts';
import { uniqueId } from '../ids.ts';
import { named } from '../lookups.ts';
import { checkName, checkPath } from '../names.ts';
import { groupView } from './groupView.ts';

export function createGroup(call: Call, input: CreateGroupRequest): CreateGroupResponse {
  const { tx, accountId } = call;
  const name = checkName(input.GroupName, 'groupName', 128);
  const path = checkPath(input.Path);
  if (named(call, tx.groups, name)) throw alreadyExists(`Group with name ${name} already exists.`);
  checkQuota(tx.groups.count('account', accountId), 'iamGroupsPerAccount', 'GroupsPerAccount');
  const row = {
    id: uniqueId(call.random, 'group'),
    accountId,
    createdAt: call.now.toISOString(),
    tags: {},
    spec: { name, path, attachedPolicyArns: [], inlinePolicies: {} },
  };
  tx.groups.put(row);
  return { Group: groupView(row) };
}
