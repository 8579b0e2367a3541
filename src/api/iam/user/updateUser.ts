/** UpdateUser: another name, another path. */
import type { UpdateUserRequest } from '@aws-sdk/client-iam';
import type { Call } from '../../operation.ts';
import { alreadyExists } from '../errors.ts';
import { findUser, named } from '../lookups.ts';
import { checkName, checkPath } from '../names.ts';

export function updateUser(call: Call, input: UpdateUserRequest): object {
  const user = findUser(call, input.UserName);
  const name =
    input.NewUserName === undefined ? user.spec.name : checkName(input.NewUserName, 'newUserName', 64);
  const path = input.NewPath === undefined ? user.spec.path : checkPath(input.NewPath);
  const other = named(call, call.tx.users, name);
  if (other && other.id !== user.id) throw alreadyExists(`User with name ${name} already exists.`);
  call.tx.users.put({ ...user, spec: { ...user.spec, name, path } });
  return {};
}
