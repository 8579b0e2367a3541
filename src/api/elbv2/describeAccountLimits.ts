/** DescribeAccountLimits: the quotas in force. */
import type {
  DescribeAccountLimitsInput,
  DescribeAccountLimitsOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Call } from '../operation.ts';
import { type QuotaName, quota } from '../quotas.ts';
import { markerPage } from './pages.ts';

/** AWS's names in the order in which they are listed. */
const LIMITS: Readonly<Record<string, QuotaName>> = {
  'listeners-per-network-load-balancer': 'listenersPerNetworkLoadBalancer',
  'network-load-balancers': 'networkLoadBalancersPerRegion',
  'target-groups': 'targetGroupsPerRegion',
  'targets-per-target-group': 'targetsPerTargetGroup',
};

export function describeAccountLimits(
  _call: Call,
  input: DescribeAccountLimitsInput,
): DescribeAccountLimitsOutput {
  const names = Object.keys(LIMITS).map((id) => ({ id }));
  const { rows, NextMarker } = markerPage(names, input);
  return {
    Limits: rows.map(({ id }) => ({ Name: id, Max: String(quota(LIMITS[id] as QuotaName)) })),
    NextMarker,
  };
}
