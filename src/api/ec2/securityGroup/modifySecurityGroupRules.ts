/** ModifySecurityGroupRules: replaces the terms of rules that keep their ids. */
import type {
  ModifySecurityGroupRulesRequest,
  ModifySecurityGroupRulesResult,
  SecurityGroupRuleRequest,
} from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { RulePeer, SecurityGroup, SecurityGroupRule } from '../../../resources/securityGroup.ts';
import type { Call } from '../../operation.ts';
import { findSecurityGroup, findSecurityGroupRule, notFound, required } from '../ids.ts';
import { refuseDuplicates, rulesOf } from './addRules.ts';
import { checkRuleDescription } from './descriptions.ts';
import { groupPeer, ipv4Peer, ipv6Peer, prefixListPeer, type RuleTerms } from './permissions.ts';
import { protocolAndPorts } from './protocols.ts';

export function modifySecurityGroupRules(
  call: Call,
  input: ModifySecurityGroupRulesRequest,
): ModifySecurityGroupRulesResult {
  const group = findSecurityGroup(call, input.GroupId);
  for (const update of required(input.SecurityGroupRules, 'SecurityGroupRule')) {
    const rule = ruleIn(call, group, update.SecurityGroupRuleId);
    replaceTerms(call, group, rule, termsFrom(call, group, update.SecurityGroupRule ?? {}));
  }
  return { Return: true };
}

function ruleIn(call: Call, group: SecurityGroup, id: string | undefined): SecurityGroupRule {
  const rule = findSecurityGroupRule(call, id);
  if (rule.spec.groupId !== group.id) throw notFound('securityGroupRule', rule.id);
  return rule;
}

function replaceTerms(call: Call, group: SecurityGroup, rule: SecurityGroupRule, terms: RuleTerms): void {
  const { isEgress } = rule.spec;
  const others = rulesOf(call, group, isEgress).filter(({ id }) => id !== rule.id);
  refuseDuplicates(others, [terms]);
  call.tx.securityGroupRules.put({ ...rule, spec: { ...terms, groupId: group.id, isEgress } });
}

function termsFrom(call: Call, group: SecurityGroup, request: SecurityGroupRuleRequest): RuleTerms {
  if (!request.IpProtocol) {
    throw new AwsError(
      'InvalidParameterValue',
      "Invalid value 'null' for protocol. VPC security group rules must specify protocols explicitly.",
    );
  }
  checkPorts(request);
  const ports = protocolAndPorts(request.IpProtocol, request.FromPort, request.ToPort);
  const peer = peerFrom(call, group, request);
  if (!request.Description) return { ...ports, peer };
  checkRuleDescription(request.Description);
  return { ...ports, peer, description: request.Description };
}

/** As in AuthorizeSecurityGroup…, in other words. */
function checkPorts({ IpProtocol = '', FromPort, ToPort }: SecurityGroupRuleRequest): void {
  if (!/^(tcp|udp|6|17)$/i.test(IpProtocol) || (FromPort !== undefined && ToPort !== undefined)) return;
  throw new AwsError(
    'InvalidParameterValue',
    'Invalid value for portRange. Must specify both from and to ports with TCP/UDP.',
  );
}

function peerFrom(call: Call, group: SecurityGroup, request: SecurityGroupRuleRequest): RulePeer {
  const { CidrIpv4, CidrIpv6, ReferencedGroupId, PrefixListId } = request;
  const given = [CidrIpv4, CidrIpv6, ReferencedGroupId, PrefixListId].filter((text) => text !== undefined);
  if (given.length === 0) {
    throw new AwsError(
      'MissingParameter',
      'The request must contain exactly one of: cidrIp, cidrIpv6, prefixListId, or referencedGroupId',
    );
  }
  if (given.length > 1) {
    throw new AwsError(
      'InvalidParameterCombination',
      'Only one of cidrIp, cidrIpv6, prefixListId, or referencedGroupId can be specified',
    );
  }
  if (CidrIpv4 !== undefined) return ipv4Peer(CidrIpv4);
  if (CidrIpv6 !== undefined) return ipv6Peer(CidrIpv6);
  if (PrefixListId !== undefined) return prefixListPeer(call, PrefixListId);
  return groupPeer(call, group, { GroupId: ReferencedGroupId });
}
