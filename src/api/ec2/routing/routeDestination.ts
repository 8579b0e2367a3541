/** Where a route is for: an IPv4 block, an IPv6 block or a prefix list, as requests name it. */
import { AwsError } from '../../../base/awsError.ts';
import { formatCidr } from '../../../base/ip.ts';
import { canonicalIpv6Cidr } from '../../../base/ipv6.ts';
import type { Call } from '../../operation.ts';
import { parsedBlock } from '../cidrBlocks.ts';
import { find } from '../ids.ts';
import { findAwsPrefixList } from '../prefixList/prefixLists.ts';

export interface DestinationRequest {
  readonly DestinationCidrBlock?: string;
  readonly DestinationIpv6CidrBlock?: string;
  readonly DestinationPrefixListId?: string;
}

/** Request members to the words of AWS's messages. */
const WORDS = {
  DestinationCidrBlock: 'destination-cidr-block',
  DestinationIpv6CidrBlock: 'destination-ipv6-cidr-block',
  DestinationPrefixListId: 'destination-prefix-list-id',
} as const;

export type DestinationMember = keyof typeof WORDS;

/**
 * The one destination of a request, without host bits.
 * @throws AwsError MissingParameter, InvalidParameterCombination, InvalidParameterValue, InvalidPrefixListID.NotFound
 */
export function requestedDestination(call: Call, input: DestinationRequest): string {
  const [member, second] = members(input);
  if (!member) {
    throw new AwsError('MissingParameter', 'The request must contain the parameter destinationCidrBlock');
  }
  if (second) {
    throw new AwsError(
      'InvalidParameterCombination',
      'The request must contain exactly one of destinationCidrBlock, destinationIpv6CidrBlock and destinationPrefixListId.',
    );
  }
  const text = input[member] as string;
  if (member === 'DestinationCidrBlock') return formatCidr(parsedBlock(text, 'destinationCidrBlock'));
  return member === 'DestinationIpv6CidrBlock' ? ipv6Block(text) : prefixListId(call, text);
}

/** How AWS names a destination in its messages: `destination-cidr-block 10.0.0.0/8`. */
export function destinationWords(destination: string): string {
  return `${WORDS[memberOf(destination)]} ${destination}`;
}

/** The member of requests and answers that such a destination stands in. */
export function memberOf(destination: string): DestinationMember {
  if (destination.startsWith('pl-')) return 'DestinationPrefixListId';
  return destination.includes(':') ? 'DestinationIpv6CidrBlock' : 'DestinationCidrBlock';
}

function members(input: DestinationRequest): DestinationMember[] {
  return (Object.keys(WORDS) as DestinationMember[]).filter((member) => input[member]);
}

function ipv6Block(text: string): string {
  const block = canonicalIpv6Cidr(text);
  if (block) return block;
  throw new AwsError(
    'InvalidParameterValue',
    `Value (${text}) for parameter destinationIpv6CidrBlock is invalid. This is not a valid CIDR block.`,
  );
}

function prefixListId(call: Call, id: string): string {
  if (findAwsPrefixList(call, id)) return id;
  return find(call, call.tx.prefixLists, 'prefixList', id, 'DestinationPrefixListId').id;
}
