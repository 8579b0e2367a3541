/** DescribeAccountLimits: the quotas in force. */
import type {
  DescribeAccountLimitsInput,
  DescribeAccountLimitsOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { known } from '../../base/assert.ts';
import type { Call } from '../operation.ts';
import { type QuotaName, quota } from '../quotas.ts';
import { markerPage } from './pages.ts';

/** AWS's names. What Application Load Balancers may have is AWS's default, though there are none. */
const LIMITS: Readonly<Record<string, QuotaName | number>> = {
  'application-load-balancers': 50,
  'certificates-per-application-load-balancer': 25,
  'certificates-per-network-load-balancer': 'certificatesPerNetworkLoadBalancer',
  'condition-values-per-alb-rule': 5,
  'condition-wildcards-per-alb-rule': 5,
  'gateway-load-balancers': 'gatewayLoadBalancersPerRegion',
  'gateway-load-balancers-per-vpc': 'gatewayLoadBalancersPerVpc',
  'geneve-target-groups': 'geneveTargetGroupsPerRegion',
  'listeners-per-application-load-balancer': 50,
  'listeners-per-network-load-balancer': 'listenersPerNetworkLoadBalancer',
  'network-load-balancers': 'networkLoadBalancersPerRegion',
  'rules-per-application-load-balancer': 100,
  'target-groups': 'targetGroupsPerRegion',
  'target-groups-per-action-on-application-load-balancer': 5,
  'target-groups-per-action-on-network-load-balancer': 'targetGroupsPerAction',
  'target-groups-per-application-load-balancer': 100,
  'target-id-registrations-per-application-load-balancer': 1_000,
  'targets-per-application-load-balancer': 1_000,
  'targets-per-availability-zone-per-gateway-load-balancer': 'targetsPerZonePerGatewayLoadBalancer',
  'targets-per-availability-zone-per-network-load-balancer': 'targetsPerZonePerNetworkLoadBalancer',
  'targets-per-network-load-balancer': 'targetsPerNetworkLoadBalancer',
  'targets-per-target-group': 'targetsPerTargetGroup',
};

export function describeAccountLimits(
  _call: Call,
  input: DescribeAccountLimitsInput,
): DescribeAccountLimitsOutput {
  const names = Object.keys(LIMITS).map((id) => ({ id }));
  const { rows, NextMarker } = markerPage(names, input);
  return {
    Limits: rows.map(({ id }) => ({ Name: id, Max: String(limitOf(id)) })),
    NextMarker,
  };
}

function limitOf(name: string): number {
  const limit = known(LIMITS[name], `${name} is a limit`);
  return typeof limit === 'number' ? limit : quota(limit);
}
