/** The IPv6 block of a subnet: one, a part of one of the VPC's. */
import { AwsError } from '../../../base/awsError.ts';
import {
  containsIpv6Cidr,
  formatIpv6Cidr,
  type Ipv6Cidr,
  overlapsIpv6,
  parseIpv6Cidr,
} from '../../../base/ipv6.ts';
import type { Ipv6Block, Vpc } from '../../../resources/network.ts';
import { ipv6Blocks } from '../../../resources/vpcBlocks.ts';
import type { Call } from '../../operation.ts';

/** AWS takes lengths from /44 to /64 in steps of four. */
const LENGTHS: readonly number[] = [44, 48, 52, 56, 60, 64];

/**
 * That block with a new association.
 * @throws AwsError InvalidParameterValue, InvalidSubnet.Range, InvalidSubnet.Conflict
 */
export function newSubnetIpv6Block(call: Call, vpc: Vpc, text: string): Ipv6Block {
  const block = parseIpv6Cidr(text);
  if (!block || !LENGTHS.includes(block.prefixLength)) {
    throw new AwsError('InvalidParameterValue', `Invalid value '${text}' for ipv6CidrBlock.`);
  }
  checkPlace(call, vpc, block, text);
  return {
    associationId: `subnet-cidr-assoc-${call.random.hex(17)}`,
    ipv6CidrBlock: formatIpv6Cidr(block),
  };
}

function checkPlace({ tx }: Call, vpc: Vpc, block: Ipv6Cidr, text: string): void {
  const fits = (of: Ipv6Block | undefined, test: (other: Ipv6Cidr) => boolean) => {
    const other = of && parseIpv6Cidr(of.ipv6CidrBlock);
    return other !== undefined && test(other);
  };
  if (!ipv6Blocks(vpc).some((one) => fits(one, (outer) => containsIpv6Cidr(outer, block)))) {
    throw new AwsError('InvalidSubnet.Range', `The CIDR '${text}' is invalid.`);
  }
  const others = tx.subnets.by('vpc', vpc.id).map(({ spec }) => spec.ipv6Block);
  if (others.some((one) => fits(one, (other) => overlapsIpv6(other, block)))) {
    throw new AwsError('InvalidSubnet.Conflict', `The CIDR '${text}' conflicts with another subnet`);
  }
}
