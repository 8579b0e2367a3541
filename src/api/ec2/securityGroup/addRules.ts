/** New rules of a group: no rule twice, no more than AWS's quota. */
import { AwsError } from '../../../base/awsError.ts';
import type { Tags } from '../../../resources/identity.ts';
import type { SecurityGroup, SecurityGroupRule } from '../../../resources/securityGroup.ts';
import type { Call } from '../../operation.ts';
import { quota, quotaExceeded } from '../../quotas.ts';
import { prefixListWeight } from '../prefixList/prefixListWeight.ts';
import { newResource } from '../vpcParts.ts';
import { identityOf, peerText, type RuleTerms } from './permissions.ts';

/** @throws AwsError InvalidPermission.Duplicate, RulesPerSecurityGroupLimitExceeded */
export function addRules(
  call: Call,
  group: SecurityGroup,
  isEgress: boolean,
  terms: readonly RuleTerms[],
  tags: Tags,
): SecurityGroupRule[] {
  const existing = rulesOf(call, group, isEgress);
  checkRuleQuota(call, [...existing.map(({ spec }) => spec), ...terms]);
  refuseDuplicates(existing, terms);
  return terms.map((each) => {
    const rule = { ...newResource(call, 'sgr'), tags, spec: { ...each, groupId: group.id, isEgress } };
    call.tx.securityGroupRules.put(rule);
    return rule;
  });
}

export function rulesOf(call: Call, group: SecurityGroup, isEgress: boolean): SecurityGroupRule[] {
  return call.tx.securityGroupRules.by('group', group.id).filter(({ spec }) => spec.isEgress === isEgress);
}

/** @throws AwsError InvalidPermission.Duplicate */
export function refuseDuplicates(existing: readonly SecurityGroupRule[], terms: readonly RuleTerms[]): void {
  const known = new Set(existing.map(({ spec }) => identityOf(spec)));
  for (const each of terms) {
    if (known.has(identityOf(each))) {
      throw new AwsError(
        'InvalidPermission.Duplicate',
        `the specified rule "${inWords(each)}" already exists`,
      );
    }
    known.add(identityOf(each));
  }
}

/** As AWS says it: `peer: 0.0.0.0/0, TCP, from port: 80, to port: 80, ALLOW`. */
function inWords({ ipProtocol, fromPort, toPort, peer }: RuleTerms): string {
  const protocol = ipProtocol === '-1' ? 'ALL' : ipProtocol.toUpperCase();
  const ports = fromPort === undefined ? [] : [`from port: ${fromPort}`, `to port: ${toPort}`];
  return [`peer: ${peerText(peer)}`, protocol, ...ports, 'ALLOW'].join(', ');
}

/**
 * @param rules all of one group and direction
 * @throws AwsError RulesPerSecurityGroupLimitExceeded
 */
export function checkRuleQuota(call: Call, rules: readonly RuleTerms[]): void {
  const inFamily = (other: 'cidrIpv4' | 'cidrIpv6') =>
    rules
      .filter(({ peer }) => !(other in peer))
      .map((terms) => weightOf(call, terms))
      .reduce((sum, weight) => sum + weight, 0);
  const most = quota('rulesPerSecurityGroup');
  if (inFamily('cidrIpv6') > most || inFamily('cidrIpv4') > most) {
    throw quotaExceeded(
      'rulesPerSecurityGroup',
      'RulesPerSecurityGroupLimitExceeded',
      'The maximum number of rules per security group has been reached.',
    );
  }
}

function weightOf(call: Call, { peer }: RuleTerms): number {
  return 'prefixListId' in peer ? prefixListWeight(call, peer.prefixListId) : 1;
}
