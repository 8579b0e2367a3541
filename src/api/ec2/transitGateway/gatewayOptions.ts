/** Options of transit gateways and attachments, as requests write them. */
import { AwsError } from '../../../base/awsError.ts';
import { formatCidr, overlaps, parseCidr } from '../../../base/ip.ts';
import { formatIpv6Cidr, overlapsIpv6, parseIpv6Cidr } from '../../../base/ipv6.ts';
import type { TransitGateway } from '../../../resources/transitGateway.ts';
import { quota, quotaExceeded } from '../../quotas.ts';

/** Longest prefixes of a gateway's own blocks. */
const SMALLEST_IPV4 = 24;
const SMALLEST_IPV6 = 64;
const LINK_LOCAL = '169.254.0.0/16';

/** `enable` or `disable`. @throws AwsError InvalidParameterValue */
export function enabled(value: string | undefined, parameter: string, fallback: boolean): boolean {
  if (value === undefined) return fallback;
  if (value === 'enable' || value === 'disable') return value === 'enable';
  throw new AwsError(
    'InvalidParameterValue',
    `Value (${value}) for parameter ${parameter} is invalid. Valid values are enable, disable.`,
  );
}

export function enableWord(isEnabled: boolean): 'enable' | 'disable' {
  return isEnabled ? 'enable' : 'disable';
}

/** A gateway's blocks after a change. @throws AwsError InvalidParameterValue, TransitGatewayCidrBlockLimitExceeded */
export function blocksAfter(
  present: TransitGateway['spec']['cidrBlocks'],
  added: readonly string[] = [],
  removed: readonly string[] = [],
): string[] {
  const gone = removed.map(gatewayBlock);
  const absent = gone.find((block) => !present.includes(block));
  if (absent) throw invalidBlock(absent, 'The transit gateway does not have it.');
  const blocks = present.filter((block) => !gone.includes(block));
  for (const block of added.map(gatewayBlock)) {
    if (blocks.some((each) => blocksOverlap(each, block))) throw invalidBlock(block, 'It overlaps another.');
    blocks.push(block);
  }
  if (blocks.length <= quota('cidrBlocksPerTransitGateway')) return blocks;
  throw quotaExceeded(
    'cidrBlocksPerTransitGateway',
    'TransitGatewayCidrBlockLimitExceeded',
    'The maximum number of CIDR blocks of a transit gateway has been reached.',
  );
}

function gatewayBlock(text: string): string {
  const ipv4 = parseCidr(text);
  if (ipv4 && ipv4.prefixLength <= SMALLEST_IPV4 && !blocksOverlap(text, LINK_LOCAL)) return formatCidr(ipv4);
  const ipv6 = parseIpv6Cidr(text);
  if (ipv6 && ipv6.prefixLength <= SMALLEST_IPV6) return formatIpv6Cidr(ipv6);
  throw invalidBlock(text, `It must be of /${SMALLEST_IPV4} or larger, of IPv6 /${SMALLEST_IPV6} or larger.`);
}

function blocksOverlap(one: string, other: string): boolean {
  const [a, b] = [parseCidr(one), parseCidr(other)];
  if (a && b) return overlaps(a, b);
  const [c, d] = [parseIpv6Cidr(one), parseIpv6Cidr(other)];
  return c !== undefined && d !== undefined && overlapsIpv6(c, d);
}

function invalidBlock(text: string, why: string): AwsError {
  return new AwsError(
    'InvalidParameterValue',
    `Value (${text}) for parameter TransitGatewayCidrBlocks is invalid. ${why}`,
  );
}
