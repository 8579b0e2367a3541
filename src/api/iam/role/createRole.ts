/** CreateRole, with the policy that says who may assume it. */
import type { CreateRoleRequest, CreateRoleResponse } from '@aws-sdk/client-iam';
import type { Call } from '../../operation.ts';
import { checkTrustPolicy } from '../documents.ts';
import { alreadyExists, checkQuota, validationError } from '../errors.ts';
import { checkBoundary } from '../holder/boundaries.ts';
import { uniqueId } from '../ids.ts';
import { named } from '../lookups.ts';
import { checkDescription, checkName, checkPath } from '../names.ts';
import { withTags } from '../tags.ts';
import { wholeRoleView } from './roleView.ts';
import { checkMaxSession } from './sessionLimit.ts';

export function createRole(call: Call, input: CreateRoleRequest): CreateRoleResponse {
  const { tx, accountId } = call;
  const name = checkName(input.RoleName, 'roleName', 64);
  const spec = {
    name,
    path: checkRolePath(input.Path),
    description: checkDescription(input.Description),
    maxSessionSeconds: checkMaxSession(input.MaxSessionDuration),
    trustPolicy: checkTrustPolicy(input.AssumeRolePolicyDocument),
    permissionsBoundaryArn: checkBoundary(call, input.PermissionsBoundary),
    attachedPolicyArns: [],
    inlinePolicies: {},
  };
  const tags = withTags({}, input.Tags);
  if (named(call, tx.roles, name)) throw alreadyExists(`Role with name ${name} already exists.`);
  checkQuota(tx.roles.count('account', accountId), 'iamRolesPerAccount', 'RolesPerAccount');
  const createdAt = call.now.toISOString();
  const row = { id: uniqueId(call.random, 'role'), accountId, createdAt, tags, spec };
  tx.roles.put(row);
  return { Role: { ...wholeRoleView(row), RoleLastUsed: undefined } };
}

function checkRolePath(path: string | undefined): string {
  const checked = checkPath(path);
  if (!checked.startsWith('/aws-service-role/')) return checked;
  throw validationError('A role whose path begins with /aws-service-role/ is made by its service only.');
}
