/** Everything of EC2 that can carry tags: its id prefix, its type's name, its table. */
import { AwsError } from '../../../base/awsError.ts';
import { type Resource, scopeKey } from '../../../resources/identity.ts';
import type { WriteTable } from '../../../state/table.ts';
import type { TableName, Transaction } from '../../../state/tables.ts';
import type { Call } from '../../operation.ts';
import { find, type IdKindName, mine } from '../ids.ts';

interface Taggable {
  readonly prefix: string;
  readonly resourceType: string;
  readonly kind: IdKindName;
  readonly table: TableName;
}

/**
 * Longer prefixes stand before the shorter ones that they begin with. A peering connection is two rows, one a side,
 * and so is another account's attachment to a transit gateway.
 */
export const TAGGABLE: readonly Taggable[] = [
  { prefix: 'vpc-', resourceType: 'vpc', kind: 'vpc', table: 'vpcs' },
  { prefix: 'subnet-', resourceType: 'subnet', kind: 'subnet', table: 'subnets' },
  { prefix: 'sg-', resourceType: 'security-group', kind: 'securityGroup', table: 'securityGroups' },
  {
    prefix: 'sgr-',
    resourceType: 'security-group-rule',
    kind: 'securityGroupRule',
    table: 'securityGroupRules',
  },
  { prefix: 'eni-', resourceType: 'network-interface', kind: 'networkInterface', table: 'networkInterfaces' },
  { prefix: 'rtb-', resourceType: 'route-table', kind: 'routeTable', table: 'routeTables' },
  { prefix: 'igw-', resourceType: 'internet-gateway', kind: 'internetGateway', table: 'internetGateways' },
  { prefix: 'acl-', resourceType: 'network-acl', kind: 'networkAcl', table: 'networkAcls' },
  { prefix: 'eipalloc-', resourceType: 'elastic-ip', kind: 'elasticIp', table: 'elasticIps' },
  { prefix: 'nat-', resourceType: 'natgateway', kind: 'natGateway', table: 'natGateways' },
  {
    prefix: 'pcx-',
    resourceType: 'vpc-peering-connection',
    kind: 'peeringConnection',
    table: 'peeringConnections',
  },
  {
    prefix: 'pcx-',
    resourceType: 'vpc-peering-connection',
    kind: 'peeringConnection',
    table: 'peeringAcceptances',
  },
  {
    prefix: 'tgw-attach-',
    resourceType: 'transit-gateway-attachment',
    kind: 'transitGatewayAttachment',
    table: 'transitGatewayAttachments',
  },
  {
    prefix: 'tgw-attach-',
    resourceType: 'transit-gateway-attachment',
    kind: 'transitGatewayAttachment',
    table: 'transitGatewayAcceptances',
  },
  {
    prefix: 'tgw-rtb-',
    resourceType: 'transit-gateway-route-table',
    kind: 'transitGatewayRouteTable',
    table: 'transitGatewayRouteTables',
  },
  { prefix: 'tgw-', resourceType: 'transit-gateway', kind: 'transitGateway', table: 'transitGateways' },
  {
    prefix: 'eigw-',
    resourceType: 'egress-only-internet-gateway',
    kind: 'egressOnlyInternetGateway',
    table: 'egressOnlyInternetGateways',
  },
  {
    prefix: 'scr-',
    resourceType: 'subnet-cidr-reservation',
    kind: 'subnetCidrReservation',
    table: 'subnetCidrReservations',
  },
  { prefix: 'vgw-', resourceType: 'vpn-gateway', kind: 'vpnGateway', table: 'vpnGateways' },
  { prefix: 'cgw-', resourceType: 'customer-gateway', kind: 'customerGateway', table: 'customerGateways' },
  { prefix: 'dopt-', resourceType: 'dhcp-options', kind: 'dhcpOptions', table: 'dhcpOptions' },
  { prefix: 'pl-', resourceType: 'prefix-list', kind: 'prefixList', table: 'prefixLists' },
  { prefix: 'key-', resourceType: 'key-pair', kind: 'keyPair', table: 'keyPairs' },
  { prefix: 'vol-', resourceType: 'volume', kind: 'volume', table: 'volumes' },
  { prefix: 'fl-', resourceType: 'vpc-flow-log', kind: 'flowLog', table: 'flowLogs' },
  {
    prefix: 'nip-',
    resourceType: 'network-insights-path',
    kind: 'networkInsightsPath',
    table: 'networkInsightsPaths',
  },
  {
    prefix: 'nia-',
    resourceType: 'network-insights-analysis',
    kind: 'networkInsightsAnalysis',
    table: 'networkInsightsAnalyses',
  },
  { prefix: 'i-', resourceType: 'instance', kind: 'instance', table: 'instances' },
  {
    prefix: 'vpce-svc-perm-',
    resourceType: 'vpc-endpoint-service-permission',
    kind: 'servicePermission',
    table: 'servicePermissions',
  },
  {
    prefix: 'vpce-svc-',
    resourceType: 'vpc-endpoint-service',
    kind: 'endpointService',
    table: 'endpointServices',
  },
  {
    prefix: 'vpce-con-',
    resourceType: 'vpc-endpoint-connection',
    kind: 'endpointConnection',
    table: 'endpointConnections',
  },
  { prefix: 'vpce-', resourceType: 'vpc-endpoint', kind: 'vpcEndpoint', table: 'vpcEndpoints' },
];

export interface FoundResource {
  readonly row: Resource;
  readonly table: WriteTable<Resource, 'scope'>;
}

/** The caller's own resource behind any id; throws its kind's not-found error, or InvalidID. */
export function findTaggable(call: Call, id: string): FoundResource {
  const [first, second] = TAGGABLE.filter(({ prefix }) => id.startsWith(prefix));
  if (!first) throw new AwsError('InvalidID', `The ID '${id}' is not valid`);
  const taggable = second && isMine(call, tableOf(call.tx, second).get(id)) ? second : first;
  const table = tableOf(call.tx, taggable);
  return { row: find(call, table, taggable.kind, id), table };
}

function isMine(call: Call, row: Resource | undefined): boolean {
  return row !== undefined && scopeKey(row) === mine(call);
}

/** Every table of `TAGGABLE` has resources that are listed by `scope`, whatever else their rows hold. */
export function tableOf(tx: Transaction, { table }: Taggable): WriteTable<Resource, 'scope'> {
  return tx[table] as unknown as WriteTable<Resource, 'scope'>;
}
