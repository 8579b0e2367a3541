/** DisassociateVpcCidrBlock: takes a block away in which there is no subnet. The primary one stays for life. */
import type { DisassociateVpcCidrBlockRequest, DisassociateVpcCidrBlockResult } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import { containsCidr, parseCidr } from '../../../base/ip.ts';
import { containsIpv6Cidr, parseIpv6Cidr } from '../../../base/ipv6.ts';
import { scopeKey } from '../../../resources/identity.ts';
import type { Ipv6Block, Vpc, VpcBlock } from '../../../resources/network.ts';
import { ipv6Blocks, primaryAssociationId } from '../../../resources/vpcBlocks.ts';
import type { Call } from '../../operation.ts';
import { mine, required } from '../ids.ts';
import { blockView, ipv6BlockView } from './vpcView.ts';

export function disassociateVpcCidrBlock(
  call: Call,
  input: DisassociateVpcCidrBlockRequest,
): DisassociateVpcCidrBlockResult {
  const id = required(input.AssociationId, 'AssociationId');
  const vpc = call.tx.vpcs.by('cidrAssociation', id).find((row) => scopeKey(row) === mine(call));
  if (!vpc) throw notFound(id);
  if (id === primaryAssociationId(vpc)) throw primaryStays(id);
  const ipv4 = (vpc.spec.secondaryBlocks ?? []).find(({ associationId }) => associationId === id);
  if (ipv4) return disassociateIpv4(call, vpc, ipv4);
  const ipv6 = ipv6Blocks(vpc).find(({ associationId }) => associationId === id);
  if (ipv6) return disassociateIpv6(call, vpc, ipv6);
  throw notFound(id);
}

function disassociateIpv4(call: Call, vpc: Vpc, block: VpcBlock): DisassociateVpcCidrBlockResult {
  const outer = parseCidr(block.cidrBlock);
  const isInside = (text = '') => {
    const inner = parseCidr(text);
    return outer !== undefined && inner !== undefined && containsCidr(outer, inner);
  };
  const subnets = call.tx.subnets.by('vpc', vpc.id);
  if (subnets.some(({ spec }) => isInside(spec.cidrBlock))) throw inUse(vpc, block.cidrBlock);
  const secondaryBlocks = vpc.spec.secondaryBlocks?.filter((one) => one !== block);
  call.tx.vpcs.put({ ...vpc, spec: { ...vpc.spec, secondaryBlocks } });
  return { VpcId: vpc.id, CidrBlockAssociation: blockView(block, 'disassociating') };
}

function disassociateIpv6(call: Call, vpc: Vpc, block: Ipv6Block): DisassociateVpcCidrBlockResult {
  const outer = parseIpv6Cidr(block.ipv6CidrBlock);
  const isInside = (text: string) => {
    const inner = parseIpv6Cidr(text);
    return outer !== undefined && inner !== undefined && containsIpv6Cidr(outer, inner);
  };
  const subnets = call.tx.subnets.by('vpc', vpc.id);
  if (subnets.some(({ spec }) => spec.ipv6Block && isInside(spec.ipv6Block.ipv6CidrBlock)))
    throw inUse(vpc, block.ipv6CidrBlock);
  const others = ipv6Blocks(vpc).filter((one) => one !== block);
  call.tx.vpcs.put({ ...vpc, spec: { ...vpc.spec, ipv6Blocks: others } });
  return { VpcId: vpc.id, Ipv6CidrBlockAssociation: ipv6BlockView(vpc, block, 'disassociating') };
}

function inUse({ id }: Vpc, block: string): AwsError {
  return new AwsError(
    'InvalidCidrBlock.InUse',
    `The vpc ${id} currently has a subnet within CIDR block ${block}`,
  );
}

function notFound(id: string): AwsError {
  return new AwsError(
    'InvalidVpcCidrBlockAssociationIdError.NotFound',
    `The vpc CIDR block association ID '${id}' does not exist`,
  );
}

function primaryStays(id: string): AwsError {
  return new AwsError(
    'OperationNotPermitted',
    `The vpc CIDR block with association ID ${id} may not be disassociated. It is the primary IPv4 CIDR block of the VPC`,
  );
}
