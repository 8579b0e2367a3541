/** IAM's identities and their policies. They belong to an account and to no Region. */
import type { AccountId, Tags } from './identity.ts';

/** Members shared by all rows of IAM. */
export interface IamResource {
  /** AWS's unique id (`AIDA…`), the ARN of a policy, the id of an access key. */
  readonly id: string;
  readonly accountId: AccountId;
  /** ISO 8601, milliseconds, UTC. */
  readonly createdAt: string;
  readonly tags: Tags;
}

/** A name is unique among those of its kind in the account, whatever its case and path. */
export interface Named {
  readonly name: string;
  /** `/`, or `/a/b/`. */
  readonly path: string;
}

/** What policies can be given to: users, roles and groups. */
export interface PolicyHolder extends Named {
  /** In order of attachment. */
  readonly attachedPolicyArns: readonly string[];
  /** Names to documents, as their authors wrote them. */
  readonly inlinePolicies: Readonly<Record<string, string>>;
}

/** Id: `AIDA…`. */
export interface User extends IamResource {
  readonly spec: PolicyHolder & {
    /** Ids, in order of joining. */
    readonly groupIds: readonly string[];
    readonly permissionsBoundaryArn?: string;
  };
}

/** Id: `AGPA…`. */
export interface Group extends IamResource {
  readonly spec: PolicyHolder;
}

/** Id: `AROA…`. */
export interface Role extends IamResource {
  readonly spec: PolicyHolder & {
    readonly trustPolicy: string;
    readonly description?: string;
    readonly maxSessionSeconds: number;
    readonly permissionsBoundaryArn?: string;
  };
}

/** Id: the ARN. */
export interface ManagedPolicy extends IamResource {
  readonly spec: Named & {
    /** `ANPA…`. */
    readonly policyId: string;
    readonly description?: string;
    /** In order of creation; five at most. */
    readonly versions: readonly PolicyVersion[];
    readonly defaultVersionId: string;
    /** Number of the version to be made next: numbers are never used again. */
    readonly nextVersion: number;
    readonly changedAt: string;
  };
}

export interface PolicyVersion {
  /** `v1`, `v2`, … */
  readonly id: string;
  readonly document: string;
  readonly createdAt: string;
}

/** Id: `AIPA…`. */
export interface InstanceProfile extends IamResource {
  readonly spec: Named & {
    readonly roleId?: string;
  };
}

/** Id: the access key id, `AKIA…`. */
export interface IamAccessKey extends IamResource {
  readonly spec: {
    /** Absent for a key of the account's root. */
    readonly userId?: string;
    readonly secretAccessKey: string;
    readonly active: boolean;
  };
}

/** An account's name in sign-in addresses. Id: the alias, which is unique among all accounts. */
export type AccountAlias = IamResource;

/** Temporary keys that STS gave out. Id: the access key id, `ASIA…`. */
export interface Session extends IamResource {
  readonly spec: {
    readonly secretAccessKey: string;
    readonly sessionToken: string;
    readonly expiresAt: string;
    /** Who uses the keys, as STS shows it. */
    readonly principalArn: string;
    readonly principalId: string;
    /** The user whose keys they stand for; the keys end with the user. */
    readonly userId?: string;
    /** Policies given with the request, which narrow what the keys may do. */
    readonly policy?: string;
    readonly policyArns?: readonly string[];
    readonly sourceIdentity?: string;
  };
}

/** Key of the index `name`. */
export function iamNameKey(accountId: AccountId, name: string): string {
  return `${accountId}/${name.toLowerCase()}`;
}

/** `arn:aws:iam::111122223333:user/a/b/name`. */
export function iamArn(
  accountId: AccountId,
  kind: 'user' | 'group' | 'role' | 'policy' | 'instance-profile',
  { path, name }: Named,
): string {
  return `arn:aws:iam::${accountId}:${kind}${path}${name}`;
}

/** `arn:aws:sts::111122223333:assumed-role/name/session`: a role's path is not in it. */
export function assumedRoleArn(accountId: AccountId, roleName: string, sessionName: string): string {
  return `arn:aws:sts::${accountId}:assumed-role/${roleName}/${sessionName}`;
}
