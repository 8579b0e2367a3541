/** VPCs whose blocks overlap cannot be peers. */
import { overlaps } from '../../../base/ip.ts';
import type { Vpc } from '../../../resources/network.ts';
import { vpcBlocks } from '../../../resources/vpcBlocks.ts';
import { parsedBlock } from '../cidrBlocks.ts';

export function blocksOverlap(one: Vpc, other: Vpc): boolean {
  const [blocks, others] = [ipv4Blocks(one), ipv4Blocks(other)];
  return blocks.some((block) => others.some((each) => overlaps(block, each)));
}

/** IPv6 blocks are unique: only IPv4 ones can overlap. */
function ipv4Blocks(vpc: Vpc) {
  return vpcBlocks(vpc)
    .filter((block) => !block.includes(':'))
    .map((block) => parsedBlock(block));
}
