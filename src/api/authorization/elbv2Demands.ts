/** What a call to Elastic Load Balancing needs: each load balancer, listener, group or rule that it names. */
import type { Tag } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Tags } from '../../resources/identity.ts';
import type { Call } from '../operation.ts';
import { type Demand, type Keys, requestTagKeys, resourceTagKeys, tagsIn } from './demand.ts';

interface Input {
  readonly Name?: string;
  readonly Type?: string;
  readonly Tags?: readonly Tag[];
  readonly LoadBalancerArn?: string;
  readonly ListenerArn?: string;
  readonly RuleArn?: string;
  readonly TargetGroupArn?: string;
  readonly TrustStoreArn?: string;
  readonly ResourceArns?: readonly string[];
}

const LOAD_BALANCER_TYPES: Readonly<Record<string, string>> = { network: 'net', gateway: 'gwy' };

export function elbv2Demands(call: Call, input: Input): Demand[] {
  const action = `elasticloadbalancing:${call.action}`;
  if (call.action.startsWith('Describe')) return [{ action, resource: '*' }];
  const tags = requestTagKeys(tagsIn(input.Tags));
  const arns = madeBy(call, input) ?? namedIn(input);
  const own = (arns.length > 0 ? arns : ['*']).map((resource) => ({
    action,
    resource,
    context: [...tags, ...keysOf(call, resource)],
  }));
  return [...own, ...tagDemands(call, input, own, tags)];
}

/** What is made has an ARN that ends with its name; a listener or a rule is asked for at what it belongs to. */
function madeBy({ action, region, accountId }: Call, { Name = '*', Type = '' }: Input): string[] | undefined {
  const arn = (rest: string) => [`arn:aws:elasticloadbalancing:${region}:${accountId}:${rest}/*`];
  if (action === 'CreateLoadBalancer')
    return arn(`loadbalancer/${LOAD_BALANCER_TYPES[Type] ?? 'app'}/${Name}`);
  if (action === 'CreateTargetGroup') return arn(`targetgroup/${Name}`);
  return action === 'CreateTrustStore' ? arn(`truststore/${Name}`) : undefined;
}

function namedIn({
  LoadBalancerArn,
  ListenerArn,
  RuleArn,
  TargetGroupArn,
  TrustStoreArn,
  ResourceArns = [],
}: Input) {
  const single = [RuleArn, ListenerArn, LoadBalancerArn, TargetGroupArn, TrustStoreArn];
  return [...single, ...ResourceArns].filter((arn) => arn !== undefined);
}

/** Tagging what is made is an action of its own. */
function tagDemands(call: Call, { Tags = [] }: Input, own: readonly Demand[], tags: Keys): Demand[] {
  if (Tags.length === 0 || !call.action.startsWith('Create')) return [];
  return own.map(({ resource }) => ({
    action: 'elasticloadbalancing:AddTags',
    resource,
    context: [...tags, ['elasticloadbalancing:CreateAction', call.action]],
  }));
}

function keysOf({ tx, accountId }: Call, arn: string): Keys {
  const row = tx.loadBalancers.get(arn) ?? tx.targetGroups.get(arn) ?? tx.listeners.get(arn);
  const tags: Tags = row?.accountId === accountId ? row.tags : {};
  return resourceTagKeys(tags, 'elasticloadbalancing');
}
