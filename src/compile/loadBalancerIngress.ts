/**
 * What a load balancer's own groups say about endpoint traffic. It is judged at the endpoint, where the
 * client's address is still there to see (AWS: EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic).
 */
import type { GroupRule } from '../program/rows.ts';
import type { LoadBalancer } from '../resources/loadBalancer.ts';
import type { NetworkInterface } from '../resources/networkInterface.ts';
import type { Snapshot } from '../state/tables.ts';
import { groupRules } from './groupRules.ts';
import { versionsNamed } from './prefixLists.ts';

/**
 * Rules of the node's load balancer for endpoint clients; undefined where these are not judged.
 * @param hasIpv6 whether clients may come by IPv6
 */
export function loadBalancerIngress(
  tables: Snapshot,
  node: NetworkInterface,
  hasIpv6 = false,
): readonly GroupRule[] | undefined {
  const { owner } = node.spec;
  const balancer =
    owner.kind === 'loadBalancer' ? tables.loadBalancers.get(owner.loadBalancerArn) : undefined;
  if (!balancer || !isEnforced(balancer)) return undefined;
  const rules = balancer.spec.securityGroupIds.flatMap((id) => tables.securityGroupRules.by('group', id));
  // References to groups match nobody across PrivateLink, so only blocks are left.
  return groupRules(rules, false, { knownGroups: [], prefixLists: versionsNamed(tables, rules), hasIpv6 });
}

function isEnforced({ spec }: LoadBalancer): boolean {
  return spec.hasSecurityGroups && spec.enforceSecurityGroupInboundRulesOnPrivateLinkTraffic === 'on';
}
