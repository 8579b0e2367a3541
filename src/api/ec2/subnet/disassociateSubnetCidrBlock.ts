/** DisassociateSubnetCidrBlock: takes a subnet's IPv6 block away, unless interfaces are to have addresses of it. */
import type {
  DisassociateSubnetCidrBlockRequest,
  DisassociateSubnetCidrBlockResult,
} from '@aws-sdk/client-ec2';
import { known } from '../../../base/assert.ts';
import { AwsError } from '../../../base/awsError.ts';
import { scopeKey } from '../../../resources/identity.ts';
import type { Subnet } from '../../../resources/network.ts';
import type { Call } from '../../operation.ts';
import { mine, required } from '../ids.ts';
import { ipv6BlockView } from './subnetView.ts';

export function disassociateSubnetCidrBlock(
  call: Call,
  input: DisassociateSubnetCidrBlockRequest,
): DisassociateSubnetCidrBlockResult {
  const id = required(input.AssociationId, 'AssociationId');
  const subnet = call.tx.subnets.by('cidrAssociation', id).find((row) => scopeKey(row) === mine(call));
  if (!subnet) {
    throw new AwsError(
      'InvalidSubnetCidrBlockAssociationID.NotFound',
      `The subnet CIDR block with association ID '${id}' does not exist`,
    );
  }
  refuseInUse(call, subnet, id);
  const { ipv6Block, enableDns64: _, resourceNameDnsAAAARecordOnLaunch: __, ...spec } = subnet.spec;
  call.tx.subnets.put({ ...subnet, spec });
  const gone = known(ipv6Block, `${subnet.id} is found by its block`);
  return { SubnetId: subnet.id, Ipv6CidrBlockAssociation: ipv6BlockView(gone, 'disassociating') };
}

function refuseInUse({ tx }: Call, { id, spec }: Subnet, associationId: string): void {
  const hasAddresses = tx.networkInterfaces
    .by('subnet', id)
    .some((row) => (row.spec.ipv6Addresses?.length ?? 0) > 0);
  const reason = [
    spec.assignIpv6AddressOnCreation && 'its subnet has assign-ipv6-address-on-creation set to true.',
    spec.cidrBlock === undefined && 'its subnet has no other CIDR block.',
    hasAddresses && 'network interfaces in its subnet have IPv6 addresses.',
  ].find((each) => each !== false && each !== undefined);
  if (!reason) return;
  throw new AwsError(
    'InvalidCidrBlock.InUse',
    `The subnet IPv6 CIDR block with association ID ${associationId} may not be disassociated, because ${reason}`,
  );
}
