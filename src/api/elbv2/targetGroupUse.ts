/** Which load balancer uses a target group: AWS allows one. */
import type { LoadBalancer, TargetGroup } from '../../resources/loadBalancer.ts';
import type { Call } from '../operation.ts';

/** Load balancers whose listeners forward to the group: none or one. */
export function loadBalancersOf({ tx }: Call, { id }: Pick<TargetGroup, 'id'>): LoadBalancer[] {
  const arns = new Set(tx.listeners.by('targetGroup', id).map((listener) => listener.spec.loadBalancerArn));
  return [...arns].map((arn) => tx.loadBalancers.get(arn)).filter((row) => row !== undefined);
}
