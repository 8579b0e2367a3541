/** RevokeSecurityGroupIngress and RevokeSecurityGroupEgress: take rules away, by id or by their terms. */
import type {
  RevokedSecurityGroupRule,
  RevokeSecurityGroupEgressRequest,
  RevokeSecurityGroupEgressResult,
  RevokeSecurityGroupIngressRequest,
  RevokeSecurityGroupIngressResult,
} from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { SecurityGroup, SecurityGroupRule } from '../../../resources/securityGroup.ts';
import type { Call } from '../../operation.ts';
import { findSecurityGroupRule, notFound } from '../ids.ts';
import { rulesOf } from './addRules.ts';
import { groupOf } from './groups.ts';
import { identityOf, type RuleTerms } from './permissions.ts';
import { type RulesRequest, requestedRules } from './requestedRules.ts';
import { permissionOf, portsView } from './ruleView.ts';

export function revokeSecurityGroupIngress(
  call: Call,
  input: RevokeSecurityGroupIngressRequest,
): RevokeSecurityGroupIngressResult {
  return revoke(call, input, false);
}

export function revokeSecurityGroupEgress(
  call: Call,
  input: RevokeSecurityGroupEgressRequest,
): RevokeSecurityGroupEgressResult {
  return revoke(call, input, true);
}

/** The rules that a request means, by id or by their terms; each must be there. */
export function namedRules(
  call: Call,
  group: SecurityGroup,
  isEgress: boolean,
  request: RulesRequest,
  ids: readonly string[] | undefined,
): SecurityGroupRule[] {
  if (ids && ids.length > 0) return ids.map((id) => ruleById(call, group, isEgress, id));
  const rules = new Map(rulesOf(call, group, isEgress).map((rule) => [identityOf(rule.spec), rule]));
  return requestedRules(call, group, request).map((terms) => {
    const rule = rules.get(identityOf(terms));
    if (rule) return rule;
    throw new AwsError(
      'InvalidPermission.NotFound',
      'The specified rule does not exist in this security group.',
    );
  });
}

function revoke(
  call: Call,
  input: RevokeSecurityGroupIngressRequest,
  isEgress: boolean,
): RevokeSecurityGroupIngressResult {
  const group = groupOf(call, input);
  const isLenient = call.tx.vpcs.get(group.spec.vpcId)?.spec.isDefault ?? false;
  const unknown =
    isLenient && !input.SecurityGroupRuleIds?.length ? unknownTerms(call, group, isEgress, input) : [];
  const rules = knownRules(call, group, isEgress, input, unknown);
  for (const { id } of rules) call.tx.securityGroupRules.delete(id);
  return {
    Return: true,
    RevokedSecurityGroupRules: rules.map(revokedView),
    UnknownIpPermissions: unknown.map((terms) => permissionOf(call.tx, group, isEgress, terms)),
  };
}

/** What the request names and the group has not. In a default VPC AWS lists it, elsewhere it refuses it. */
function unknownTerms(
  call: Call,
  group: SecurityGroup,
  isEgress: boolean,
  request: RulesRequest,
): RuleTerms[] {
  const present = new Set(rulesOf(call, group, isEgress).map(({ spec }) => identityOf(spec)));
  return requestedRules(call, group, request).filter((terms) => !present.has(identityOf(terms)));
}

function knownRules(
  call: Call,
  group: SecurityGroup,
  isEgress: boolean,
  input: RevokeSecurityGroupIngressRequest,
  unknown: readonly RuleTerms[],
): SecurityGroupRule[] {
  if (unknown.length === 0) return namedRules(call, group, isEgress, input, input.SecurityGroupRuleIds);
  const wanted = new Set(requestedRules(call, group, input).map(identityOf));
  return rulesOf(call, group, isEgress).filter(({ spec }) => wanted.has(identityOf(spec)));
}

function ruleById(call: Call, group: SecurityGroup, isEgress: boolean, id: string): SecurityGroupRule {
  const rule = findSecurityGroupRule(call, id);
  if (rule.spec.groupId === group.id && rule.spec.isEgress === isEgress) return rule;
  throw notFound('securityGroupRule', id);
}

function revokedView(rule: SecurityGroupRule): RevokedSecurityGroupRule {
  const { peer, groupId, isEgress, description } = rule.spec;
  return {
    SecurityGroupRuleId: rule.id,
    GroupId: groupId,
    IsEgress: isEgress,
    ...portsView(rule),
    CidrIpv4: 'cidrIpv4' in peer ? peer.cidrIpv4 : undefined,
    CidrIpv6: 'cidrIpv6' in peer ? peer.cidrIpv6 : undefined,
    PrefixListId: 'prefixListId' in peer ? peer.prefixListId : undefined,
    ReferencedGroupId: 'groupId' in peer ? peer.groupId : undefined,
    Description: description,
  };
}
