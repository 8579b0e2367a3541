/** Which load balancer uses a target group: AWS allows one. */
import type { Listener, LoadBalancer, TargetGroup } from '../../resources/loadBalancer.ts';
import type { Call } from '../operation.ts';

/** Load balancers whose listeners forward to the group: none or one. */
export function loadBalancersOf({ tx }: Call, { id }: Pick<TargetGroup, 'id'>): LoadBalancer[] {
  const arns = new Set(tx.listeners.by('targetGroup', id).map((listener) => listener.spec.loadBalancerArn));
  return [...arns].map((arn) => tx.loadBalancers.get(arn)).filter((row) => row !== undefined);
}

/** ARNs of the target groups that the load balancer's listeners forward to. */
export function targetGroupsOf({ tx }: Call, loadBalancerArn: string): string[] {
  return [...new Set(tx.listeners.by('loadBalancer', loadBalancerArn).flatMap(groupsOf))];
}

function groupsOf({ spec }: Listener): string[] {
  return spec.forwardsTo.map(({ targetGroupArn }) => targetGroupArn);
}
