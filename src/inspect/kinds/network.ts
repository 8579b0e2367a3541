/** VPCs and what is in them. */
import { type NetworkInterface, primaryAddress } from '../../resources/networkInterface.ts';
import type { SecurityGroupRule } from '../../resources/securityGroup.ts';
import { vpcBlocks } from '../../resources/vpcBlocks.ts';
import { zoneIdOf } from '../../resources/zones.ts';
import { freeAddressCount } from '../../state/interfaces.ts';
import { kind } from './kind.ts';

export const vpcs = kind({
  name: 'vpcs',
  aliases: ['vpc'],
  rows: ({ snapshot }) => snapshot.vpcs.all(),
  columns: {
    ID: (row) => row.id,
    NAME: (row) => row.tags.Name,
    ACCOUNT: (row) => row.accountId,
    REGION: (row) => row.region,
    CIDR: (row) => vpcBlocks(row).join(','),
    DEFAULT: (row) => row.spec.isDefault,
    INTERFACES: (row, { snapshot }) => snapshot.networkInterfaces.count('vpc', row.id),
  },
});

export const subnets = kind({
  name: 'subnets',
  aliases: ['subnet'],
  rows: ({ snapshot }) => snapshot.subnets.all(),
  columns: {
    ID: (row) => row.id,
    NAME: (row) => row.tags.Name,
    ACCOUNT: (row) => row.accountId,
    VPC: (row) => row.spec.vpcId,
    CIDR: ({ spec }) => [spec.cidrBlock, spec.ipv6Block?.ipv6CidrBlock].filter(Boolean).join(','),
    ZONE: (row) => row.spec.availabilityZone,
    'ZONE ID': (row) => zoneIdOf(row, row.spec.availabilityZone),
    FREE: (row, { snapshot }) => freeAddressCount(snapshot, row),
  },
});

export const instances = kind({
  name: 'instances',
  aliases: ['instance'],
  rows: ({ snapshot }) => snapshot.instances.all(),
  columns: {
    ID: (row) => row.id,
    NAME: (row) => row.tags.Name,
    ACCOUNT: (row) => row.accountId,
    STATE: (row) => row.status.state,
    ADDRESS: (row, { snapshot }) =>
      snapshot.networkInterfaces.get(row.spec.networkInterfaceId)?.spec.privateIpAddress,
    VPC: (row) => row.spec.vpcId,
    SUBNET: (row) => row.spec.subnetId,
  },
});

export const interfaces = kind({
  name: 'interfaces',
  aliases: ['interface', 'network-interfaces', 'eni', 'enis'],
  rows: ({ snapshot }) => snapshot.networkInterfaces.all(),
  columns: {
    ID: (row) => row.id,
    ACCOUNT: (row) => row.accountId,
    ADDRESS: primaryAddress,
    VPC: (row) => row.spec.vpcId,
    ZONE: (row) => row.spec.availabilityZone,
    OWNER: ownerOf,
    'DATA PLANE': (row) => row.status.dataPlane,
    FABRIC: (row) => row.status.fabricAddress,
  },
});

export const securityGroups = kind({
  name: 'security-groups',
  aliases: ['security-group', 'sg', 'sgs'],
  rows: ({ snapshot }) => snapshot.securityGroups.all(),
  columns: {
    ID: (row) => row.id,
    'GROUP NAME': (row) => row.spec.groupName,
    ACCOUNT: (row) => row.accountId,
    VPC: (row) => row.spec.vpcId,
    RULES: (row, { snapshot }) => snapshot.securityGroupRules.count('group', row.id),
    MEMBERS: (row, { snapshot }) => snapshot.networkInterfaces.count('group', row.id),
  },
});

export const securityGroupRules = kind({
  name: 'security-group-rules',
  aliases: ['rules', 'sgr'],
  rows: ({ snapshot }) => snapshot.securityGroupRules.all(),
  columns: {
    ID: (row) => row.id,
    GROUP: (row) => row.spec.groupId,
    DIRECTION: (row) => (row.spec.isEgress ? 'out' : 'in'),
    PROTOCOL: (row) => (row.spec.ipProtocol === '-1' ? 'all' : row.spec.ipProtocol),
    PORTS: portsOf,
    PEER: (row) => peerOf(row.spec.peer),
  },
});

function ownerOf({ spec: { owner } }: NetworkInterface): string {
  if (owner.kind === 'instance') return owner.instanceId;
  if (owner.kind === 'customer') return '';
  if (owner.kind === 'natGateway') return owner.natGatewayId;
  if (owner.kind === 'transitGateway') return owner.attachmentId;
  return owner.kind === 'endpoint'
    ? owner.endpointId
    : owner.loadBalancerArn.replace(/^.*:loadbalancer\//, '');
}

function portsOf({ spec: { fromPort, toPort } }: SecurityGroupRule): string {
  if (fromPort === undefined || fromPort === -1) return 'all';
  return fromPort === toPort ? String(fromPort) : `${fromPort}-${toPort}`;
}

function peerOf(peer: SecurityGroupRule['spec']['peer']): string {
  return Object.entries(peer)
    .filter(([member]) => member !== 'accountId')
    .map(([, value]) => value)
    .join();
}
