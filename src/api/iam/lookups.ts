/** The caller's own rows by their names, with IAM's refusals where there is none. */
import type { Group, InstanceProfile, Named, Role, User } from '../../resources/iam.ts';
import { iamNameKey } from '../../resources/iam.ts';
import type { ReadTable } from '../../state/table.ts';
import type { Call } from '../operation.ts';
import { noSuchEntity, validationError } from './errors.ts';
import { checkName } from './names.ts';

export function findUser(call: Call, name: string | undefined): User {
  const checked = checkName(name, 'userName', 128);
  return named(call, call.tx.users, checked) ?? missing(`The user with name ${checked} cannot be found.`);
}

export function findGroup(call: Call, name: string | undefined): Group {
  const checked = checkName(name, 'groupName', 128);
  return named(call, call.tx.groups, checked) ?? missing(`The group with name ${checked} cannot be found.`);
}

export function findRole(call: Call, name: string | undefined): Role {
  const checked = checkName(name, 'roleName', 64);
  return named(call, call.tx.roles, checked) ?? missing(`The role with name ${checked} cannot be found.`);
}

export function findInstanceProfile(call: Call, name: string | undefined): InstanceProfile {
  const checked = checkName(name, 'instanceProfileName', 128);
  return (
    named(call, call.tx.instanceProfiles, checked) ?? missing(`Instance Profile ${checked} cannot be found.`)
  );
}

/** The user of that name or, without one, the user who calls; undefined for the account's root itself. */
export function userOrRoot(call: Call, name: string | undefined): User | undefined {
  if (name !== undefined) return findUser(call, name);
  if (call.principalArn.endsWith(':root')) return undefined;
  const user = call.tx.users.get(call.userId);
  if (user) return user;
  throw validationError('Must specify userName when calling with non-User credentials');
}

/** The row of that name, where there is one. */
export function named<Row extends { readonly id: string; readonly spec: Named }>(
  { accountId }: Call,
  table: ReadTable<Row, 'name'>,
  name: string,
): Row | undefined {
  return table.by('name', iamNameKey(accountId, name))[0];
}

function missing(message: string): never {
  throw noSuchEntity(message);
}
