/** UpdateAssumeRolePolicy: who may assume the role from now on. */
import type { UpdateAssumeRolePolicyRequest } from '@aws-sdk/client-iam';
import type { Call } from '../../operation.ts';
import { checkTrustPolicy } from '../documents.ts';
import { findRole } from '../lookups.ts';

export function updateAssumeRolePolicy(call: Call, input: UpdateAssumeRolePolicyRequest): object {
  const trustPolicy = checkTrustPolicy(input.PolicyDocument);
  const role = findRole(call, input.RoleName);
  call.tx.roles.put({ ...role, spec: { ...role.spec, trustPolicy } });
  return {};
}
