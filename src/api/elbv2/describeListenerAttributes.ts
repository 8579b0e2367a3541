/** DescribeListenerAttributes: always the whole list. */
import type {
  DescribeListenerAttributesInput,
  DescribeListenerAttributesOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Listener } from '../../resources/loadBalancer.ts';
import type { Call } from '../operation.ts';
import { listenerAttributes } from './attributeRules.ts';
import { type AttributeRules, attributeList } from './attributes.ts';
import { findListener, findLoadBalancer } from './lookups.ts';

export function describeListenerAttributes(
  call: Call,
  input: DescribeListenerAttributesInput,
): DescribeListenerAttributesOutput {
  const row = findListener(call, input.ListenerArn);
  return { Attributes: attributeList(rulesOf(call, row), row.spec.attributes) };
}

export function rulesOf(call: Call, { spec }: Listener): AttributeRules {
  return listenerAttributes(findLoadBalancer(call, spec.loadBalancerArn));
}
