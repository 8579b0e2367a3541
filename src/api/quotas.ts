/**
 * Quotas on what one account may have; an operator may change them when the control plane starts. Where AWS
 * raises one on request, the default here is what one host carries: nobody is there to ask.
 */
import { assert } from '../base/assert.ts';

export const DEFAULT_QUOTAS = Object.freeze({
  /** AWS: 5, adjustable. */
  vpcsPerRegion: 5_000,
  /** AWS: 50, adjustable. */
  interfaceEndpointsPerVpc: 10_000,
  endpointServicesPerRegion: 1_000,
  /** AWS: 50, adjustable. */
  networkLoadBalancersPerRegion: 1_000,
  listenersPerNetworkLoadBalancer: 50,
  targetGroupsPerRegion: 3_000,
  targetsPerTargetGroup: 1_000,
  securityGroupsPerInterface: 5,
  iamUsersPerAccount: 5_000,
  iamGroupsPerAccount: 300,
  iamRolesPerAccount: 1_000,
  iamPoliciesPerAccount: 1_500,
  iamInstanceProfilesPerAccount: 1_000,
  iamGroupsPerUser: 10,
  iamPoliciesPerIdentity: 10,
  /** AWS: 100, adjustable. */
  prefixListsPerRegion: 1_000,
});

export type QuotaName = keyof typeof DEFAULT_QUOTAS;
export type Quotas = Readonly<Record<QuotaName, number>>;

let current: Quotas = DEFAULT_QUOTAS;

/** The value in force. */
export function quota(name: QuotaName): number {
  return current[name];
}

/** Puts other values in the place of the defaults; without any, the defaults are in force again. Called once, by main.ts. */
export function setQuotas(overrides: Partial<Quotas> = {}): void {
  for (const [name, value] of Object.entries(overrides)) {
    assert(name in DEFAULT_QUOTAS, `${name} is a quota`);
    assert(Number.isInteger(value) && value >= 0, `quota ${name} is a whole number`);
  }
  current = Object.freeze({ ...DEFAULT_QUOTAS, ...overrides });
}

/** Whether a name given by an operator is a quota. */
export function isQuota(name: string): name is QuotaName {
  return Object.hasOwn(DEFAULT_QUOTAS, name);
}
