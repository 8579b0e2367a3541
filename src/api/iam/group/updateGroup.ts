/** UpdateGroup: another name, another path. */
import type { UpdateGroupRequest } from '@aws-sdk/client-iam';
import type { Call } from '../../operation.ts';
import { alreadyExists } from '../errors.ts';
import { findGroup, named } from '../lookups.ts';
import { checkName, checkPath } from '../names.ts';

export function updateGroup(call: Call, input: UpdateGroupRequest): object {
  const group = findGroup(call, input.GroupName);
  const { spec } = group;
  const name =
    input.NewGroupName === undefined ? spec.name : checkName(input.NewGroupName, 'newGroupName', 128);
  const path = input.NewPath === undefined ? spec.path : checkPath(input.NewPath);
  const other = named(call, call.tx.groups, name);
  if (other && other.id !== group.id) throw alreadyExists(`Group with name ${name} already exists.`);
  call.tx.groups.put({ ...group, spec: { ...spec, name, path } });
  return {};
}
