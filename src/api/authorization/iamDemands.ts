/** What a call to IAM needs: the one user, group, role, policy or profile that it is about. */
import type { Tag } from '@aws-sdk/client-iam';
import {
  type IamResource,
  iamArn,
  iamNameKey,
  type ManagedPolicy,
  type Named,
  type User,
} from '../../resources/iam.ts';
import { policyIfAny } from '../iam/policy/findPolicy.ts';
import type { Call } from '../operation.ts';
import { userOf } from './callerPolicies.ts';
import { type Demand, type Keys, passRole, requestTagKeys, resourceTagKeys, tagsIn } from './demand.ts';

interface Input {
  readonly UserName?: string;
  readonly GroupName?: string;
  readonly RoleName?: string;
  readonly InstanceProfileName?: string;
  readonly PolicyName?: string;
  readonly PolicyArn?: string;
  readonly Path?: string;
  readonly PermissionsBoundary?: string;
  readonly Tags?: readonly Tag[];
}

interface About {
  readonly arn: string;
  readonly row?: IamResource & { readonly spec: Partial<User['spec']> | ManagedPolicy['spec'] };
}

export function iamDemands(call: Call, input: Input): Demand[] {
  const { arn, row } = aboutWhat(call, input);
  const context: Keys = [
    ...requestTagKeys(tagsIn(input.Tags)),
    ...resourceTagKeys(row?.tags ?? {}, 'iam'),
    ['iam:PolicyARN', /^(Attach|Detach)/.test(call.action) ? input.PolicyArn : undefined],
    ['iam:PermissionsBoundary', input.PermissionsBoundary ?? boundaryOf(row)],
  ];
  return [{ action: `iam:${call.action}`, resource: arn, context }, ...passedRole(call, input)];
}

function boundaryOf(row: About['row']): string | undefined {
  return row && 'permissionsBoundaryArn' in row.spec ? row.spec.permissionsBoundaryArn : undefined;
}

/** Of several names the first counts: a group that gets a user, a user that gets a policy. */
function aboutWhat(call: Call, input: Input): About {
  const { InstanceProfileName, GroupName, RoleName, UserName, PolicyArn, PolicyName } = input;
  if (InstanceProfileName !== undefined) return named(call, 'instance-profile', InstanceProfileName, input);
  if (GroupName !== undefined) return named(call, 'group', GroupName, input);
  if (RoleName !== undefined) return named(call, 'role', RoleName, input);
  if (UserName !== undefined) return named(call, 'user', UserName, input);
  if (PolicyArn !== undefined) return { arn: PolicyArn, row: policyIfAny(call, PolicyArn) };
  if (call.action === 'CreatePolicy') return { arn: arnOf(call, 'policy', PolicyName ?? '', input) };
  return ownUser(call);
}

const TABLES = {
  user: 'users',
  group: 'groups',
  role: 'roles',
  'instance-profile': 'instanceProfiles',
} as const;

function named(call: Call, kind: keyof typeof TABLES, name: string, input: Input): About {
  const [row] = call.tx[TABLES[kind]].by('name', iamNameKey(call.accountId, name));
  return { arn: row ? iamArn(call.accountId, kind, row.spec) : arnOf(call, kind, name, input), row };
}

function arnOf(
  { accountId }: Call,
  kind: keyof typeof TABLES | 'policy',
  name: string,
  { Path = '/' }: Input,
): string {
  const made: Named = { name, path: Path };
  return iamArn(accountId, kind, made);
}

/** Users may leave their own name out. Lists of everything are about no one thing. */
function ownUser(call: Call): About {
  const user = /^(GetUser|ListMFADevices|(Create|Delete|Update|List)AccessKeys?|ListSSHPublicKeys)$/.test(
    call.action,
  )
    ? userOf(call)
    : undefined;
  return user ? { arn: iamArn(call.accountId, 'user', user.spec), row: user } : { arn: '*' };
}

/** A role that is put into an instance's hands is passed on. */
function passedRole(call: Call, input: Input): Demand[] {
  if (call.action !== 'AddRoleToInstanceProfile' || input.RoleName === undefined) return [];
  return [passRole(named(call, 'role', input.RoleName, input).arn)];
}
