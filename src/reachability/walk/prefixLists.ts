/** Prefix lists that have an address and that a route table does not lead anywhere. */

import { awsPrefixLists } from '../../resources/awsPrefixLists.ts';
import type { RouteTable } from '../../resources/network.ts';
import type { Snapshot } from '../../state/tables.ts';
import { blocksOfList, isWithin } from '../lookups.ts';

export interface MissingList {
  readonly prefixListId: string;
  /** The gateway endpoint of the VPC that other tables lead the list to. */
  readonly endpointId?: string;
}

/** A list that another table of the VPC routes, or that a gateway endpoint of the VPC is for. */
export function listWithoutRoute(
  tables: Snapshot,
  table: RouteTable,
  address: string,
): MissingList | undefined {
  return ofAnotherTable(tables, table, address) ?? ofGatewayEndpoint(tables, table, address);
}

function ofAnotherTable(tables: Snapshot, { spec, region }: RouteTable, address: string) {
  const lists = tables.routeTables
    .by('vpc', spec.vpcId)
    .flatMap((other) => other.spec.routes)
    .filter(({ destination }) => destination.startsWith('pl-'));
  const found = lists.find(({ destination }) => has(tables, destination, region, address));
  if (!found) return undefined;
  const endpointId = found.target.startsWith('vpce-') ? found.target : undefined;
  return { prefixListId: found.destination, endpointId };
}

/** One that no table leads to: its routes were never set, or all have been taken out. */
function ofGatewayEndpoint(tables: Snapshot, { spec, region }: RouteTable, address: string) {
  for (const endpoint of tables.vpcEndpoints.by('vpc', spec.vpcId)) {
    if (endpoint.spec.vpcEndpointType !== 'Gateway') continue;
    const list = awsPrefixLists(region).find(({ name }) => name === endpoint.spec.serviceName);
    if (list && has(tables, list.id, region, address)) {
      return { prefixListId: list.id, endpointId: endpoint.id };
    }
  }
  return undefined;
}

function has(tables: Snapshot, list: string, region: string, address: string): boolean {
  return blocksOfList(tables, list, region).some((cidr) => isWithin(cidr, address));
}
