/** DescribeStaleSecurityGroups: groups of a VPC with rules that name groups which are gone, or no longer peered. */
import type {
  DescribeStaleSecurityGroupsRequest,
  DescribeStaleSecurityGroupsResult,
  StaleSecurityGroup,
} from '@aws-sdk/client-ec2';
import type { SecurityGroup } from '../../../resources/securityGroup.ts';
import type { Call } from '../../operation.ts';
import { page } from '../../pagination.ts';
import { findVpc } from '../ids.ts';
import { rulesOf } from './addRules.ts';
import { isStale } from './peeredGroups.ts';
import { permissionsView } from './ruleView.ts';

/** As AWS has it. */
const MOST = 255;

export function describeStaleSecurityGroups(
  call: Call,
  input: DescribeStaleSecurityGroupsRequest,
): DescribeStaleSecurityGroupsResult {
  const vpc = findVpc(call, input.VpcId);
  const stale = call.tx.securityGroups
    .by('vpc', vpc.id)
    .filter((group) => [true, false].some((isEgress) => staleRules(call, group, isEgress).length > 0));
  const { MaxResults: maxResults, NextToken } = input;
  const { rows, nextToken } = page(stale, { maxResults, nextToken: NextToken, max: MOST });
  return { StaleSecurityGroupSet: rows.map((group) => staleView(call, group)), NextToken: nextToken };
}

function staleView(call: Call, group: SecurityGroup): StaleSecurityGroup {
  const permissions = (isEgress: boolean) =>
    permissionsView(call.tx, staleRules(call, group, isEgress)).map((permission) => ({
      IpProtocol: permission.IpProtocol,
      FromPort: permission.FromPort,
      ToPort: permission.ToPort,
      IpRanges: [],
      PrefixListIds: [],
      UserIdGroupPairs: permission.UserIdGroupPairs,
    }));
  return {
    GroupId: group.id,
    GroupName: group.spec.groupName,
    Description: group.spec.description,
    VpcId: group.spec.vpcId,
    StaleIpPermissions: permissions(false),
    StaleIpPermissionsEgress: permissions(true),
  };
}

function staleRules(call: Call, group: SecurityGroup, isEgress: boolean) {
  return rulesOf(call, group, isEgress).filter((rule) => isStale(call.tx, group.spec.vpcId, rule));
}
