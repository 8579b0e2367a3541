/** Route tables, ACLs, public addresses and the gateways between networks. */
import { known } from '../../base/assert.ts';
import { entriesOf } from '../../resources/networkAcls.ts';
import { propagatedRoutes, routesOf } from '../../resources/routes.ts';
import { associationOf } from '../../state/elasticIps.ts';
import type { Snapshot } from '../../state/tables.ts';
import { kind } from './kind.ts';

export const routeTables = kind({
  name: 'route-tables',
  aliases: ['route-table', 'rtb'],
  rows: ({ snapshot }) => snapshot.routeTables.all(),
  columns: {
    ID: (row) => row.id,
    NAME: (row) => row.tags.Name,
    ACCOUNT: (row) => row.accountId,
    VPC: (row) => row.spec.vpcId,
    MAIN: (row) => row.spec.associations.some(({ main }) => main),
    SUBNETS: (row) => row.spec.associations.filter(({ subnetId }) => subnetId).length,
    ROUTES: (row, { snapshot }) =>
      [
        ...routesOf(row, vpcOf(snapshot, row.spec.vpcId)),
        ...propagatedRoutes(row, vpcOf(snapshot, row.spec.vpcId), snapshot),
      ]
        .map(({ destination, target }) => `${destination}→${target}`)
        .join(' '),
  },
});

export const networkAcls = kind({
  name: 'network-acls',
  aliases: ['network-acl', 'acl', 'acls'],
  rows: ({ snapshot }) => snapshot.networkAcls.all(),
  columns: {
    ID: (row) => row.id,
    NAME: (row) => row.tags.Name,
    ACCOUNT: (row) => row.accountId,
    VPC: (row) => row.spec.vpcId,
    DEFAULT: (row) => row.spec.isDefault,
    ENTRIES: (row, { snapshot }) => entriesOf(row, vpcOf(snapshot, row.spec.vpcId)).length,
    SUBNETS: (row) => row.spec.associations.length,
  },
});

export const elasticIps = kind({
  name: 'elastic-ips',
  aliases: ['elastic-ip', 'eip', 'eips', 'addresses'],
  rows: ({ snapshot }) => snapshot.elasticIps.all(),
  columns: {
    ID: (row) => row.id,
    NAME: (row) => row.tags.Name,
    ACCOUNT: (row) => row.accountId,
    REGION: (row) => row.region,
    ADDRESS: (row) => row.spec.publicIp,
    INTERFACE: (row, { snapshot }) => associationOf(snapshot, row)?.networkInterfaceId,
    'PRIVATE ADDRESS': (row, { snapshot }) => associationOf(snapshot, row)?.privateIpAddress,
  },
});

export const natGateways = kind({
  name: 'nat-gateways',
  aliases: ['nat-gateway', 'nat', 'nats'],
  rows: ({ snapshot }) => snapshot.natGateways.all(),
  columns: {
    ID: (row) => row.id,
    NAME: (row) => row.tags.Name,
    ACCOUNT: (row) => row.accountId,
    STATE: (row) => row.status.state,
    TYPE: (row) => row.spec.connectivityType,
    VPC: (row) => row.spec.vpcId,
    SUBNET: (row) => row.spec.subnetId,
    ADDRESSES: (row) => row.spec.addresses.map(({ privateIp, publicIp }) => publicIp ?? privateIp).join(' '),
  },
});

export const peeringConnections = kind({
  name: 'peering-connections',
  aliases: ['peering-connection', 'peerings', 'pcx'],
  rows: ({ snapshot }) => snapshot.peeringConnections.all(),
  columns: {
    ID: (row) => row.id,
    NAME: (row) => row.tags.Name,
    STATE: (row) => row.status.code,
    ACCOUNT: (row) => row.accountId,
    VPC: (row) => row.spec.requester.vpcId,
    'PEER ACCOUNT': (row) => row.spec.accepter.accountId,
    'PEER VPC': (row) => row.spec.accepter.vpcId,
  },
});

export const transitGateways = kind({
  name: 'transit-gateways',
  aliases: ['transit-gateway', 'tgw', 'tgws'],
  rows: ({ snapshot }) => snapshot.transitGateways.all(),
  columns: {
    ID: (row) => row.id,
    NAME: (row) => row.tags.Name,
    STATE: (row) => row.status.state,
    ACCOUNT: (row) => row.accountId,
    TABLES: (row, { snapshot }) => snapshot.transitGatewayRouteTables.count('gateway', row.id),
    ATTACHMENTS: (row, { snapshot }) => snapshot.transitGatewayAttachments.count('gateway', row.id),
  },
});

export const transitGatewayAttachments = kind({
  name: 'transit-gateway-attachments',
  aliases: ['transit-gateway-attachment', 'tgw-attachments', 'tgw-attach'],
  rows: ({ snapshot }) => snapshot.transitGatewayAttachments.all(),
  columns: {
    ID: (row) => row.id,
    NAME: (row) => row.tags.Name,
    STATE: (row) => row.status.state,
    ACCOUNT: (row) => row.accountId,
    GATEWAY: (row) => row.spec.transitGatewayId,
    VPC: (row) => row.spec.vpcId,
    'ROUTED BY': (row) => row.spec.routeTableId,
  },
});

function vpcOf(tables: Snapshot, vpcId: string) {
  return known(tables.vpcs.get(vpcId), `VPC ${vpcId} exists`);
}
