/** What the walk asks of resources: who has an address, what a subnet's table and ACL are. */
import { known } from '../base/assert.ts';
import { containsAddress, parseCidr, parseIpv4 } from '../base/ip.ts';
import { awsPrefixLists } from '../resources/awsPrefixLists.ts';
import type { NetworkAcl, RouteTable, Subnet, Vpc } from '../resources/network.ts';
import { isLive, type NetworkInterface } from '../resources/networkInterface.ts';
import { prefixListVersionId } from '../resources/prefixList.ts';
import { ipv4Blocks } from '../resources/vpcBlocks.ts';
import type { Snapshot } from '../state/tables.ts';

/** The live interface that has the address in the VPC. */
export function interfaceAt(tables: Snapshot, vpcId: string, address: string): NetworkInterface | undefined {
  return tables.networkInterfaces.by('address', `${vpcId}/${address}`).find(isLive);
}

export function vpcOf(tables: Snapshot, id: string): Vpc {
  return known(tables.vpcs.get(id), `VPC ${id} exists`);
}

export function subnetOf(tables: Snapshot, id: string): Subnet {
  return known(tables.subnets.get(id), `subnet ${id} exists`);
}

/** The subnet's own table, else the VPC's main one. */
export function routeTableOf(tables: Snapshot, { id, spec }: Subnet): RouteTable {
  const all = tables.routeTables.by('vpc', spec.vpcId);
  const own = all.find((table) => table.spec.associations.some(({ subnetId }) => subnetId === id));
  const main = all.find((table) => table.spec.associations.some((association) => association.main));
  return known(own ?? main, `VPC ${spec.vpcId} has a main table`);
}

/** The table that routes what arrives by a gateway of the VPC. */
export function edgeTableOf(tables: Snapshot, vpcId: string, gateway: string): RouteTable | undefined {
  return tables.routeTables
    .by('vpc', vpcId)
    .find(({ spec }) => spec.associations.some(({ gatewayId }) => gatewayId === gateway));
}

export function aclOf(tables: Snapshot, { id, spec }: Subnet): NetworkAcl {
  const acl = tables.networkAcls
    .by('vpc', spec.vpcId)
    .find(({ spec: { associations } }) => associations.some(({ subnetId }) => subnetId === id));
  return known(acl, `subnet ${id} has an ACL`);
}

export function isWithin(cidr: string, address: string): boolean {
  const block = parseCidr(cidr);
  const number = parseIpv4(address);
  return block !== undefined && number !== undefined && containsAddress(block, number);
}

export function isInVpc(tables: Snapshot, vpcId: string, address: string): boolean {
  return ipv4Blocks(vpcOf(tables, vpcId)).some(({ cidrBlock }) => isWithin(cidrBlock, address));
}

/** The IPv4 blocks of a prefix list as it is now. */
export function blocksOfList(tables: Snapshot, id: string, region: string): readonly string[] {
  const version = tables.prefixLists.get(id)?.spec.version ?? 0;
  const own = tables.prefixListVersions.get(prefixListVersionId(id, version));
  const aws = () => awsPrefixLists(region).find((list) => list.id === id)?.cidrs ?? [];
  const cidrs = own ? own.spec.entries.map(({ cidr }) => cidr) : aws();
  return cidrs.filter((cidr) => parseCidr(cidr) !== undefined);
}
