/** UpdateSecurityGroupRuleDescriptionsIngress and …Egress: new texts for rules that are there. */
import type {
  UpdateSecurityGroupRuleDescriptionsEgressRequest,
  UpdateSecurityGroupRuleDescriptionsEgressResult,
  UpdateSecurityGroupRuleDescriptionsIngressRequest,
  UpdateSecurityGroupRuleDescriptionsIngressResult,
} from '@aws-sdk/client-ec2';
import type { SecurityGroup, SecurityGroupRule } from '../../../resources/securityGroup.ts';
import type { Call } from '../../operation.ts';
import { checkRuleDescription } from './descriptions.ts';
import { groupOf } from './groups.ts';
import { requestedRules } from './requestedRules.ts';
import { namedRules } from './revokeSecurityGroup.ts';

type Request = UpdateSecurityGroupRuleDescriptionsIngressRequest;

export function updateSecurityGroupRuleDescriptionsIngress(
  call: Call,
  input: UpdateSecurityGroupRuleDescriptionsIngressRequest,
): UpdateSecurityGroupRuleDescriptionsIngressResult {
  return update(call, input, false);
}

export function updateSecurityGroupRuleDescriptionsEgress(
  call: Call,
  input: UpdateSecurityGroupRuleDescriptionsEgressRequest,
): UpdateSecurityGroupRuleDescriptionsEgressResult {
  return update(call, input, true);
}

function update(call: Call, input: Request, isEgress: boolean): { Return: boolean } {
  const group = groupOf(call, input);
  const ids = input.SecurityGroupRuleDescriptions?.map((each) => each.SecurityGroupRuleId ?? '');
  const texts = descriptionsIn(call, group, input);
  for (const [at, rule] of namedRules(call, group, isEgress, input, ids).entries()) {
    describeRule(call, rule, texts[at]);
  }
  return { Return: true };
}

/** In the order in which `namedRules` finds the rules. */
function descriptionsIn(call: Call, group: SecurityGroup, input: Request): (string | undefined)[] {
  const byId = input.SecurityGroupRuleDescriptions ?? [];
  if (byId.length > 0) return byId.map((each) => each.Description);
  return requestedRules(call, group, input).map((terms) => terms.description);
}

function describeRule(call: Call, rule: SecurityGroupRule, description: string | undefined): void {
  if (description) checkRuleDescription(description);
  const { description: _before, ...spec } = rule.spec;
  call.tx.securityGroupRules.put({ ...rule, spec: description ? { ...spec, description } : spec });
}
