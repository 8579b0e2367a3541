/** Endpoint services, who may connect, the endpoints and their connections. */
import { kind } from './kind.ts';

export const services = kind({
  name: 'services',
  aliases: ['service', 'endpoint-services'],
  rows: ({ snapshot }) => snapshot.endpointServices.all(),
  columns: {
    ID: (row) => row.id,
    ACCOUNT: (row) => row.accountId,
    STATE: (row) => row.status.state,
    ACCEPTANCE: (row) => (row.spec.acceptanceRequired ? 'required' : 'automatic'),
    'PRIVATE NAME': (row) => row.spec.privateDnsName,
    DOMAIN: (row) => row.status.privateDnsName?.state,
    CONNECTIONS: (row, { snapshot }) => snapshot.endpointConnections.count('service', row.id),
    'SERVICE NAME': (row) => row.spec.serviceName,
  },
});

export const permissions = kind({
  name: 'permissions',
  aliases: ['permission'],
  rows: ({ snapshot }) => snapshot.servicePermissions.all(),
  columns: {
    SERVICE: (row) => row.spec.serviceId,
    ACCOUNT: (row) => row.accountId,
    TYPE: (row) => row.spec.principalType,
    PRINCIPAL: (row) => row.spec.principal,
  },
});

export const endpoints = kind({
  name: 'endpoints',
  aliases: ['endpoint', 'vpce'],
  rows: ({ snapshot }) => snapshot.vpcEndpoints.all(),
  columns: {
    ID: (row) => row.id,
    NAME: (row) => row.tags.Name,
    ACCOUNT: (row) => row.accountId,
    TYPE: (row) => row.spec.vpcEndpointType,
    STATE: (row) => row.status.state,
    VPC: (row) => row.spec.vpcId,
    ADDRESSES: (row, { snapshot }) =>
      Object.values(row.status.networkInterfaceIds)
        .map((id) => snapshot.networkInterfaces.get(id)?.spec.privateIpAddress)
        .filter((address) => address !== undefined)
        .join(','),
    SERVICE: (row) => row.spec.serviceId ?? row.spec.serviceName,
  },
});

export const connections = kind({
  name: 'connections',
  aliases: ['connection', 'endpoint-connections'],
  rows: ({ snapshot }) => snapshot.endpointConnections.all(),
  columns: {
    SERVICE: (row) => row.spec.serviceId,
    ENDPOINT: (row) => row.spec.endpointId,
    CONSUMER: (row) => row.spec.endpointOwner,
    DECISION: (row) => row.spec.decision,
    STATE: (row, { snapshot }) => snapshot.vpcEndpoints.get(row.spec.endpointId)?.status.state,
  },
});
