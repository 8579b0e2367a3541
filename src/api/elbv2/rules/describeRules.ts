/** DescribeRules: a listener of a Network or Gateway Load Balancer has its default rule only. */
import type {
  DescribeRulesInput,
  DescribeRulesOutput,
  Rule,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { defaultRuleArn } from '../../../resources/arns.ts';
import type { Listener } from '../../../resources/loadBalancer.ts';
import type { Call } from '../../operation.ts';
import { validationError } from '../errors.ts';
import { forwardView } from '../forwardAction.ts';
import { findListener } from '../lookups.ts';
import { markerPage } from '../pages.ts';
import { findRule } from './findRule.ts';

export function describeRules(call: Call, input: DescribeRulesInput): DescribeRulesOutput {
  const { rows, NextMarker } = markerPage(listenersOf(call, input), input);
  return { Rules: rows.map(defaultRule), NextMarker };
}

function listenersOf(call: Call, { ListenerArn, RuleArns = [] }: DescribeRulesInput): Listener[] {
  if ((ListenerArn !== undefined) === RuleArns.length > 0) {
    throw validationError('You must specify either listener rule ARNs or a listener ARN');
  }
  if (RuleArns.length === 0) return [findListener(call, ListenerArn)];
  return [...new Set(RuleArns)].map((arn) => findRule(call, arn));
}

function defaultRule({ id, spec }: Listener): Rule {
  return {
    RuleArn: defaultRuleArn(id),
    Priority: 'default',
    Conditions: [],
    Actions: [forwardView(spec)],
    IsDefault: true,
  };
}
