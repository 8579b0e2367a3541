/** GetAccountSummary: how much of everything the account has, and may have. */
import type { GetAccountSummaryResponse } from '@aws-sdk/client-iam';
import type { Call } from '../../operation.ts';
import { quota } from '../../quotas.ts';
import { KEYS_PER_USER } from '../accessKey/createAccessKey.ts';
import { GROUP, USER } from '../kinds.ts';
import { MAX_VERSIONS } from '../policy/createPolicyVersion.ts';
import { POLICY_SIZE } from '../policy/policySize.ts';

export function getAccountSummary(call: Call, _input: object): GetAccountSummaryResponse {
  return { SummaryMap: { ...inUse(call), ...quotas(), ...absent() } };
}

function inUse({ tx, accountId }: Call): Record<string, number> {
  const policies = tx.managedPolicies.by('account', accountId);
  return {
    Users: tx.users.count('account', accountId),
    Groups: tx.groups.count('account', accountId),
    Roles: tx.roles.count('account', accountId),
    InstanceProfiles: tx.instanceProfiles.count('account', accountId),
    Policies: policies.length,
    PolicyVersionsInUse: policies.reduce((sum, { spec }) => sum + spec.versions.length, 0),
    AccountAccessKeysPresent: tx.accessKeys.count('owner', accountId) > 0 ? 1 : 0,
  };
}

function quotas(): Record<string, number> {
  const perIdentity = quota('iamPoliciesPerIdentity');
  return {
    UsersQuota: quota('iamUsersPerAccount'),
    GroupsQuota: quota('iamGroupsPerAccount'),
    RolesQuota: quota('iamRolesPerAccount'),
    InstanceProfilesQuota: quota('iamInstanceProfilesPerAccount'),
    PoliciesQuota: quota('iamPoliciesPerAccount'),
    PolicyVersionsInUseQuota: 10_000,
    GroupsPerUserQuota: quota('iamGroupsPerUser'),
    AccessKeysPerUserQuota: KEYS_PER_USER,
    AttachedPoliciesPerUserQuota: perIdentity,
    AttachedPoliciesPerGroupQuota: perIdentity,
    AttachedPoliciesPerRoleQuota: perIdentity,
    VersionsPerPolicyQuota: MAX_VERSIONS,
    PolicySizeQuota: POLICY_SIZE,
    UserPolicySizeQuota: USER.inlineSize,
    GroupPolicySizeQuota: GROUP.inlineSize,
    AssumeRolePolicySizeQuota: 2048,
    GlobalEndpointTokenVersion: 1,
  };
}

/** What IAM has and Postern does not. */
function absent(): Record<string, number> {
  const names = [
    ...['AccountMFAEnabled', 'AccountPasswordPresent', 'AccountSigningCertificatesPresent'],
    ...['MFADevices', 'MFADevicesInUse', 'Providers', 'ServerCertificates'],
  ];
  return Object.fromEntries(names.map((name) => [name, 0]));
}
