/** Whether there is IPv6 in a VPC. */
import { ipv6Blocks } from '../resources/vpcBlocks.ts';
import type { Snapshot } from '../state/tables.ts';

export function hasIpv6(tables: Snapshot, vpcId: string): boolean {
  const vpc = tables.vpcs.get(vpcId);
  return vpc !== undefined && ipv6Blocks(vpc).length > 0;
}

/** As a member of a row. */
export function ipv6Member(tables: Snapshot, vpcId: string): { readonly ipv6?: true } {
  return hasIpv6(tables, vpcId) ? { ipv6: true } : {};
}
