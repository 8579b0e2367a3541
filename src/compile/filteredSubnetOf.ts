/** Which subnets have an ACL that does not let everything pass. Counted only: what entries say concerns no interface. */
import type { NetworkInterface } from '../resources/networkInterface.ts';
import type { Snapshot } from '../state/tables.ts';

/** A member of the row of an interface, or of what has one in that subnet; none where everything passes. */
export function filteredSubnetOf(
  { spec: { subnetId, vpcId } }: { readonly spec: Pick<NetworkInterface['spec'], 'subnetId' | 'vpcId'> },
  tables: Snapshot,
): { subnetId?: string } {
  return isFiltered(tables, subnetId, vpcId) ? { subnetId } : {};
}

export function isFiltered(tables: Snapshot, subnetId: string, vpcId: string): boolean {
  const { networkAcls, vpcs } = tables;
  if (networkAcls.count('filtersIpv4', subnetId) > 0) return true;
  return vpcs.count('hasIpv6', vpcId) > 0 && networkAcls.count('filtersIpv6', subnetId) > 0;
}
