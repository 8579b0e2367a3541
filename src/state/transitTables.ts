/** Tables of transit gateways. */
import { scopeKey } from '../resources/identity.ts';
import {
  isJoined,
  isPresent,
  type TransitGateway,
  type TransitGatewayAcceptance,
  type TransitGatewayAttachment,
  type TransitGatewayRouteTable,
} from '../resources/transitGateway.ts';
import type { TableMaker } from './tableMaker.ts';

export function transitTables(table: TableMaker) {
  return {
    transitGateways: table<TransitGateway>()('transitGateways', {
      scope: scopeKey,
      state: (row) => row.status.state,
    }),
    transitGatewayRouteTables: table<TransitGatewayRouteTable>()('transitGatewayRouteTables', {
      scope: scopeKey,
      state: (row) => row.status.state,
      /** Those that are not gone. */
      gateway: (row) => (row.status.endedAt === undefined ? row.spec.transitGatewayId : undefined),
      prefixList: (row) => row.spec.prefixLists.map(({ prefixListId }) => prefixListId),
      /** Attachment id to the tables to which it propagates. */
      propagation: (row) => row.spec.propagations,
    }),
    transitGatewayAttachments: table<TransitGatewayAttachment>()('transitGatewayAttachments', {
      scope: scopeKey,
      /** Scope of either side: the VPC's owner, the gateway's. */
      party: (row) => [scopeKey(row), scopeKey({ ...row, accountId: row.spec.gatewayAccountId })],
      state: (row) => row.status.state,
      /** By gateway, VPC and subnet: those that are neither deleted nor rejected. */
      gateway: (row) => (isPresent(row) ? row.spec.transitGatewayId : undefined),
      vpc: (row) => (isPresent(row) ? row.spec.vpcId : undefined),
      subnet: (row) => (isPresent(row) ? row.spec.subnetIds : undefined),
      routeTable: (row) => row.spec.routeTableId,
      /** Gateway id to those by which VPCs are joined to it. */
      joined: (row) => (isJoined(row) ? row.spec.transitGatewayId : undefined),
    }),
    transitGatewayAcceptances: table<TransitGatewayAcceptance>()('transitGatewayAcceptances', {
      scope: scopeKey,
    }),
  };
}
