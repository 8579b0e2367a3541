/** IAM's tables, and the sessions that STS opens. */
import {
  type AccountAlias,
  type Group,
  type IamAccessKey,
  type InstanceProfile,
  iamNameKey,
  type ManagedPolicy,
  type Named,
  type Role,
  type Session,
  type User,
} from '../resources/iam.ts';
import type { TableMaker } from './tableMaker.ts';

export function iamTables(table: TableMaker) {
  return {
    users: table<User>()('users', {
      ...iamIndexes,
      group: (row) => row.spec.groupIds,
      policy: (row) => row.spec.attachedPolicyArns,
      boundary: (row) => row.spec.permissionsBoundaryArn,
    }),
    groups: table<Group>()('groups', { ...iamIndexes, policy: (row) => row.spec.attachedPolicyArns }),
    roles: table<Role>()('roles', {
      ...iamIndexes,
      policy: (row) => row.spec.attachedPolicyArns,
      boundary: (row) => row.spec.permissionsBoundaryArn,
    }),
    managedPolicies: table<ManagedPolicy>()('managedPolicies', iamIndexes),
    instanceProfiles: table<InstanceProfile>()('instanceProfiles', {
      ...iamIndexes,
      role: (row) => row.spec.roleId,
    }),
    accessKeys: table<IamAccessKey>()('accessKeys', {
      account: (row) => row.accountId,
      /** Key: the user's id, or the account's for keys of its root. */
      owner: (row) => row.spec.userId ?? row.accountId,
    }),
    accountAliases: table<AccountAlias>()('accountAliases', { account: (row) => row.accountId }),
    sessions: table<Session>()('sessions', {}),
  };
}

const iamIndexes = {
  account: (row: { accountId: string }) => row.accountId,
  /** Key: `iamNameKey`. */
  name: (row: { accountId: string; spec: Named }) => iamNameKey(row.accountId, row.spec.name),
};
