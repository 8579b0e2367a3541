/** DescribeLoadBalancers. */
import type {
  DescribeLoadBalancersInput,
  DescribeLoadBalancersOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { scopeKey } from '../../resources/identity.ts';
import type { LoadBalancer } from '../../resources/loadBalancer.ts';
import type { Call } from '../operation.ts';
import { validationError } from './errors.ts';
import { loadBalancerView } from './loadBalancerView.ts';
import { findLoadBalancer, loadBalancersNamed } from './lookups.ts';
import { markerPage } from './pages.ts';

const MAX_ARNS = 20;

export function describeLoadBalancers(
  call: Call,
  input: DescribeLoadBalancersInput,
): DescribeLoadBalancersOutput {
  const { rows, NextMarker } = markerPage(asked(call, input), input);
  return { LoadBalancers: rows.map(loadBalancerView), NextMarker };
}

function asked(
  call: Call,
  { LoadBalancerArns = [], Names = [] }: DescribeLoadBalancersInput,
): LoadBalancer[] {
  if (LoadBalancerArns.length > 0 && Names.length > 0) {
    throw validationError('Load balancer names and load balancer ARNs cannot be specified at the same time');
  }
  if (LoadBalancerArns.length > MAX_ARNS) {
    throw validationError(`At most ${MAX_ARNS} load balancer ARNs can be specified`);
  }
  if (Names.length > 0) return loadBalancersNamed(call, [...new Set(Names)]);
  if (LoadBalancerArns.length > 0)
    return [...new Set(LoadBalancerArns)].map((arn) => findLoadBalancer(call, arn));
  return call.tx.loadBalancers.by('scope', scopeKey(call));
}
