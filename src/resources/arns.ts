/** ARNs as AWS forms them. ELBv2 identifies its resources by them. */
import type { Resource } from './identity.ts';

type Owner = Pick<Resource, 'accountId' | 'region'>;

const TYPE_IN_ARN = { network: 'net', gateway: 'gwy' } as const;

/** `suffix` is the load balancer's sixteen hexadecimal digits. */
export function loadBalancerArn(
  owner: Owner,
  type: keyof typeof TYPE_IN_ARN,
  name: string,
  suffix: string,
): string {
  return elasticLoadBalancing(owner, `loadbalancer/${TYPE_IN_ARN[type]}/${name}/${suffix}`);
}

export function targetGroupArn(owner: Owner, name: string, suffix: string): string {
  return elasticLoadBalancing(owner, `targetgroup/${name}/${suffix}`);
}

/** A listener's ARN contains the name and digits of its load balancer's. */
export function listenerArn(owner: Owner, ofLoadBalancer: string, suffix: string): string {
  return elasticLoadBalancing(owner, `listener/${loadBalancerPath(ofLoadBalancer)}/${suffix}`);
}

/** The rule that stands for a listener's default actions. */
export function defaultRuleArn(ofListener: string): string {
  return `${ofListener.replace(':listener/', ':listener-rule/')}/${ofListener.slice(-16)}`;
}

/** `net/<name>/<16 hex>` (or `gwy/…`) of a load balancer's ARN. */
export function loadBalancerPath(arn: string): string {
  return arn.slice(arn.indexOf('/') + 1);
}

function elasticLoadBalancing({ region, accountId }: Owner, resource: string): string {
  return `arn:aws:elasticloadbalancing:${region}:${accountId}:${resource}`;
}
