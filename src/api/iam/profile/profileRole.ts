/** AddRoleToInstanceProfile and RemoveRoleFromInstanceProfile: a profile has one role at most. */
import type {
  AddRoleToInstanceProfileRequest,
  RemoveRoleFromInstanceProfileRequest,
} from '@aws-sdk/client-iam';
import type { Call } from '../../operation.ts';
import { limitExceeded, noSuchEntity } from '../errors.ts';
import { findInstanceProfile, findRole } from '../lookups.ts';

export function addRoleToInstanceProfile(call: Call, input: AddRoleToInstanceProfileRequest): object {
  const profile = findInstanceProfile(call, input.InstanceProfileName);
  const role = findRole(call, input.RoleName);
  if (profile.spec.roleId !== undefined) {
    throw limitExceeded('Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1');
  }
  call.tx.instanceProfiles.put({ ...profile, spec: { ...profile.spec, roleId: role.id } });
  return {};
}

export function removeRoleFromInstanceProfile(
  call: Call,
  input: RemoveRoleFromInstanceProfileRequest,
): object {
  const profile = findInstanceProfile(call, input.InstanceProfileName);
  const role = findRole(call, input.RoleName);
  if (profile.spec.roleId !== role.id) {
    throw noSuchEntity(
      `The role with name ${role.spec.name} is not in the instance profile ${profile.spec.name}.`,
    );
  }
  call.tx.instanceProfiles.put({ ...profile, spec: { ...profile.spec, roleId: undefined } });
  return {};
}
