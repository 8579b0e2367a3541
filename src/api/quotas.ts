/**
 * Quotas: how much of a thing one account may have. The defaults are AWS's; where AWS raises one on request, an
 * operator raises it when the control plane starts. Operations ask inside their transaction, so a quota holds
 * against callers at the same moment too.
 */
import { AwsError } from '../base/awsError.ts';
import { type AccountId, DEFAULT_ACCOUNT } from '../resources/identity.ts';

export const DEFAULT_QUOTAS = Object.freeze({
  vpcsPerRegion: 5,
  ipv4CidrBlocksPerVpc: 5,
  ipv6CidrBlocksPerVpc: 5,
  subnetsPerVpc: 200,
  routeTablesPerVpc: 200,
  routesPerRouteTable: 500,
  internetGatewaysPerRegion: 5,
  egressOnlyInternetGatewaysPerRegion: 5,
  natGatewaysPerAvailabilityZone: 5,
  elasticIpsPerRegion: 5,
  transitGatewaysPerRegion: 5,
  cidrBlocksPerTransitGateway: 5,
  routeTablesPerTransitGateway: 20,
  routesPerTransitGateway: 10_000,
  attachmentsPerTransitGateway: 5_000,
  transitGatewaysPerVpc: 5,
  networkAclsPerVpc: 200,
  rulesPerNetworkAcl: 20,
  activePeeringConnectionsPerVpc: 50,
  outstandingPeeringRequestsPerVpc: 25,
  securityGroupsPerRegion: 2_500,
  rulesPerSecurityGroup: 60,
  securityGroupsPerInterface: 5,
  networkInterfacesPerRegion: 5_000,
  keyPairsPerRegion: 5_000,
  flowLogsPerResource: 250,
  networkInsightsPathsPerRegion: 1_000,
  networkInsightsAnalysesPerRegion: 10_000,
  prefixListsPerRegion: 100,
  /** Interface and Gateway Load Balancer endpoints together. */
  interfaceEndpointsPerVpc: 50,
  gatewayEndpointsPerRegion: 20,
  gatewayEndpointsPerVpc: 255,
  /** AWS names no figure. */
  endpointServicesPerRegion: 1_000,
  networkLoadBalancersPerRegion: 50,
  gatewayLoadBalancersPerRegion: 100,
  gatewayLoadBalancersPerVpc: 100,
  listenersPerNetworkLoadBalancer: 50,
  certificatesPerNetworkLoadBalancer: 25,
  capacityUnitsPerLoadBalancer: 45_000,
  targetGroupsPerAction: 5,
  targetsPerNetworkLoadBalancer: 3_000,
  targetsPerCrossZoneNetworkLoadBalancer: 500,
  targetsPerZonePerNetworkLoadBalancer: 500,
  targetsPerZonePerGatewayLoadBalancer: 300,
  registrationsPerTargetPerLoadBalancer: 500,
  targetGroupsPerRegion: 3_000,
  geneveTargetGroupsPerRegion: 100,
  targetsPerTargetGroup: 1_000,
  geneveTargetsPerTargetGroup: 300,
  iamUsersPerAccount: 5_000,
  iamGroupsPerAccount: 300,
  iamRolesPerAccount: 1_000,
  iamPoliciesPerAccount: 1_500,
  iamInstanceProfilesPerAccount: 1_000,
  iamGroupsPerUser: 10,
  iamPoliciesPerIdentity: 10,
});

/**
 * Every access key that names no account is account 000000000000, so whatever runs on the machine shares it: test
 * suites that clean up late or never. Of what AWS raises on request it may have what a host carries.
 */
const SHARED_ACCOUNT_QUOTAS: Partial<Record<QuotaName, number>> = Object.freeze({
  vpcsPerRegion: 10_000,
  internetGatewaysPerRegion: 10_000,
  egressOnlyInternetGatewaysPerRegion: 10_000,
  natGatewaysPerAvailabilityZone: 1_000,
  elasticIpsPerRegion: 1_000,
  networkInterfacesPerRegion: 100_000,
  transitGatewaysPerRegion: 1_000,
  prefixListsPerRegion: 1_000,
  interfaceEndpointsPerVpc: 10_000,
  gatewayEndpointsPerRegion: 1_000,
  networkLoadBalancersPerRegion: 1_000,
  gatewayLoadBalancersPerRegion: 1_000,
});

export type QuotaName = keyof typeof DEFAULT_QUOTAS;
export type Quotas = Readonly<Record<QuotaName, number>>;

/** What an operator asks for: names to numbers; `*` stands for every quota that is not named. */
export type QuotaRequest = Readonly<Record<string, number>>;

const EVERY = '*';

let current: Quotas = DEFAULT_QUOTAS;
let asked: ReadonlySet<string> = new Set();

/** The value in force for everyone. */
export function quota(name: QuotaName): number {
  return current[name];
}

/** The value in force for one account. */
export function accountQuota(accountId: AccountId, name: QuotaName): number {
  const shared = accountId === DEFAULT_ACCOUNT && !asked.has(name) ? SHARED_ACCOUNT_QUOTAS[name] : undefined;
  return Math.max(shared ?? 0, current[name]);
}

/**
 * Refuses one more of a thing where the quota is used up.
 * @param present how many there are already
 * @param words AWS's sentence; how to raise the quota follows it
 */
export function checkQuota(
  { accountId }: { readonly accountId: AccountId },
  name: QuotaName,
  present: number,
  code: string,
  words: string,
): void {
  const limit = accountQuota(accountId, name);
  if (present >= limit) throw quotaExceeded(name, code, words, limit);
}

/** AWS's error for a quota that does not suffice, and a sentence on how to raise it here. */
export function quotaExceeded(
  name: QuotaName,
  code: string,
  words: string,
  limit: number = quota(name),
): AwsError {
  return new AwsError(code, `${words} The quota is ${limit}. ${howToRaise(name)}`);
}

/** A sentence for operators. */
export function howToRaise(name: QuotaName): string {
  return `Start Postern with --quota ${name}=N for another.`;
}

/**
 * Puts other values in the place of the defaults; without any, the defaults are in force again. Called once, by
 * main.ts.
 * @param requests of two that speak of one quota the later counts
 * @throws RangeError for a name that is none; its message names those that there are
 */
export function setQuotas(...requests: readonly QuotaRequest[]): void {
  current = Object.freeze(requests.reduce<Quotas>(withRequest, DEFAULT_QUOTAS));
  asked = new Set(requests.flatMap((request) => Object.keys(EVERY in request ? DEFAULT_QUOTAS : request)));
}

function withRequest(quotas: Quotas, request: QuotaRequest): Quotas {
  const { [EVERY]: every, ...named } = request;
  const unknown = Object.keys(named).filter((name) => !Object.hasOwn(DEFAULT_QUOTAS, name));
  if (unknown.length > 0) {
    const names = Object.keys(DEFAULT_QUOTAS).join(', ');
    throw new RangeError(`There is no quota ${unknown.join(', ')}. Those that can be changed: ${names}.`);
  }
  return { ...quotas, ...(every === undefined ? {} : allAt(every)), ...named };
}

function allAt(value: number): Quotas {
  return Object.fromEntries(Object.keys(DEFAULT_QUOTAS).map((name) => [name, value])) as Quotas;
}
