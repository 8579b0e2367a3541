/** The address blocks of a VPC: the one it was made with, those added later, and the ids of their associations. */
import type { Ipv6Block, Vpc, VpcBlock } from './network.ts';

/** All IPv4 blocks, the primary one first. */
export function ipv4Blocks(vpc: Vpc): VpcBlock[] {
  const primary = { associationId: primaryAssociationId(vpc), cidrBlock: vpc.spec.cidrBlock };
  return [primary, ...(vpc.spec.secondaryBlocks ?? [])];
}

export function ipv6Blocks(vpc: Vpc): readonly Ipv6Block[] {
  return vpc.spec.ipv6Blocks ?? [];
}

/** All blocks as text: the primary one first, IPv6 last. */
export function vpcBlocks(vpc: Vpc): string[] {
  return [
    ...ipv4Blocks(vpc).map(({ cidrBlock }) => cidrBlock),
    ...ipv6Blocks(vpc).map(({ ipv6CidrBlock }) => ipv6CidrBlock),
  ];
}

/** Ids of all associations of the VPC with its blocks. */
export function cidrAssociationIds(vpc: Vpc): string[] {
  return [...ipv4Blocks(vpc), ...ipv6Blocks(vpc)].map(({ associationId }) => associationId);
}

/** A VPC keeps its primary block for life, so that association takes the VPC's own digits. */
export function primaryAssociationId({ id }: Pick<Vpc, 'id'>): string {
  return `vpc-cidr-assoc-${id.slice('vpc-'.length)}`;
}
