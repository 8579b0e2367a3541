/** The listener behind the ARN of a rule: the only rule there is stands for its default action. */
import { AwsError } from '../../../base/awsError.ts';
import { defaultRuleArn } from '../../../resources/arns.ts';
import { scopeKey } from '../../../resources/identity.ts';
import type { Listener } from '../../../resources/loadBalancer.ts';
import type { Call } from '../../operation.ts';
import { required, validationError } from '../errors.ts';

const RULE = /^arn:aws[\w-]*:elasticloadbalancing:[\w-]*:\d*:listener-rule\/(app|net|gwy)(\/[\w-]+){4}$/;

/** @throws AwsError RuleNotFound, ValidationError */
export function findRule(call: Call, ruleArn: string | undefined): Listener {
  const arn = required(ruleArn, 'RuleArn');
  if (!RULE.test(arn)) throw validationError(`'${arn}' is not a valid listener rule ARN`);
  const listenerArn = arn.replace(':listener-rule/', ':listener/').slice(0, arn.lastIndexOf('/') - 5);
  const listener = call.tx.listeners.get(listenerArn);
  if (listener && scopeKey(listener) === scopeKey(call) && defaultRuleArn(listener.id) === arn)
    return listener;
  throw new AwsError('RuleNotFound', 'One or more rules not found');
}
