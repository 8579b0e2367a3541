/** ModifyRule: the only rule there is changes with its listener. */
import type { ModifyRuleInput, ModifyRuleOutput } from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsError } from '../../../base/awsError.ts';
import type { Call } from '../../operation.ts';
import { findRule } from './findRule.ts';

export function modifyRule(call: Call, input: ModifyRuleInput): ModifyRuleOutput {
  findRule(call, input.RuleArn);
  throw new AwsError(
    'OperationNotPermitted',
    `Default rule '${input.RuleArn}' cannot be modified; modify the default actions of its listener`,
  );
}
