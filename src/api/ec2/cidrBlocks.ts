/** IPv4 blocks as callers write them. */
import { AwsError } from '../../base/awsError.ts';
import { type Cidr, formatCidr, overlaps, parseCidr } from '../../base/ip.ts';

/** AWS takes blocks of a VPC or subnet between /16 and /28. */
const LARGEST = 16;
const SMALLEST = 28;

/** No network of ours: this host, loopback, link-local, multicast and beyond (the fabric's 240.0.0.0/4). */
const RESERVED = ['0.0.0.0/8', '127.0.0.0/8', '169.254.0.0/16', '224.0.0.0/3'];

/** @throws AwsError InvalidParameterValue where the text is no block */
export function parsedBlock(text: string, parameter = 'cidrBlock'): Cidr {
  const cidr = parseCidr(text);
  if (cidr) return cidr;
  throw new AwsError(
    'InvalidParameterValue',
    `Value (${text}) for parameter ${parameter} is invalid. This is not a valid CIDR block.`,
  );
}

/**
 * A block for a VPC or a subnet.
 * @param rangeError code for a size that AWS does not take
 * @throws AwsError InvalidParameterValue, `rangeError`
 */
export function networkBlock(text: string, rangeError: 'InvalidVpc.Range' | 'InvalidSubnet.Range'): Cidr {
  const cidr = parsedBlock(text);
  if (cidr.prefixLength < LARGEST || cidr.prefixLength > SMALLEST) {
    throw new AwsError(rangeError, `The CIDR '${text}' is invalid.`);
  }
  const reserved = RESERVED.find((block) => overlaps(parsedBlock(block), cidr));
  if (reserved) {
    throw new AwsError(
      'InvalidParameterValue',
      `Value (${formatCidr(cidr)}) for parameter cidrBlock is invalid. It overlaps ${reserved}, which is reserved.`,
    );
  }
  return cidr;
}
