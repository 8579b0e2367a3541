/** A security group as EC2 shows it, with its rules. */
import type { SecurityGroup as GroupShape } from '@aws-sdk/client-ec2';
import type { SecurityGroup } from '../../../resources/securityGroup.ts';
import type { Call } from '../../operation.ts';
import { toTagList } from '../tags.ts';
import { rulesOf } from './addRules.ts';
import { permissionsView } from './ruleView.ts';

export function securityGroupView(call: Call, group: SecurityGroup): GroupShape {
  return {
    GroupId: group.id,
    GroupName: group.spec.groupName,
    Description: group.spec.description,
    VpcId: group.spec.vpcId,
    OwnerId: group.accountId,
    SecurityGroupArn: securityGroupArn(group),
    IpPermissions: permissionsView(call.tx, rulesOf(call, group, false)),
    IpPermissionsEgress: permissionsView(call.tx, rulesOf(call, group, true)),
    Tags: toTagList(group.tags),
  };
}

export function securityGroupArn({ region, accountId, id }: SecurityGroup): string {
  return `arn:aws:ec2:${region}:${accountId}:security-group/${id}`;
}
