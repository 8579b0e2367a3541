/** AssociateVpcCidrBlock: one more IPv4 block, or a block of Amazon's IPv6 addresses. */
import type { AssociateVpcCidrBlockRequest, AssociateVpcCidrBlockResult } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { Vpc } from '../../../resources/network.ts';
import { ipv4Blocks, ipv6Blocks } from '../../../resources/vpcBlocks.ts';
import type { Call } from '../../operation.ts';
import { type QuotaName, quota } from '../../quotas.ts';
import { unsupported } from '../describe.ts';
import { findVpc } from '../ids.ts';
import { openToIpv6 } from '../vpcParts.ts';
import { asksForIpv6, newAssociationId, newIpv6Block } from './ipv6Block.ts';
import { secondaryBlock } from './secondaryBlockRules.ts';
import { blockView, ipv6BlockView } from './vpcView.ts';

export function associateVpcCidrBlock(
  call: Call,
  input: AssociateVpcCidrBlockRequest,
): AssociateVpcCidrBlockResult {
  const vpc = findVpc(call, input.VpcId);
  if (input.Ipv4IpamPoolId) throw unsupported('An IPAM pool');
  const isIpv6 = asksForIpv6(call, input);
  if (isIpv6 && input.CidrBlock) {
    throw new AwsError(
      'InvalidParameterCombination',
      'The parameter cidrBlock cannot be used with the parameter amazonProvidedIpv6CidrBlock.',
    );
  }
  if (isIpv6) return associateIpv6(call, vpc);
  if (input.CidrBlock) return associateIpv4(call, vpc, input.CidrBlock);
  throw new AwsError(
    'MissingParameter',
    "Either 'cidrBlock' or 'amazonProvidedIpv6CidrBlock' must be provided.",
  );
}

function associateIpv4(call: Call, vpc: Vpc, text: string): AssociateVpcCidrBlockResult {
  checkRoom(vpc, 'ipv4CidrBlocksPerVpc', ipv4Blocks(vpc).length);
  const cidrBlock = secondaryBlock(call, vpc, text);
  const block = { associationId: newAssociationId(call.random), cidrBlock };
  const secondaryBlocks = [...(vpc.spec.secondaryBlocks ?? []), block];
  call.tx.vpcs.put({ ...vpc, spec: { ...vpc.spec, secondaryBlocks } });
  return { VpcId: vpc.id, CidrBlockAssociation: blockView(block, 'associating') };
}

function associateIpv6(call: Call, vpc: Vpc): AssociateVpcCidrBlockResult {
  checkRoom(vpc, 'ipv6CidrBlocksPerVpc', ipv6Blocks(vpc).length);
  const block = newIpv6Block(call);
  call.tx.vpcs.put({ ...vpc, spec: { ...vpc.spec, ipv6Blocks: [...ipv6Blocks(vpc), block] } });
  openToIpv6(call, vpc.id);
  return { VpcId: vpc.id, Ipv6CidrBlockAssociation: ipv6BlockView(vpc, block, 'associating') };
}

/** AWS's sentence names the limit itself. */
function checkRoom({ id }: Vpc, name: QuotaName, present: number): void {
  if (present < quota(name)) return;
  throw new AwsError(
    'CidrLimitExceeded',
    `This network ${id} has met its maximum number of allowed CIDRs: ${quota(name)}`,
  );
}
