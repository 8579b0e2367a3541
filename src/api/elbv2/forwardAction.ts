/** A listener's default action: forward to one target group, or to several by weight. */
import type { Action, TargetGroupTuple } from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsError } from '../../base/awsError.ts';
import type { Listener, LoadBalancer } from '../../resources/loadBalancer.ts';
import type { Call } from '../operation.ts';
import { quota } from '../quotas.ts';
import { validationError } from './errors.ts';
import { checkForwardable } from './forwardable.ts';
import { findTargetGroup } from './lookups.ts';

type Spec = Listener['spec'];
type Forward = Pick<Spec, 'forwardsTo' | 'keepsTargetGroup'>;

const MAX_WEIGHT = 999;

/**
 * Where the actions forward to, which this load balancer may use.
 * @throws AwsError ValidationError, InvalidLoadBalancerAction, TooManyActions, TargetGroupNotFound,
 *   IncompatibleProtocols, TargetGroupAssociationLimit, InvalidConfigurationRequest
 */
export function forwardOf(
  call: Call,
  loadBalancer: LoadBalancer,
  protocol: Spec['protocol'],
  actions: readonly Action[] | undefined,
): Forward {
  const action = onlyAction(actions);
  const forwardsTo = tuplesOf(action).map((tuple) => weighted(call, tuple));
  const arns = forwardsTo.map(({ targetGroupArn }) => targetGroupArn);
  if (new Set(arns).size < arns.length) throw validationError('A target group can be specified only once');
  if (loadBalancer.spec.type === 'gateway' && arns.length > 1) {
    throw validationError('A listener of a Gateway Load Balancer forwards to one target group');
  }
  for (const arn of arns) checkForwardable(loadBalancer, protocol, findTargetGroup(call, arn), call);
  const { Enabled = false } = action.ForwardConfig?.TargetGroupStickinessConfig ?? {};
  return { forwardsTo, keepsTargetGroup: Enabled };
}

/** The action as answers show it. */
export function forwardView({ forwardsTo, keepsTargetGroup }: Forward): Action {
  const [only, ...others] = forwardsTo;
  return {
    Type: 'forward',
    TargetGroupArn: others.length === 0 ? only?.targetGroupArn : undefined,
    ForwardConfig: {
      TargetGroups: forwardsTo.map(({ targetGroupArn, weight }) => ({
        TargetGroupArn: targetGroupArn,
        Weight: weight,
      })),
      TargetGroupStickinessConfig: { Enabled: keepsTargetGroup },
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
    `The action type '${action.Type}' is valid with Application Load Balancers only`,
  );
}

function tuplesOf({ TargetGroupArn, ForwardConfig }: Action): readonly TargetGroupTuple[] {
  const configured = ForwardConfig?.TargetGroups ?? [];
  const isOther = configured.length > 1 || configured[0]?.TargetGroupArn !== TargetGroupArn;
  if (TargetGroupArn && configured.length > 0 && isOther) {
    throw validationError('The target group ARN and the forward configuration name different target groups');
  }
  if (configured.length > quota('targetGroupsPerAction')) {
    throw validationError(`An action can forward to at most ${quota('targetGroupsPerAction')} target groups`);
  }
  if (configured.length > 0) return configured;
  if (TargetGroupArn) return [{ TargetGroupArn }];
  throw validationError('A target group ARN must be specified');
}

function weighted(call: Call, { TargetGroupArn, Weight = 1 }: TargetGroupTuple) {
  if (!(Number.isInteger(Weight) && Weight >= 0 && Weight <= MAX_WEIGHT)) {
    throw validationError(`Target group weight '${Weight}' must be between 0 and ${MAX_WEIGHT}`);
  }
  return { targetGroupArn: findTargetGroup(call, TargetGroupArn).id, weight: Weight };
}
