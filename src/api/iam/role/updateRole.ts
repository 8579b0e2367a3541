/** UpdateRole: description, kept where it is left out, and length of sessions, an hour then; UpdateRoleDescription. */
import type {
  UpdateRoleDescriptionRequest,
  UpdateRoleDescriptionResponse,
  UpdateRoleRequest,
} from '@aws-sdk/client-iam';
import type { Call } from '../../operation.ts';
import { findRole } from '../lookups.ts';
import { checkDescription } from '../names.ts';
import { wholeRoleView } from './roleView.ts';
import { checkMaxSession } from './sessionLimit.ts';

export function updateRole(call: Call, input: UpdateRoleRequest): object {
  const role = findRole(call, input.RoleName);
  const description = checkDescription(input.Description) ?? role.spec.description;
  const maxSessionSeconds = checkMaxSession(input.MaxSessionDuration);
  call.tx.roles.put({ ...role, spec: { ...role.spec, description, maxSessionSeconds } });
  return {};
}

export function updateRoleDescription(
  call: Call,
  input: UpdateRoleDescriptionRequest,
): UpdateRoleDescriptionResponse {
  const role = findRole(call, input.RoleName);
  const changed = { ...role, spec: { ...role.spec, description: checkDescription(input.Description) } };
  call.tx.roles.put(changed);
  return { Role: wholeRoleView(changed) };
}
