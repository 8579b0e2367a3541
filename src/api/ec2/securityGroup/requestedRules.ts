/** The two ways in which a request may write its rules: nested IpPermissions, or one rule in plain members. */
import type { IpPermission } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { SecurityGroup } from '../../../resources/securityGroup.ts';
import type { Call } from '../../operation.ts';
import { type RuleTerms, termsOf } from './permissions.ts';

export interface RulesRequest {
  readonly IpPermissions?: IpPermission[];
  readonly IpProtocol?: string;
  readonly FromPort?: number;
  readonly ToPort?: number;
  readonly CidrIp?: string;
  readonly SourceSecurityGroupName?: string;
}

const PLAIN_MEMBERS = ['IpProtocol', 'FromPort', 'ToPort', 'CidrIp', 'SourceSecurityGroupName'] as const;

/** @throws AwsError MissingParameter, InvalidParameterCombination, and as `termsOf` */
export function requestedRules(call: Call, group: SecurityGroup, request: RulesRequest): RuleTerms[] {
  const plain = PLAIN_MEMBERS.find((name) => request[name] !== undefined);
  const permissions = request.IpPermissions ?? [];
  if (permissions.length === 0 && !plain) {
    throw new AwsError('MissingParameter', 'The request must contain the parameter ipPermissions');
  }
  if (permissions.length > 0 && plain) {
    throw new AwsError(
      'InvalidParameterCombination',
      `The parameter 'ipPermissions' may not be used in combination with '${plain}'`,
    );
  }
  return termsOf(call, group, plain ? [plainPermission(request)] : permissions);
}

/** A source group named without a protocol means all protocols. */
function plainPermission(request: RulesRequest): IpPermission {
  const source = request.SourceSecurityGroupName;
  return {
    IpProtocol: request.IpProtocol ?? (source ? '-1' : undefined),
    FromPort: request.FromPort,
    ToPort: request.ToPort,
    IpRanges: request.CidrIp ? [{ CidrIp: request.CidrIp }] : [],
    UserIdGroupPairs: source ? [{ GroupName: source }] : [],
  };
}
