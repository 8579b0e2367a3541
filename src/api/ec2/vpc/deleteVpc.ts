/** DeleteVpc: takes an empty VPC away, with the parts it was made with. */
import type { DeleteVpcRequest } from '@aws-sdk/client-ec2';
import type { Transaction } from '../../../state/tables.ts';
import type { Call } from '../../operation.ts';
import { dependencyViolation } from '../describe.ts';
import { findVpc } from '../ids.ts';

export function deleteVpc(call: Call, input: DeleteVpcRequest): object {
  const vpc = findVpc(call, input.VpcId);
  if (hasDependencies(call.tx, vpc.id)) throw dependencyViolation('vpc', vpc.id);
  disassociateGroups(call.tx, vpc.id);
  deleteParts(call.tx, vpc.id);
  call.tx.fabricCursors.delete(vpc.id);
  call.tx.vpcs.delete(vpc.id);
  return {};
}

function hasDependencies(tx: Transaction, vpcId: string): boolean {
  const holders = [
    tx.subnets,
    tx.networkInterfaces,
    tx.internetGateways,
    tx.egressOnlyInternetGateways,
    tx.vpnGateways,
    tx.vpcEndpoints,
    tx.loadBalancers,
    tx.transitGatewayAttachments,
  ];
  return (
    holders.some((table) => table.count('vpc', vpcId) > 0) ||
    tx.securityGroups.by('vpc', vpcId).some(({ spec }) => spec.groupName !== 'default') ||
    tx.routeTables.by('vpc', vpcId).some(({ spec }) => !spec.associations.some(({ main }) => main)) ||
    tx.networkAcls.by('vpc', vpcId).some(({ spec }) => !spec.isDefault) ||
    tx.peeringConnections.by('vpc', vpcId).some(({ status }) => status.code === 'active')
  );
}

/** Groups of other VPCs are no longer for use in this one. */
function disassociateGroups(tx: Transaction, vpcId: string): void {
  for (const group of tx.securityGroups.by('associatedVpc', vpcId)) {
    const associatedVpcIds = group.spec.associatedVpcIds?.filter((id) => id !== vpcId);
    tx.securityGroups.put({ ...group, spec: { ...group.spec, associatedVpcIds } });
  }
}

function deleteParts(tx: Transaction, vpcId: string): void {
  for (const group of tx.securityGroups.by('vpc', vpcId)) {
    for (const rule of tx.securityGroupRules.by('group', group.id)) tx.securityGroupRules.delete(rule.id);
    tx.securityGroups.delete(group.id);
  }
  for (const table of tx.routeTables.by('vpc', vpcId)) tx.routeTables.delete(table.id);
  for (const acl of tx.networkAcls.by('vpc', vpcId)) tx.networkAcls.delete(acl.id);
}
