/** IPv6 blocks of VPCs: Amazon gives a /56 of its own, no two the same. */
import { known } from '../../../base/assert.ts';
import { AwsError } from '../../../base/awsError.ts';
import { canonicalIpv6Cidr } from '../../../base/ipv6.ts';
import type { Random } from '../../../base/random.ts';
import type { Ipv6Block } from '../../../resources/network.ts';
import type { Call } from '../../operation.ts';
import { unsupported } from '../describe.ts';

/** Members of CreateVpc and AssociateVpcCidrBlock that speak of IPv6. */
export interface Ipv6Request {
  readonly AmazonProvidedIpv6CidrBlock?: boolean;
  readonly Ipv6CidrBlockNetworkBorderGroup?: string;
  readonly Ipv6CidrBlock?: string;
  readonly Ipv6Pool?: string;
  readonly Ipv6IpamPoolId?: string;
}

/**
 * Whether the request asks for one of Amazon's blocks.
 * @throws AwsError InvalidParameterValue for a border group that the Region has not, and what `refusePools` throws
 */
export function asksForIpv6({ region }: Call, input: Ipv6Request): boolean {
  refusePools(input);
  if (input.Ipv6IpamPoolId) throw unsupported('An IPAM pool');
  const group = input.Ipv6CidrBlockNetworkBorderGroup;
  if (group && !input.AmazonProvidedIpv6CidrBlock) {
    throw new AwsError(
      'InvalidParameterCombination',
      'The parameter ipv6CidrBlockNetworkBorderGroup cannot be used without the parameter amazonProvidedIpv6CidrBlock.',
    );
  }
  if (group && group !== region) {
    throw new AwsError('InvalidParameterValue', `The network border group '${group}' is not valid.`);
  }
  return input.AmazonProvidedIpv6CidrBlock === true;
}

/** Nobody has brought addresses of their own (BYOIP) here. */
function refusePools({ Ipv6Pool: pool, Ipv6CidrBlock: block }: Ipv6Request): void {
  if (pool) throw new AwsError('InvalidPoolID.NotFound', `The pool ID '${pool}' does not exist`);
  if (block) throw new AwsError('MissingParameter', 'The request must contain the parameter ipv6Pool');
}

/**
 * A block that no VPC has, in 2600:1f00::/24 as Amazon's are. None has a group of zeros before its end: shortened, it
 * would not look like a /56, and scripts cut their /64 out of the text.
 */
export function newIpv6Block({ tx, random }: Call): Ipv6Block {
  for (;;) {
    const digits = random.hex(8);
    if (/^..0000|00$/.test(digits)) continue;
    const prefix = `2600:1f${digits.slice(0, 2)}:${digits.slice(2, 6)}:${digits.slice(6)}00::/56`;
    const ipv6CidrBlock = known(canonicalIpv6Cidr(prefix), `${prefix} is a block`);
    if (tx.vpcs.count('ipv6Block', ipv6CidrBlock) > 0) continue;
    return { associationId: newAssociationId(random), ipv6CidrBlock };
  }
}

/** Of a VPC with any block. */
export function newAssociationId(random: Random): string {
  return `vpc-cidr-assoc-${random.hex(17)}`;
}
