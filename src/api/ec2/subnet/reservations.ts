/** CIDR reservations of a subnet as requests name them and EC2 shows them. */
import type { SubnetCidrReservation as ReservationShape } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import { containsCidr, formatCidr, overlaps, parseCidr } from '../../../base/ip.ts';
import { containsIpv6Cidr, formatIpv6Cidr, overlapsIpv6, parseIpv6Cidr } from '../../../base/ipv6.ts';
import type { Subnet, SubnetCidrReservation } from '../../../resources/network.ts';
import { toTagList } from '../tags.ts';

export function reservationView(row: SubnetCidrReservation): ReservationShape {
  return {
    SubnetCidrReservationId: row.id,
    SubnetId: row.spec.subnetId,
    Cidr: row.spec.cidr,
    ReservationType: row.spec.reservationType,
    OwnerId: row.accountId,
    Description: row.spec.description,
    Tags: toTagList(row.tags),
  };
}

/**
 * The block without host bits, which must be in the subnet and beside the other reservations.
 * @throws AwsError InvalidParameterValue
 */
export function reservedBlock(
  subnet: Subnet,
  others: readonly SubnetCidrReservation[],
  text: string,
): string {
  const block = text.includes(':') ? ipv6Part(subnet, text) : ipv4Part(subnet, text);
  if (!block) {
    throw new AwsError(
      'InvalidParameterValue',
      `Reservation CIDR should be within subnet CIDR block (${subnetBlocks(subnet).join(', ')})`,
    );
  }
  if (others.some(({ spec }) => areOverlapping(spec.cidr, block))) {
    throw new AwsError(
      'InvalidParameterValue',
      `Reservation CIDR ${block} has overlap with existing reserved CIDR block`,
    );
  }
  return block;
}

function subnetBlocks({ spec }: Subnet): string[] {
  return [spec.cidrBlock, spec.ipv6Block?.ipv6CidrBlock].filter((block) => block !== undefined);
}

function ipv4Part({ spec }: Subnet, text: string): string | undefined {
  const [outer, inner] = [parseCidr(spec.cidrBlock ?? ''), parseCidr(text)];
  return outer && inner && containsCidr(outer, inner) ? formatCidr(inner) : undefined;
}

function ipv6Part({ spec }: Subnet, text: string): string | undefined {
  const [outer, inner] = [parseIpv6Cidr(spec.ipv6Block?.ipv6CidrBlock ?? ''), parseIpv6Cidr(text)];
  return outer && inner && containsIpv6Cidr(outer, inner) ? formatIpv6Cidr(inner) : undefined;
}

function areOverlapping(one: string, other: string): boolean {
  const [a, b] = [parseCidr(one), parseCidr(other)];
  if (a && b) return overlaps(a, b);
  const [c, d] = [parseIpv6Cidr(one), parseIpv6Cidr(other)];
  return c !== undefined && d !== undefined && overlapsIpv6(c, d);
}
