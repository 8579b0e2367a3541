/**
 * What compilation sees of rows that change often for reasons of no concern to it: a state that settles, addresses
 * counted. A change that leaves all of this as it was is none.
 *
 * Members are compared by identity, which holds because a change of a row makes new objects only where it changes.
 */

import type { VpcEndpoint } from '../resources/endpoint.ts';
import type { Resource } from '../resources/identity.ts';
import type { Vpc } from '../resources/network.ts';
import { isLive, type NetworkInterface } from '../resources/networkInterface.ts';
import { isJoined, type TransitGatewayAttachment } from '../resources/transitGateway.ts';
import type { Row } from '../state/table.ts';
import type { TableName } from '../state/tables.ts';

type Seen = (row: never) => readonly unknown[];

const specOnly = ({ spec }: Resource & { readonly spec: object }) => [spec];

const SEEN: Partial<Record<TableName, Seen>> = {
  vpcs: ({ spec, status }: Vpc) => [spec, status.fabricBlock],
  networkInterfaces: (row: NetworkInterface) => [
    row.spec,
    row.status.fabricAddress,
    row.status.nodeInterfaceId,
    isLive(row),
  ],
  vpcEndpoints: ({ spec, status }: VpcEndpoint) => [spec, status.networkInterfaceIds],
  transitGateways: () => [],
  transitGatewayAttachments: (row: TransitGatewayAttachment) => [row.spec, isJoined(row)],
  transitGatewayRouteTables: specOnly,
  loadBalancers: specOnly,
  targets: specOnly,
};

/** Whether compilation may give something else after the change. */
export function isSeen(table: TableName, before: Row | undefined, after: Row | undefined): boolean {
  const seen = SEEN[table];
  if (!seen || !before || !after) return true;
  const is = seen(after as never);
  return seen(before as never).some((member, index) => member !== is[index]);
}
