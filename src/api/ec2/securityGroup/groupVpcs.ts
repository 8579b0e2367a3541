/** Associate and DisassociateSecurityGroupVpc: a group that is used in other VPCs of its account and Region too. */
import type {
  AssociateSecurityGroupVpcRequest,
  AssociateSecurityGroupVpcResult,
  DisassociateSecurityGroupVpcRequest,
  DisassociateSecurityGroupVpcResult,
} from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { SecurityGroup } from '../../../resources/securityGroup.ts';
import type { Call } from '../../operation.ts';
import { findSecurityGroup, findVpc } from '../ids.ts';

export function associateSecurityGroupVpc(
  call: Call,
  input: AssociateSecurityGroupVpcRequest,
): AssociateSecurityGroupVpcResult {
  const group = findSecurityGroup(call, input.GroupId);
  const vpc = findVpc(call, input.VpcId);
  if (group.spec.groupName === 'default') throw invalid('A default security group cannot be associated.');
  if (vpc.spec.isDefault) throw invalid('A security group cannot be associated with a default VPC.');
  const present = group.spec.associatedVpcIds ?? [];
  if (group.spec.vpcId === vpc.id || present.includes(vpc.id)) {
    throw invalid(`The security group ${group.id} is associated with ${vpc.id} already.`);
  }
  refuseTwin(call, group, vpc.id);
  putVpcs(call, group, [...present, vpc.id]);
  return { State: 'associating' };
}

export function disassociateSecurityGroupVpc(
  call: Call,
  input: DisassociateSecurityGroupVpcRequest,
): DisassociateSecurityGroupVpcResult {
  const group = findSecurityGroup(call, input.GroupId);
  const vpc = findVpc(call, input.VpcId);
  const present = group.spec.associatedVpcIds ?? [];
  if (!present.includes(vpc.id)) {
    throw invalid(`The security group ${group.id} is not associated with ${vpc.id}.`);
  }
  if (isUsedIn(call, group, vpc.id)) {
    throw new AwsError('DependencyViolation', `resource ${group.id} has a dependent object`);
  }
  putVpcs(
    call,
    group,
    present.filter((id) => id !== vpc.id),
  );
  return { State: 'disassociating' };
}

/** Names are told apart in each VPC. */
function refuseTwin({ tx }: Call, { id, spec: { groupName } }: SecurityGroup, vpcId: string): void {
  const groups = [...tx.securityGroups.by('vpc', vpcId), ...tx.securityGroups.by('associatedVpc', vpcId)];
  if (groups.every(({ spec }) => spec.groupName !== groupName)) return;
  throw new AwsError(
    'InvalidGroup.Duplicate',
    `The security group '${id}' has a name that exists in VPC '${vpcId}' already`,
  );
}

function isUsedIn({ tx }: Call, { id }: SecurityGroup, vpcId: string): boolean {
  const isThere = ({ spec }: { readonly spec: { readonly vpcId: string } }) => spec.vpcId === vpcId;
  return (
    tx.networkInterfaces.by('group', id).some(isThere) ||
    tx.vpcEndpoints.by('group', id).some(isThere) ||
    tx.loadBalancers.by('securityGroup', id).some(isThere)
  );
}

function putVpcs(call: Call, group: SecurityGroup, vpcIds: readonly string[]): void {
  const associatedVpcIds = vpcIds.length > 0 ? vpcIds : undefined;
  call.tx.securityGroups.put({ ...group, spec: { ...group.spec, associatedVpcIds } });
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterValue', message);
}
