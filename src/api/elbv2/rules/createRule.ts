/** CreateRule: refused, for the listeners of Network and Gateway Load Balancers have their default rule only. */
import type { CreateRuleInput, CreateRuleOutput } from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsError } from '../../../base/awsError.ts';
import type { Call } from '../../operation.ts';
import { required } from '../errors.ts';
import { findListener, findLoadBalancer } from '../lookups.ts';

export function createRule(call: Call, input: CreateRuleInput): CreateRuleOutput {
  const { spec } = findListener(call, input.ListenerArn);
  required(input.Conditions, 'Conditions');
  required(input.Priority, 'Priority');
  required(input.Actions, 'Actions');
  const { type } = findLoadBalancer(call, spec.loadBalancerArn).spec;
  const words = type === 'network' ? 'Network' : 'Gateway';
  throw new AwsError('UnsupportedProtocol', `Rules are unsupported for ${words} Load Balancer listeners`);
}
