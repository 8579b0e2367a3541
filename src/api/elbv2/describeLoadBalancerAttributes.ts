/** DescribeLoadBalancerAttributes: always the whole list. */
import type {
  DescribeLoadBalancerAttributesInput,
  DescribeLoadBalancerAttributesOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Call } from '../operation.ts';
import { loadBalancerAttributes } from './attributeRules.ts';
import { attributeList } from './attributes.ts';
import { findLoadBalancer } from './lookups.ts';

export function describeLoadBalancerAttributes(
  call: Call,
  input: DescribeLoadBalancerAttributesInput,
): DescribeLoadBalancerAttributesOutput {
  const row = findLoadBalancer(call, input.LoadBalancerArn);
  return { Attributes: attributeList(loadBalancerAttributes(row), row.spec.attributes) };
}
