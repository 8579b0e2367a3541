/** A listener's default action: forward to one target group. */
import type { Action, ForwardActionConfig } from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsError } from '../../base/awsError.ts';
import type { LoadBalancer, TargetGroup } from '../../resources/loadBalancer.ts';
import type { Call } from '../operation.ts';
import { invalidConfiguration, notYet, validationError } from './errors.ts';
import { findTargetGroup } from './lookups.ts';
import { loadBalancersOf } from './targetGroupUse.ts';

/**
 * The target group that the actions forward to, which this load balancer may use.
 * @throws AwsError ValidationError, InvalidLoadBalancerAction, TargetGroupNotFound, TargetGroupAssociationLimit,
 *   InvalidConfigurationRequest
 */
export function forwardTarget(
  call: Call,
  loadBalancer: LoadBalancer,
  actions: readonly Action[] | undefined,
): TargetGroup {
  const targetGroup = findTargetGroup(call, targetGroupArnOf(onlyAction(actions)));
  if (targetGroup.spec.vpcId !== loadBalancer.spec.vpcId) {
    throw invalidConfiguration(
      `The target group '${targetGroup.id}' is in a different VPC than the load balancer`,
    );
  }
  if (loadBalancersOf(call, targetGroup).some((user) => user.id !== loadBalancer.id)) {
    throw new AwsError(
      'TargetGroupAssociationLimit',
      `The following target groups cannot be associated with more than one load balancer: ${targetGroup.id}`,
    );
  }
  return targetGroup;
}

/** The action as answers show it. */
export function forwardView(targetGroupArn: string): Action {
  return {
    Type: 'forward',
    TargetGroupArn: targetGroupArn,
    ForwardConfig: {
      TargetGroups: [{ TargetGroupArn: targetGroupArn, Weight: 1 }],
      TargetGroupStickinessConfig: { Enabled: false },
    },
  };
}

function onlyAction(actions: readonly Action[] | undefined): Action {
  const [action, ...others] = actions ?? [];
  if (!action) throw validationError('A default action must be specified');
  if (others.length > 0)
    throw new AwsError('TooManyActions', 'A listener of this type has one default action');
  if (action.Type === 'forward') return action;
  throw new AwsError(
    'InvalidLoadBalancerAction',
    `The action type '${action.Type}' is not valid with a Network Load Balancer`,
  );
}

function targetGroupArnOf({ TargetGroupArn, ForwardConfig }: Action): string {
  const configured = ForwardConfig && configuredArn(ForwardConfig);
  if (TargetGroupArn && configured && TargetGroupArn !== configured) {
    throw validationError('The target group ARN and the forward configuration name different target groups');
  }
  const arn = TargetGroupArn ?? configured;
  if (!arn) throw validationError('A target group ARN must be specified');
  return arn;
}

function configuredArn({
  TargetGroups = [],
  TargetGroupStickinessConfig,
}: ForwardActionConfig): string | undefined {
  if (TargetGroups.length > 1) throw notYet('weighted target groups');
  if (TargetGroupStickinessConfig?.Enabled) throw notYet('target group stickiness');
  return TargetGroups[0]?.TargetGroupArn;
}
