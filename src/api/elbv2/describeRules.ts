/** DescribeRules: a listener of a Network Load Balancer has its default rule only. */
import type {
  DescribeRulesInput,
  DescribeRulesOutput,
  Rule,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsError } from '../../base/awsError.ts';
import { defaultRuleArn } from '../../resources/arns.ts';
import { scopeKey } from '../../resources/identity.ts';
import type { Listener } from '../../resources/loadBalancer.ts';
import type { Call } from '../operation.ts';
import { validationError } from './errors.ts';
import { forwardView } from './forwardAction.ts';
import { findListener } from './lookups.ts';
import { markerPage } from './pages.ts';

export function describeRules(call: Call, input: DescribeRulesInput): DescribeRulesOutput {
  const { rows, NextMarker } = markerPage(listenersOf(call, input), input);
  return { Rules: rows.map(defaultRule), NextMarker };
}

function listenersOf(call: Call, { ListenerArn, RuleArns = [] }: DescribeRulesInput): Listener[] {
  if ((ListenerArn !== undefined) === RuleArns.length > 0) {
    throw validationError('You must specify either listener rule ARNs or a listener ARN');
  }
  if (RuleArns.length === 0) return [findListener(call, ListenerArn)];
  const known = call.tx.listeners.by('scope', scopeKey(call));
  return [...new Set(RuleArns)].map((arn) => listenerOfRule(known, arn));
}

function listenerOfRule(known: readonly Listener[], ruleArn: string): Listener {
  const listener = known.find((row) => defaultRuleArn(row.id) === ruleArn);
  if (listener) return listener;
  throw new AwsError('RuleNotFound', 'One or more rules not found');
}

function defaultRule({ id, spec }: Listener): Rule {
  return {
    RuleArn: defaultRuleArn(id),
    Priority: 'default',
    Conditions: [],
    Actions: [forwardView(spec.targetGroupArn)],
    IsDefault: true,
  };
}
