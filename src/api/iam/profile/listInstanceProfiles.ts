/** ListInstanceProfiles, and ListInstanceProfilesForRole. */
import type {
  ListInstanceProfilesForRoleRequest,
  ListInstanceProfilesForRoleResponse,
  ListInstanceProfilesRequest,
  ListInstanceProfilesResponse,
} from '@aws-sdk/client-iam';
import type { InstanceProfile } from '../../../resources/iam.ts';
import type { Call } from '../../operation.ts';
import { findRole } from '../lookups.ts';
import { checkPathPrefix } from '../names.ts';
import { type PageRequest, pageOf } from '../pages.ts';
import { profileView } from './profileView.ts';

export function listInstanceProfiles(
  call: Call,
  input: ListInstanceProfilesRequest,
): ListInstanceProfilesResponse {
  const prefix = checkPathPrefix(input.PathPrefix);
  const own = call.tx.instanceProfiles.by('account', call.accountId);
  return listed(
    call,
    own.filter(({ spec }) => spec.path.startsWith(prefix)),
    input,
  );
}

export function listInstanceProfilesForRole(
  call: Call,
  input: ListInstanceProfilesForRoleRequest,
): ListInstanceProfilesForRoleResponse {
  const role = findRole(call, input.RoleName);
  return listed(call, call.tx.instanceProfiles.by('role', role.id), input);
}

function listed(call: Call, rows: readonly InstanceProfile[], request: PageRequest) {
  const { items, page } = pageOf(rows, ({ spec }) => spec.name, request);
  return { InstanceProfiles: items.map((row) => profileView(call, row)), ...page };
}
