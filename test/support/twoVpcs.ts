/** A small program for tests: provider and consumer, both 10.0.0.0/16, client and target with the same address. */
import { known } from '../../src/base/assert.ts';
import { tableNumber } from '../../src/program/interfaceNames.ts';
import type {
  AdmissionRow,
  CheckRow,
  EndpointRow,
  GroupRow,
  HealthTable,
  InstanceRow,
  ListenerGroup,
  ListenerRow,
  NodeRow,
  PortRow,
  ProgramRow,
  RouteTableRow,
  RowKey,
  VpcRow,
} from '../../src/program/rows.ts';
import { rowKey } from '../../src/program/rows.ts';

export const PROVIDER = 'vpc-0aaaaaaaaaaaaaaa1';
export const CONSUMER = 'vpc-0bbbbbbbbbbbbbbb2';
export const TARGET = 'i-0aaaaaaaaaaaaaaa1';
export const CLIENT = 'i-0bbbbbbbbbbbbbbb2';
/** Of the target and of the client. */
export const SHARED_ADDRESS = '10.0.0.10';
export const NODE_ADDRESS = '10.0.0.20';
export const ENDPOINT_ADDRESS = '10.0.0.30';
export const PORT = 80;
export const CHECK = 'target-group|10.0.0.10|80';

const GROUP_OF = { [PROVIDER]: 'sg-0aaaaaaaaaaaaaaa1', [CONSUMER]: 'sg-0bbbbbbbbbbbbbbb2' };
const NODE_FABRIC = '240.0.64.1';
const ENDPOINT_FABRIC = '240.0.128.1';
const NODE = 'eni-0aaaaaaaaaaaaa20';
export const ENDPOINT = 'eni-0bbbbbbbbbbbbb30';

export const vpcRow = (id: string, fabricBlock: string): VpcRow => ({
  kind: 'vpc',
  id,
  cidrs: ['10.0.0.0/16'],
  fabricBlock,
  resolverAddresses: ['10.0.0.2', '169.254.169.253'],
});

export const instanceRow = (id: string, vpcId: string): InstanceRow => ({
  kind: 'instance',
  id,
  vpcId,
  hostName: 'ip-10-0-0-10.ec2.internal',
  nameServers: ['10.0.0.2'],
  searchDomain: 'ec2.internal',
});

export const portRow = (
  id: string,
  vpcId: string,
  instanceId: string,
  address: string,
  groupId: string,
): PortRow => ({
  kind: 'port',
  id,
  vpcId,
  instanceId,
  address,
  prefixLength: 24,
  gateway: '10.0.0.1',
  macAddress: `02:00:00:00:${id.slice(-4, -2)}:${id.slice(-2)}`,
  groupIds: [groupId],
});

/** A group that admits TCP to port 80 from `peer` and lets everything out. */
export const groupRow = (
  vpcId: string,
  groupId: string,
  peer: GroupRow['ingress'][number]['peer'],
): GroupRow => ({
  kind: 'group',
  id: `${vpcId}/${groupId}`,
  vpcId,
  groupId,
  ingress: [{ id: `sgr-${groupId.slice(3)}`, protocol: 6, ports: { from: PORT, to: PORT }, peer }],
  egress: [{ id: `sgr-${groupId.slice(3, -1)}e`, peer: { cidr: '0.0.0.0/0' } }],
});

export const routesRow = (
  id: string,
  vpcId: string,
  routes: RouteTableRow['routes'],
  local: readonly string[] = ['10.0.0.0/16'],
): RouteTableRow => ({ kind: 'routes', id, vpcId, table: tableNumber(id), local, routes });

export const nodeRow: NodeRow = {
  kind: 'node',
  id: NODE,
  loadBalancerArn:
    'arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/net/nlb/0000000000000001',
  vpcId: PROVIDER,
  availabilityZone: 'us-east-1a',
  address: NODE_ADDRESS,
  fabricAddress: NODE_FABRIC,
  groupIds: [],
};

export const listenerRow: ListenerRow = {
  kind: 'listener',
  id: `arn:aws:elasticloadbalancing:us-east-1:000000000000:listener/net/nlb/1/2@${NODE}/6`,
  vpcId: PROVIDER,
  nodeId: NODE,
  nodeAddress: NODE_ADDRESS,
  nodeFabricAddress: NODE_FABRIC,
  protocol: 6,
  port: PORT,
  keepsGroup: false,
  groups: [
    {
      weight: 1,
      preserveClientIp: false,
      sticky: false,
      healthyForRouting: 1,
      healthyForDns: 1,
      targets: [{ address: SHARED_ADDRESS, port: PORT, check: CHECK }],
      allChecks: [CHECK],
    },
  ],
};

/** The listener with other things said of each of its groups, one for each argument. */
export function listenerWith(...groups: Partial<ListenerGroup>[]): ListenerRow {
  return { ...listenerRow, groups: groups.map((group) => ({ ...onlyGroup, ...group })) };
}

const onlyGroup = known(listenerRow.groups[0], 'the listener has a group');

export const checkRow: CheckRow = {
  kind: 'check',
  id: CHECK,
  vpcId: PROVIDER,
  sourceAddress: NODE_ADDRESS,
  address: SHARED_ADDRESS,
  port: PORT,
  protocol: 'TCP',
  path: '/',
  matcher: '200-399',
  intervalMs: 500,
  timeoutMs: 500,
  healthyThreshold: 3,
  unhealthyThreshold: 3,
};

export const endpointRow: EndpointRow = {
  kind: 'endpoint',
  id: ENDPOINT,
  endpointId: 'vpce-0bbbbbbbbbbbbbbb2',
  vpcId: CONSUMER,
  address: ENDPOINT_ADDRESS,
  groupIds: [GROUP_OF[CONSUMER] as string],
};

export const attachedEndpointRow: EndpointRow = {
  ...endpointRow,
  attachment: { source: ENDPOINT_FABRIC, destination: NODE_FABRIC },
};

export const admissionRow: AdmissionRow = {
  kind: 'admission',
  id: ENDPOINT,
  endpointId: endpointRow.endpointId,
  vpcId: PROVIDER,
  source: ENDPOINT_FABRIC,
  destination: NODE_FABRIC,
};

/** Everything but the connection between the two. */
export const UNATTACHED_ROWS: readonly ProgramRow[] = [
  vpcRow(PROVIDER, '240.0.64.0/18'),
  vpcRow(CONSUMER, '240.0.128.0/18'),
  groupRow(PROVIDER, GROUP_OF[PROVIDER] as string, { cidr: '10.0.0.0/16' }),
  groupRow(CONSUMER, GROUP_OF[CONSUMER] as string, { groupId: GROUP_OF[CONSUMER] as string }),
  instanceRow(TARGET, PROVIDER),
  instanceRow(CLIENT, CONSUMER),
  portRow('eni-0aaaaaaaaaaaaa10', PROVIDER, TARGET, SHARED_ADDRESS, GROUP_OF[PROVIDER] as string),
  portRow('eni-0bbbbbbbbbbbbb10', CONSUMER, CLIENT, SHARED_ADDRESS, GROUP_OF[CONSUMER] as string),
  nodeRow,
  listenerRow,
  checkRow,
  endpointRow,
];

export const ATTACHED_ROWS: readonly ProgramRow[] = [
  ...UNATTACHED_ROWS.filter((row) => row !== endpointRow),
  attachedEndpointRow,
  admissionRow,
];

export const HEALTHY: HealthTable = new Map([[CHECK, 'healthy']]);

export function byKey(rows: readonly ProgramRow[]): Map<RowKey, ProgramRow> {
  return new Map(rows.map((row) => [rowKey(row), row]));
}
