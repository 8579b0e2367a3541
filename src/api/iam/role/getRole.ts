/** GetRole. */
import type { GetRoleRequest, GetRoleResponse } from '@aws-sdk/client-iam';
import type { Call } from '../../operation.ts';
import { findRole } from '../lookups.ts';
import { wholeRoleView } from './roleView.ts';

export function getRole(call: Call, { RoleName }: GetRoleRequest): GetRoleResponse {
  return { Role: wholeRoleView(findRole(call, RoleName)) };
}
