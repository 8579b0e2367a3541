/** AuthorizeSecurityGroupIngress and AuthorizeSecurityGroupEgress: add rules. */
import type {
  AuthorizeSecurityGroupEgressRequest,
  AuthorizeSecurityGroupEgressResult,
  AuthorizeSecurityGroupIngressRequest,
  AuthorizeSecurityGroupIngressResult,
} from '@aws-sdk/client-ec2';
import type { Call } from '../../operation.ts';
import { tagsFor } from '../tags.ts';
import { addRules } from './addRules.ts';
import { groupOf } from './groups.ts';
import { requestedRules } from './requestedRules.ts';
import { ruleView } from './ruleView.ts';

export function authorizeSecurityGroupIngress(
  call: Call,
  input: AuthorizeSecurityGroupIngressRequest,
): AuthorizeSecurityGroupIngressResult {
  return authorize(call, input, false);
}

export function authorizeSecurityGroupEgress(
  call: Call,
  input: AuthorizeSecurityGroupEgressRequest,
): AuthorizeSecurityGroupEgressResult {
  return authorize(call, input, true);
}

function authorize(
  call: Call,
  input: AuthorizeSecurityGroupIngressRequest,
  isEgress: boolean,
): AuthorizeSecurityGroupIngressResult {
  const group = groupOf(call, input);
  const terms = requestedRules(call, group, input);
  const rules = addRules(
    call,
    group,
    isEgress,
    terms,
    tagsFor(input.TagSpecifications, 'security-group-rule'),
  );
  return { Return: true, SecurityGroupRules: rules.map((rule) => ruleView(call.tx, rule)) };
}
