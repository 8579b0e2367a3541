/** DeleteRule: the only rule there is goes with its listener. */
import type { DeleteRuleInput, DeleteRuleOutput } from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsError } from '../../../base/awsError.ts';
import type { Call } from '../../operation.ts';
import { findRule } from './findRule.ts';

export function deleteRule(call: Call, input: DeleteRuleInput): DeleteRuleOutput {
  findRule(call, input.RuleArn);
  throw new AwsError('OperationNotPermitted', `Default rule '${input.RuleArn}' cannot be deleted`);
}
