/** GetSecurityGroupsForVpc: the groups that can be used in a VPC, which are its own and those associated with it. */
import type {
  GetSecurityGroupsForVpcRequest,
  GetSecurityGroupsForVpcResult,
  SecurityGroupForVpc,
} from '@aws-sdk/client-ec2';
import type { SecurityGroup } from '../../../resources/securityGroup.ts';
import type { FilterDefinitions } from '../../filters.ts';
import type { Call } from '../../operation.ts';
import { filteredPage } from '../describe.ts';
import { findVpc } from '../ids.ts';
import { toTagList } from '../tags.ts';

const FILTERS: FilterDefinitions<SecurityGroup> = {
  'group-id': ({ id }) => id,
  description: ({ spec }) => spec.description,
  'group-name': ({ spec }) => spec.groupName,
  'owner-id': ({ accountId }) => accountId,
  'primary-vpc-id': ({ spec }) => spec.vpcId,
};

export function getSecurityGroupsForVpc(
  call: Call,
  input: GetSecurityGroupsForVpcRequest,
): GetSecurityGroupsForVpcResult {
  const vpc = findVpc(call, input.VpcId);
  const { securityGroups } = call.tx;
  const groups = [...securityGroups.by('vpc', vpc.id), ...securityGroups.by('associatedVpc', vpc.id)];
  const { rows, nextToken } = filteredPage(groups, input, FILTERS);
  return { SecurityGroupForVpcs: rows.map(groupView), NextToken: nextToken };
}

function groupView({ id, accountId, tags, spec }: SecurityGroup): SecurityGroupForVpc {
  return {
    GroupId: id,
    GroupName: spec.groupName,
    Description: spec.description,
    OwnerId: accountId,
    PrimaryVpcId: spec.vpcId,
    Tags: toTagList(tags),
  };
}
