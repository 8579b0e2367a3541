/** How each kind of row is found from a request and put back: what operations on several kinds are made from. */
import type {
  Group,
  IamResource,
  InstanceProfile,
  ManagedPolicy,
  PolicyHolder,
  Role,
  User,
} from '../../resources/iam.ts';
import type { Call } from '../operation.ts';
import { findGroup, findInstanceProfile, findRole, findUser } from './lookups.ts';
import { ownPolicy } from './policy/findPolicy.ts';
import type { KeyCase } from './tags.ts';

export interface Kind<Row extends IamResource, Request> {
  find(call: Call, request: Request): Row;
  put(call: Call, row: Row): void;
  /** Which keys of its tags are the same. */
  readonly tagKeys: KeyCase;
}

/** A kind that policies are given to. */
export interface HolderKind<Row extends IamResource & { readonly spec: PolicyHolder }, Request>
  extends Kind<Row, Request> {
  readonly word: 'user' | 'group' | 'role';
  /** The request's own name for the row. */
  nameIn(request: Request): object;
  /** Most characters of all its inline policies together. */
  readonly inlineSize: number;
}

export const USER: HolderKind<User, { UserName?: string }> = {
  word: 'user',
  find: (call, { UserName }) => findUser(call, UserName),
  put: ({ tx }, row) => tx.users.put(row),
  tagKeys: 'any',
  nameIn: ({ UserName }) => ({ UserName }),
  inlineSize: 2048,
};

export const GROUP: HolderKind<Group, { GroupName?: string }> = {
  word: 'group',
  find: (call, { GroupName }) => findGroup(call, GroupName),
  put: ({ tx }, row) => tx.groups.put(row),
  tagKeys: 'any',
  nameIn: ({ GroupName }) => ({ GroupName }),
  inlineSize: 5120,
};

export const ROLE: HolderKind<Role, { RoleName?: string }> = {
  word: 'role',
  find: (call, { RoleName }) => findRole(call, RoleName),
  put: ({ tx }, row) => tx.roles.put(row),
  tagKeys: 'any',
  nameIn: ({ RoleName }) => ({ RoleName }),
  inlineSize: 10_240,
};

export const POLICY: Kind<ManagedPolicy, { PolicyArn?: string }> = {
  find: (call, { PolicyArn }) => ownPolicy(call, PolicyArn),
  put: ({ tx }, row) => tx.managedPolicies.put(row),
  tagKeys: 'exact',
};

export const INSTANCE_PROFILE: Kind<InstanceProfile, { InstanceProfileName?: string }> = {
  find: (call, { InstanceProfileName }) => findInstanceProfile(call, InstanceProfileName),
  put: ({ tx }, row) => tx.instanceProfiles.put(row),
  tagKeys: 'exact',
};
