/** AWS's quotas with their default values; an operator may raise them when the control plane starts. */
import { assert } from '../base/assert.ts';

export const AWS_QUOTAS = Object.freeze({
  interfaceEndpointsPerVpc: 50,
  endpointServicesPerRegion: 50,
  networkLoadBalancersPerRegion: 50,
  listenersPerNetworkLoadBalancer: 50,
  targetGroupsPerRegion: 3_000,
  targetsPerTargetGroup: 1_000,
  securityGroupsPerInterface: 5,
});

export type QuotaName = keyof typeof AWS_QUOTAS;
export type Quotas = Readonly<Record<QuotaName, number>>;

let current: Quotas = AWS_QUOTAS;

/** The value in force. */
export function quota(name: QuotaName): number {
  return current[name];
}

/** Puts other values in the place of AWS's; without any, AWS's are in force again. Called once, by main.ts. */
export function setQuotas(overrides: Partial<Quotas> = {}): void {
  for (const [name, value] of Object.entries(overrides)) {
    assert(name in AWS_QUOTAS, `${name} is a quota`);
    assert(Number.isInteger(value) && value >= 0, `quota ${name} is a whole number`);
  }
  current = Object.freeze({ ...AWS_QUOTAS, ...overrides });
}
