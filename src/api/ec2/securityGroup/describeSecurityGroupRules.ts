/** DescribeSecurityGroupRules. */
import type {
  DescribeSecurityGroupRulesRequest,
  DescribeSecurityGroupRulesResult,
} from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
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

const INDEXES = { 'group-id': 'group', 'security-group-rule-id': 'id' } as const;

export function describeSecurityGroupRules(
  call: Call,
  input: DescribeSecurityGroupRulesRequest,
): DescribeSecurityGroupRulesResult {
  for (const id of groupIdsAsked(input)) checkGroupId(id);
  const rules = findSome(
    call,
    call.tx.securityGroupRules,
    'securityGroupRule',
    input.SecurityGroupRuleIds,
    input.Filters,
    INDEXES,
  );
  const { rows, nextToken } = filteredPage(rules, input, FILTERS);
  return { SecurityGroupRules: rows.map((rule) => ruleView(call.tx, rule)), NextToken: nextToken };
}

/** AWS refuses ids that are none here, patterns aside; in other filters they only match nothing. */
function groupIdsAsked({ Filters = [] }: DescribeSecurityGroupRulesRequest): string[] {
  return Filters.filter(({ Name }) => Name === 'group-id')
    .flatMap(({ Values }) => Values ?? [])
    .filter((value) => !/[*?]/.test(value));
}

/** In other words than everywhere else. */
function checkGroupId(id: string): void {
  if (/^sg-([0-9a-f]{8}|[0-9a-f]{17})$/.test(id)) return;
  throw new AwsError('InvalidGroupId.Malformed', `The security group ID '${id}' is malformed`);
}
