/** SetRulePriorities: a default rule has none. */
import type {
  SetRulePrioritiesInput,
  SetRulePrioritiesOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsError } from '../../../base/awsError.ts';
import type { Call } from '../../operation.ts';
import { required, validationError } from '../errors.ts';
import { findRule } from './findRule.ts';

export function setRulePriorities(call: Call, input: SetRulePrioritiesInput): SetRulePrioritiesOutput {
  const pairs = required(input.RulePriorities, 'RulePriorities');
  if (pairs.length === 0) throw validationError('At least one rule priority must be specified');
  for (const { RuleArn } of pairs) findRule(call, RuleArn);
  throw new AwsError('OperationNotPermitted', 'The priority of a default rule cannot be changed');
}
