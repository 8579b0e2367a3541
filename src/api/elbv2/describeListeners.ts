/** DescribeListeners: those of a load balancer, or those named. */
import type {
  DescribeListenersInput,
  DescribeListenersOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Listener } from '../../resources/loadBalancer.ts';
import type { Call } from '../operation.ts';
import { validationError } from './errors.ts';
import { listenerView } from './listenerView.ts';
import { findListener, findLoadBalancer } from './lookups.ts';
import { markerPage } from './pages.ts';

export function describeListeners(call: Call, input: DescribeListenersInput): DescribeListenersOutput {
  const { rows, NextMarker } = markerPage(asked(call, input), input);
  return { Listeners: rows.map(listenerView), NextMarker };
}

function asked(call: Call, { LoadBalancerArn, ListenerArns = [] }: DescribeListenersInput): Listener[] {
  if ((LoadBalancerArn !== undefined) === ListenerArns.length > 0) {
    throw validationError('You must specify either listener ARNs or a load balancer ARN');
  }
  if (ListenerArns.length > 0) return [...new Set(ListenerArns)].map((arn) => findListener(call, arn));
  return call.tx.listeners.by('loadBalancer', findLoadBalancer(call, LoadBalancerArn).id);
}
