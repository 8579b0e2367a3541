/** AssociateSubnetCidrBlock: gives a subnet its IPv6 block. */
import type { AssociateSubnetCidrBlockRequest, AssociateSubnetCidrBlockResult } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { Call } from '../../operation.ts';
import { unsupported } from '../describe.ts';
import { findSubnet, findVpc, required } from '../ids.ts';
import { newSubnetIpv6Block } from './ipv6Block.ts';
import { ipv6BlockView } from './subnetView.ts';

export function associateSubnetCidrBlock(
  call: Call,
  input: AssociateSubnetCidrBlockRequest,
): AssociateSubnetCidrBlockResult {
  const subnet = findSubnet(call, input.SubnetId);
  if (input.Ipv6IpamPoolId) throw unsupported('An IPAM pool');
  const text = required(input.Ipv6CidrBlock, 'ipv6CidrBlock');
  if (subnet.spec.ipv6Block) {
    throw new AwsError(
      'CidrLimitExceeded',
      `This subnet ${subnet.id} has met its maximum number of allowed IPv6 CIDRs: 1`,
    );
  }
  const ipv6Block = newSubnetIpv6Block(call, findVpc(call, subnet.spec.vpcId), text);
  call.tx.subnets.put({ ...subnet, spec: { ...subnet.spec, ipv6Block } });
  return { SubnetId: subnet.id, Ipv6CidrBlockAssociation: ipv6BlockView(ipv6Block, 'associating') };
}
