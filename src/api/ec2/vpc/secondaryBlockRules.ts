/**
 * Which IPv4 blocks AWS lets a VPC take in addition to its primary one ("IPv4 CIDR block association
 * restrictions" in its VPC guide): private ranges do not mix.
 */
import { AwsError } from '../../../base/awsError.ts';
import { type Cidr, containsCidr, formatCidr, overlaps } from '../../../base/ip.ts';
import type { Vpc } from '../../../resources/network.ts';
import { ipv4Blocks } from '../../../resources/vpcBlocks.ts';
import type { Transaction } from '../../../state/tables.ts';
import type { Call } from '../../operation.ts';
import { networkBlock, parsedBlock } from '../cidrBlocks.ts';

const [TEN, SEVENTEEN, NINETEEN] = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'] as const;
const PRIVATE = [TEN, SEVENTEEN, NINETEEN] as const;
const BENCHMARKING = '198.19.0.0/16';

/** The range that the primary block is in, to the ranges that it cannot be joined by; public ones come last. */
const RESTRICTED: readonly { readonly within: string; readonly refuses: readonly string[] }[] = [
  { within: TEN, refuses: [SEVENTEEN, NINETEEN, BENCHMARKING] },
  { within: SEVENTEEN, refuses: [TEN, NINETEEN, BENCHMARKING, '172.31.0.0/16'] },
  { within: NINETEEN, refuses: [TEN, SEVENTEEN, BENCHMARKING] },
  { within: BENCHMARKING, refuses: PRIVATE },
  { within: '0.0.0.0/0', refuses: [...PRIVATE, BENCHMARKING] },
];

/** AWS's own services sit here in some Regions; a VPC in it cannot grow into its first half. */
const CROWDED = { within: '10.0.0.0/15', refuses: '10.0.0.0/16' };

/**
 * The block, if the VPC may have it.
 * @throws AwsError InvalidParameterValue, InvalidVpc.Range, CidrConflict
 */
export function secondaryBlock(call: Call, vpc: Vpc, text: string): string {
  const block = networkBlock(text, 'InvalidVpc.Range');
  checkConflicts(call, vpc, block);
  if (isRestricted(vpc, block)) {
    throw new AwsError(
      'InvalidVpc.Range',
      `The CIDR '${text}' is restricted. Use a CIDR from the same private address range as the current VPC CIDR, or use a publicly-routable CIDR.`,
    );
  }
  return formatCidr(block);
}

/** A new block may overlap neither one of the VPC's or its peers' nor hide where a route of the VPC leads. */
function checkConflicts({ tx }: Call, vpc: Vpc, block: Cidr): void {
  const own = ipv4Blocks(vpc).find(({ cidrBlock }) => overlaps(parsedBlock(cidrBlock), block));
  if (own) throw conflict(block, `another CIDR of the VPC: ${own.cidrBlock}`);
  const routed = tx.routeTables
    .by('vpc', vpc.id)
    .flatMap(({ spec }) => spec.routes)
    .filter(({ destination }) => /^[\d./]+$/.test(destination) && !destination.endsWith('/0'))
    .find(({ destination }) => containsCidr(block, parsedBlock(destination)));
  if (routed) throw conflict(block, `the destination of a route: ${routed.destination}`);
  const peer = peers(tx, vpc.id).find((other) => hasOverlap(other, block));
  if (peer) throw conflict(block, `a CIDR of the peer VPC ${peer.id}`);
}

function hasOverlap(vpc: Vpc, block: Cidr): boolean {
  return ipv4Blocks(vpc).some(({ cidrBlock }) => overlaps(parsedBlock(cidrBlock), block));
}

/** VPCs that are connected to that one now. */
function peers(tx: Transaction, vpcId: string): Vpc[] {
  return tx.peeringConnections
    .by('vpc', vpcId)
    .filter(({ status }) => status.code === 'active')
    .map(({ spec }) => (spec.requester.vpcId === vpcId ? spec.accepter.vpcId : spec.requester.vpcId))
    .map((id) => tx.vpcs.get(id))
    .filter((other) => other !== undefined);
}

function isRestricted(vpc: Vpc, block: Cidr): boolean {
  const primary = parsedBlock(vpc.spec.cidrBlock);
  const within = (range: string, inner: Cidr) => containsCidr(parsedBlock(range), inner);
  const refuses = RESTRICTED.find((row) => within(row.within, primary))?.refuses ?? [];
  if (refuses.some((range) => overlaps(parsedBlock(range), block))) return true;
  const isCrowded = ipv4Blocks(vpc).some(({ cidrBlock }) => within(CROWDED.within, parsedBlock(cidrBlock)));
  return isCrowded && within(CROWDED.refuses, block);
}

function conflict(block: Cidr, what: string): AwsError {
  return new AwsError('CidrConflict', `The CIDR '${formatCidr(block)}' conflicts with ${what}`);
}
