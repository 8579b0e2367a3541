/** DeleteSubnet: takes an empty subnet away, also out of its route table and ACL. */
import type { DeleteSubnetRequest } from '@aws-sdk/client-ec2';
import type { Subnet } from '../../../resources/network.ts';
import type { Call } from '../../operation.ts';
import { dependencyViolation } from '../describe.ts';
import { findSubnet } from '../ids.ts';

export function deleteSubnet(call: Call, input: DeleteSubnetRequest): object {
  const subnet = findSubnet(call, input.SubnetId);
  const { networkInterfaces, vpcEndpoints, transitGatewayAttachments } = call.tx;
  const holders = [networkInterfaces, vpcEndpoints, transitGatewayAttachments];
  if (holders.some((table) => table.count('subnet', subnet.id) > 0)) {
    throw dependencyViolation('subnet', subnet.id);
  }
  forgetAssociations(call, subnet);
  for (const row of call.tx.subnetCidrReservations.by('subnet', subnet.id)) {
    call.tx.subnetCidrReservations.delete(row.id);
  }
  call.tx.subnets.delete(subnet.id);
  return {};
}

function forgetAssociations(call: Call, { id, spec: { vpcId } }: Subnet): void {
  const { routeTables, networkAcls } = call.tx;
  const isOther = ({ subnetId }: { readonly subnetId?: string }) => subnetId !== id;
  for (const table of routeTables.by('vpc', vpcId)) {
    const associations = table.spec.associations.filter(isOther);
    if (associations.length === table.spec.associations.length) continue;
    routeTables.put({ ...table, spec: { ...table.spec, associations } });
  }
  for (const acl of networkAcls.by('vpc', vpcId)) {
    const associations = acl.spec.associations.filter(isOther);
    if (associations.length === acl.spec.associations.length) continue;
    networkAcls.put({ ...acl, spec: { ...acl.spec, associations } });
  }
}
