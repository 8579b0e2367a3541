/** DescribeSecurityGroups. */
import type { DescribeSecurityGroupsRequest, DescribeSecurityGroupsResult } from '@aws-sdk/client-ec2';
import type { SecurityGroup, SecurityGroupRule } from '../../../resources/securityGroup.ts';
import type { FilterDefinitions } from '../../filters.ts';
import type { Call } from '../../operation.ts';
import { filteredPage } from '../describe.ts';
import { findSome } from '../ids.ts';
import { defaultVpc } from '../vpc/defaultVpc.ts';
import { rulesOf } from './addRules.ts';
import { groupByName } from './groups.ts';
import { securityGroupView } from './securityGroupView.ts';

const INDEXES = { 'group-id': 'id', 'vpc-id': 'vpc' } as const;

export function describeSecurityGroups(
  call: Call,
  input: DescribeSecurityGroupsRequest,
): DescribeSecurityGroupsResult {
  const { rows, nextToken } = filteredPage(askedGroups(call, input), input, filtersOf(call));
  return { SecurityGroups: rows.map((group) => securityGroupView(call, group)), NextToken: nextToken };
}

/** Names are those of the default VPC's groups. */
function askedGroups(
  call: Call,
  { GroupIds, GroupNames, Filters }: DescribeSecurityGroupsRequest,
): SecurityGroup[] {
  const names = [...new Set(GroupNames ?? [])];
  if (names.length === 0)
    return findSome(call, call.tx.securityGroups, 'securityGroup', GroupIds, Filters, INDEXES);
  const byName = names.map((name) => groupByName(call, name, defaultVpc(call).id));
  const byId = GroupIds?.length ? findSome(call, call.tx.securityGroups, 'securityGroup', GroupIds) : [];
  return [...new Set([...byName, ...byId])];
}

function filtersOf(call: Call): FilterDefinitions<SecurityGroup> {
  return {
    description: ({ spec }) => spec.description,
    'group-id': ({ id }) => id,
    'group-name': ({ spec }) => spec.groupName,
    'owner-id': ({ accountId }) => accountId,
    'vpc-id': ({ spec }) => spec.vpcId,
    ...ruleFilters('ip-permission', (group) => rulesOf(call, group, false), call),
    ...ruleFilters('egress.ip-permission', (group) => rulesOf(call, group, true), call),
  };
}

function ruleFilters(
  prefix: string,
  rulesIn: (group: SecurityGroup) => SecurityGroupRule[],
  call: Call,
): FilterDefinitions<SecurityGroup> {
  const each = (value: (rule: SecurityGroupRule['spec']) => string | undefined) => (group: SecurityGroup) =>
    rulesIn(group)
      .map(({ spec }) => value(spec))
      .filter((text) => text !== undefined);
  return {
    [`${prefix}.cidr`]: each(({ peer }) => ('cidrIpv4' in peer ? peer.cidrIpv4 : undefined)),
    [`${prefix}.ipv6-cidr`]: each(({ peer }) => ('cidrIpv6' in peer ? peer.cidrIpv6 : undefined)),
    [`${prefix}.prefix-list-id`]: each(({ peer }) =>
      'prefixListId' in peer ? peer.prefixListId : undefined,
    ),
    [`${prefix}.group-id`]: each(({ peer }) => ('groupId' in peer ? peer.groupId : undefined)),
    [`${prefix}.user-id`]: each(({ peer }) => ('groupId' in peer ? peer.accountId : undefined)),
    [`${prefix}.group-name`]: each(({ peer }) =>
      'groupId' in peer ? call.tx.securityGroups.get(peer.groupId)?.spec.groupName : undefined,
    ),
    [`${prefix}.protocol`]: each(({ ipProtocol }) => ipProtocol),
    [`${prefix}.from-port`]: each(({ fromPort }) => fromPort?.toString()),
    [`${prefix}.to-port`]: each(({ toPort }) => toPort?.toString()),
  };
}
