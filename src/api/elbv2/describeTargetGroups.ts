/** DescribeTargetGroups. */
import type {
  DescribeTargetGroupsInput,
  DescribeTargetGroupsOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { scopeKey } from '../../resources/identity.ts';
import type { TargetGroup } from '../../resources/loadBalancer.ts';
import type { Call } from '../operation.ts';
import { validationError } from './errors.ts';
import { findLoadBalancer, findTargetGroup, targetGroupsNamed } from './lookups.ts';
import { markerPage } from './pages.ts';
import { targetGroupsOf } from './targetGroupUse.ts';
import { targetGroupView } from './targetGroupView.ts';

export function describeTargetGroups(
  call: Call,
  input: DescribeTargetGroupsInput,
): DescribeTargetGroupsOutput {
  const { rows, NextMarker } = markerPage(asked(call, input), input);
  return { TargetGroups: rows.map((row) => targetGroupView(call, row)), NextMarker };
}

function asked(call: Call, input: DescribeTargetGroupsInput): TargetGroup[] {
  const { LoadBalancerArn, TargetGroupArns = [], Names = [] } = input;
  const given = [LoadBalancerArn !== undefined, TargetGroupArns.length > 0, Names.length > 0];
  if (given.filter(Boolean).length > 1) {
    throw validationError(
      'Target group names, target group ARNs and a load balancer ARN cannot be specified at the same time',
    );
  }
  if (LoadBalancerArn !== undefined) return usedBy(call, LoadBalancerArn);
  if (Names.length > 0) return targetGroupsNamed(call, [...new Set(Names)]);
  if (TargetGroupArns.length > 0)
    return [...new Set(TargetGroupArns)].map((arn) => findTargetGroup(call, arn));
  return call.tx.targetGroups.by('scope', scopeKey(call));
}

function usedBy(call: Call, loadBalancerArn: string): TargetGroup[] {
  const { id } = findLoadBalancer(call, loadBalancerArn);
  return targetGroupsOf(call, id).map((arn) => findTargetGroup(call, arn));
}
