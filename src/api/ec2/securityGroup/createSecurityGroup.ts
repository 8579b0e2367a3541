/** CreateSecurityGroup: nothing comes in, everything may go out. */
import type { CreateSecurityGroupRequest, CreateSecurityGroupResult } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { SecurityGroup } from '../../../resources/securityGroup.ts';
import type { Call } from '../../operation.ts';
import { checkQuota } from '../../quotas.ts';
import { findVpc, mine, required } from '../ids.ts';
import { tagsFor, toTagList } from '../tags.ts';
import { defaultVpc } from '../vpc/defaultVpc.ts';
import { makeOpenEgressRule, newResource } from '../vpcParts.ts';
import { checkGroupDescription, checkGroupName } from './descriptions.ts';
import { securityGroupArn } from './securityGroupView.ts';

export function createSecurityGroup(
  call: Call,
  input: CreateSecurityGroupRequest,
): CreateSecurityGroupResult {
  const group = groupFrom(call, input);
  refuseDuplicate(call, group);
  checkQuota(
    call,
    'securityGroupsPerRegion',
    call.tx.securityGroups.count('scope', mine(call)),
    'SecurityGroupLimitExceeded',
    'The maximum number of security groups has been reached.',
  );
  call.tx.securityGroups.put(group);
  makeOpenEgressRule(call, group);
  return { GroupId: group.id, SecurityGroupArn: securityGroupArn(group), Tags: toTagList(group.tags) };
}

function groupFrom(call: Call, input: CreateSecurityGroupRequest): SecurityGroup {
  const groupName = required(input.GroupName, 'groupName');
  const description = required(input.Description, 'GroupDescription');
  checkGroupName(groupName);
  checkGroupDescription(description);
  const vpc = input.VpcId ? findVpc(call, input.VpcId) : defaultVpc(call);
  return {
    ...newResource(call, 'sg'),
    tags: tagsFor(input.TagSpecifications, 'security-group'),
    spec: { vpcId: vpc.id, groupName, description },
  };
}

function refuseDuplicate(call: Call, { spec: { vpcId, groupName } }: SecurityGroup): void {
  const { securityGroups } = call.tx;
  const groups = [...securityGroups.by('vpc', vpcId), ...securityGroups.by('associatedVpc', vpcId)];
  if (groups.every(({ spec }) => spec.groupName !== groupName)) return;
  throw new AwsError(
    'InvalidGroup.Duplicate',
    `The security group '${groupName}' already exists for VPC '${vpcId}'`,
  );
}
