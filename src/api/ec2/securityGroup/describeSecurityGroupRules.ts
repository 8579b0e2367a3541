/** DescribeSecurityGroupRules. */
import type {
  DescribeSecurityGroupRulesRequest,
  DescribeSecurityGroupRulesResult,
} from '@aws-sdk/client-ec2';
import type { SecurityGroupRule } from '../../../resources/securityGroup.ts';
import type { FilterDefinitions } from '../../filters.ts';
import type { Call } from '../../operation.ts';
import { filteredPage } from '../describe.ts';
import { findSome } from '../ids.ts';
import { ruleView } from './ruleView.ts';

const FILTERS: FilterDefinitions<SecurityGroupRule> = {
  'group-id': ({ spec }) => spec.groupId,
  'security-group-rule-id': ({ id }) => id,
};

export function describeSecurityGroupRules(
  call: Call,
  input: DescribeSecurityGroupRulesRequest,
): DescribeSecurityGroupRulesResult {
  const rules = findSome(call, call.tx.securityGroupRules, 'securityGroupRule', input.SecurityGroupRuleIds);
  const { rows, nextToken } = filteredPage(rules, input, FILTERS);
  return { SecurityGroupRules: rows.map(ruleView), NextToken: nextToken };
}
