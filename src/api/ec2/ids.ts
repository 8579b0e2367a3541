/** EC2's ids: their form, and the caller's own resource behind each, with AWS's errors where there is none. */
import { AwsError } from '../../base/awsError.ts';
import type { VpcEndpoint } from '../../resources/endpoint.ts';
import type { EndpointService } from '../../resources/endpointService.ts';
import { type Resource, scopeKey } from '../../resources/identity.ts';
import type { Instance } from '../../resources/instance.ts';
import type {
  DhcpOptions,
  InternetGateway,
  NetworkAcl,
  RouteTable,
  Subnet,
  Vpc,
} from '../../resources/network.ts';
import type { NetworkInterface } from '../../resources/networkInterface.ts';
import type { SecurityGroup, SecurityGroupRule } from '../../resources/securityGroup.ts';
import type { ReadTable } from '../../state/table.ts';
import { candidates, type FilterIndexes } from '../candidates.ts';
import type { Filter } from '../filters.ts';
import type { Call } from '../operation.ts';
import { type IdKindName, KINDS } from './idKinds.ts';

export type { IdKindName } from './idKinds.ts';

/** Index key of everything that the caller has in the call's Region. */
export function mine(call: Call): string {
  return scopeKey(call);
}

/** @throws AwsError `Invalid….Malformed` unless the id is the kind's prefix and 8 or 17 hexadecimal digits */
export function checkId(kindName: IdKindName, id: string): void {
  const { prefix, malformed, notFound: absent } = KINDS[kindName];
  if (id.startsWith(`${prefix}-`) && /^([0-9a-f]{8}|[0-9a-f]{17})$/.test(id.slice(prefix.length + 1))) return;
  if (malformed === absent) throw notFound(kindName, id);
  throw new AwsError(malformed, `Invalid id: "${id}" (expecting "${prefix}-...")`);
}

/** The AwsError `Invalid….NotFound` of an id. */
export function notFound(kindName: IdKindName, id: string): AwsError {
  const { notFound: code, words, orWasDeleted } = KINDS[kindName];
  const text = orWasDeleted
    ? `${words} ${id} was deleted or does not exist.`
    : `${words} '${id}' does not exist`;
  return new AwsError(code, text);
}

/**
 * The caller's own row of that id in the call's Region.
 * @param parameter the request's member, for MissingParameter when `id` is left out
 */
export function find<R extends Resource>(
  call: Call,
  table: ReadTable<R>,
  kindName: IdKindName,
  id: string | undefined,
  parameter = `${kindName}Id`,
): R {
  const wanted = required(id, parameter);
  checkId(kindName, wanted);
  const row = table.get(wanted);
  if (!row || scopeKey(row) !== mine(call)) throw notFound(kindName, wanted);
  return row;
}

/**
 * The rows of the asked ids, each of which must be there; all of the caller's when none is asked, but for those that
 * `indexes` tell cannot pass the filters.
 */
export function findSome<R extends Resource, Index extends string = never>(
  call: Call,
  table: ReadTable<R, Index | 'scope'>,
  kindName: IdKindName,
  ids: readonly string[] | undefined,
  filters?: readonly Filter[],
  indexes: FilterIndexes<NoInfer<Index>> = {},
): R[] {
  if (!ids || ids.length === 0) return candidates(table, mine(call), filters, indexes);
  return [...new Set(ids)].map((id) => find(call, table as ReadTable<R>, kindName, id));
}

/** @throws AwsError MissingParameter */
export function required<T>(value: T | undefined, parameter: string): T {
  if (value !== undefined && value !== '') return value;
  throw new AwsError('MissingParameter', `The request must contain the parameter ${parameter}`);
}

export function findVpc(call: Call, id: string | undefined): Vpc {
  return find(call, call.tx.vpcs, 'vpc', id, 'VpcId');
}

export function findSubnet(call: Call, id: string | undefined): Subnet {
  return find(call, call.tx.subnets, 'subnet', id, 'SubnetId');
}

export function findSecurityGroup(call: Call, id: string | undefined): SecurityGroup {
  return find(call, call.tx.securityGroups, 'securityGroup', id, 'GroupId');
}

export function findSecurityGroupRule(call: Call, id: string | undefined): SecurityGroupRule {
  return find(call, call.tx.securityGroupRules, 'securityGroupRule', id, 'SecurityGroupRuleId');
}

export function findNetworkInterface(call: Call, id: string | undefined): NetworkInterface {
  return find(call, call.tx.networkInterfaces, 'networkInterface', id, 'NetworkInterfaceId');
}

export function findRouteTable(call: Call, id: string | undefined): RouteTable {
  return find(call, call.tx.routeTables, 'routeTable', id, 'RouteTableId');
}

export function findInternetGateway(call: Call, id: string | undefined): InternetGateway {
  return find(call, call.tx.internetGateways, 'internetGateway', id, 'InternetGatewayId');
}

export function findNetworkAcl(call: Call, id: string | undefined): NetworkAcl {
  return find(call, call.tx.networkAcls, 'networkAcl', id, 'NetworkAclId');
}

export function findDhcpOptions(call: Call, id: string | undefined): DhcpOptions {
  return find(call, call.tx.dhcpOptions, 'dhcpOptions', id, 'DhcpOptionsId');
}

export function findInstance(call: Call, id: string | undefined): Instance {
  return find(call, call.tx.instances, 'instance', id, 'InstanceId');
}

/** The endpoint, also while it is being deleted: callers that must not see it then look at its state. */
export function findVpcEndpoint(call: Call, id: string | undefined): VpcEndpoint {
  return find(call, call.tx.vpcEndpoints, 'vpcEndpoint', id, 'VpcEndpointId');
}

export function findEndpointService(call: Call, id: string | undefined): EndpointService {
  return find(call, call.tx.endpointServices, 'endpointService', id, 'ServiceId');
}
