/** How the fabric's address space, 240.0.0.0/4, is shared out: one /18 for each VPC that carries traffic. */
import { known } from '../base/assert.ts';
import { formatIpv4 } from '../base/ip.ts';
import type { Vpc } from './network.ts';

/** Size of one VPC's part of the fabric: 16,384 addresses, so 16,383 VPCs fit in 240.0.0.0/4. */
const FABRIC_BLOCK_PREFIX = 18;
const FABRIC_BASE = 240 * 2 ** 24;
/** Block 0 holds the fabric's own address. */
export const FABRIC_BLOCKS = 2 ** (FABRIC_BLOCK_PREFIX - 4);

/** How far addresses were given out in a VPC's block: none is reused while others are free. */
export interface FabricCursor {
  /** The VPC's. */
  readonly id: string;
  /** Offset of the address that was given out last. */
  readonly last: number;
}

/** The VPC's part of the fabric, `240.0.64.0/18`. */
export function fabricBlockOf(vpc: Vpc): string {
  const index = known(vpc.status.fabricBlock, `VPC ${vpc.id} has a fabric block`);
  return `${formatIpv4(FABRIC_BASE + index * 2 ** (32 - FABRIC_BLOCK_PREFIX))}/${FABRIC_BLOCK_PREFIX}`;
}
