/** What AWS lets a route be: how many, and which targets for destinations inside the VPC. */
import { AwsError } from '../../../base/awsError.ts';
import { containsCidr, parseCidr } from '../../../base/ip.ts';
import { containsIpv6Cidr, parseIpv6Cidr } from '../../../base/ipv6.ts';
import type { RouteTable, Vpc } from '../../../resources/network.ts';
import { vpcBlocks } from '../../../resources/vpcBlocks.ts';
import type { Call } from '../../operation.ts';
import { checkQuota } from '../../quotas.ts';
import { prefixListWeight } from '../prefixList/prefixListWeight.ts';

/** AWS keeps these addresses for its own services. */
const REFUSED = ['169.254.168.0/22', 'fd00:ec2::/32'];
/** Targets that traffic inside the VPC may be led to: interface, NAT gateway, endpoint of a Gateway Load Balancer. */
const TARGETS_INSIDE = ['eni-', 'nat-', 'vpce-'];
/** Targets in the table of an internet or virtual private gateway. */
const TARGETS_AT_GATEWAY = ['eni-', 'vpce-'];

/**
 * Whether the table may lead that destination to that target.
 * @throws AwsError InvalidParameterValue
 */
export function checkRoute(call: Call, table: RouteTable, destination: string, target: string): void {
  if (REFUSED.some((block) => isInside(block, destination))) {
    throw invalid(`Value (${destination}) for parameter destinationCidrBlock is invalid. It is reserved.`);
  }
  if (target.startsWith('eigw-') && !destination.includes(':') && !destination.startsWith('pl-')) {
    throw invalid('An egress-only internet gateway can be the target of IPv6 routes only.');
  }
  if (table.spec.associations.some(({ gatewayId }) => gatewayId))
    checkGatewayRoute(call, table, destination, target);
  if (isInVpc(call.tx.vpcs.get(table.spec.vpcId), destination)) checkInside(call, table, destination, target);
}

/**
 * Whether a table as it is to be stays within the quota. A prefix list counts as many as it may have entries.
 * @throws AwsError RouteLimitExceeded
 */
export function checkRouteQuota(call: Call, table: RouteTable): void {
  const set = table.spec.routes.filter(({ origin }) => origin === 'CreateRoute');
  const total = set.reduce((sum, { destination }) => sum + prefixListWeight(call, destination), 0);
  const words = `The maximum number of routes has been reached for ${table.id}.`;
  checkQuota(call, 'routesPerRouteTable', total - 1, 'RouteLimitExceeded', words);
}

/**
 * Whether a table can route what arrives through a gateway.
 * @throws AwsError InvalidParameterValue
 */
export function checkGatewayTable(call: Call, table: RouteTable): void {
  if (table.spec.propagatingGatewayIds?.length) {
    throw invalid(`The route table ${table.id} has route propagation: no gateway can be associated with it.`);
  }
  for (const { destination, target } of table.spec.routes)
    checkGatewayRoute(call, table, destination, target);
}

function checkGatewayRoute(call: Call, table: RouteTable, destination: string, target: string): void {
  if (!TARGETS_AT_GATEWAY.some((prefix) => target.startsWith(prefix))) {
    throw invalid(
      `The route table ${table.id} of a gateway can lead to local, a network interface or a Gateway Load Balancer endpoint only.`,
    );
  }
  if (!isInVpc(call.tx.vpcs.get(table.spec.vpcId), destination)) {
    throw invalid(
      `The destination ${destination} is outside the VPC that the gateway of ${table.id} serves.`,
    );
  }
}

function checkInside(call: Call, table: RouteTable, destination: string, target: string): void {
  if (!TARGETS_INSIDE.some((prefix) => target.startsWith(prefix))) {
    throw invalid('Route target is not supported. This route only supports interface and instance targets.');
  }
  const { vpcId } = table.spec;
  const vpc = call.tx.vpcs.get(vpcId);
  const isWhole = vpc !== undefined && vpcBlocks(vpc).includes(destination);
  const subnetBlocks = call.tx.subnets
    .by('vpc', vpcId)
    .flatMap(({ spec }) => [spec.cidrBlock, spec.ipv6Block?.ipv6CidrBlock]);
  if (isWhole || subnetBlocks.includes(destination)) return;
  throw invalid("Route destination doesn't match any subnet CIDR blocks.");
}

/** Whether a destination is a block of the VPC or a part of one. */
function isInVpc(vpc: Vpc | undefined, destination: string): boolean {
  return vpc !== undefined && vpcBlocks(vpc).some((block) => isInside(block, destination));
}

function isInside(outer: string, inner: string): boolean {
  const [ipv4, ipv4Part] = [parseCidr(outer), parseCidr(inner)];
  if (ipv4 && ipv4Part) return containsCidr(ipv4, ipv4Part);
  const [ipv6, ipv6Part] = [parseIpv6Cidr(outer), parseIpv6Cidr(inner)];
  return ipv6 !== undefined && ipv6Part !== undefined && containsIpv6Cidr(ipv6, ipv6Part);
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterValue', message);
}
