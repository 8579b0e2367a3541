/** CreateRoute: a way out through an internet gateway. */
import type { CreateRouteRequest, CreateRouteResult } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import { type Cidr, containsCidr, formatCidr } from '../../../base/ip.ts';
import type { Route, RouteTable } from '../../../resources/network.ts';
import type { Call } from '../../operation.ts';
import { checkQuota } from '../../quotas.ts';
import { parsedBlock } from '../cidrBlocks.ts';
import { unsupported } from '../describe.ts';
import { findInternetGateway, findRouteTable } from '../ids.ts';

/** AWS keeps these link-local addresses for its own services. */
const REFUSED = '169.254.168.0/22';

const OTHER_TARGETS = [
  'CarrierGatewayId',
  'CoreNetworkArn',
  'EgressOnlyInternetGatewayId',
  'InstanceId',
  'LocalGatewayId',
  'NatGatewayId',
  'NetworkInterfaceId',
  'OdbNetworkArn',
  'TransitGatewayId',
  'VpcEndpointId',
  'VpcPeeringConnectionId',
] as const satisfies readonly (keyof CreateRouteRequest)[];

export function createRoute(call: Call, input: CreateRouteRequest): CreateRouteResult {
  const table = findRouteTable(call, input.RouteTableId);
  const destination = destinationFrom(input, table);
  const gatewayId = gatewayFrom(call, input, table);
  const destinationCidrBlock = formatCidr(destination);
  if (table.spec.routes.some((route) => route.destinationCidrBlock === destinationCidrBlock)) {
    throw new AwsError(
      'RouteAlreadyExists',
      `The route identified by ${destinationCidrBlock} already exists.`,
    );
  }
  const words = `The maximum number of routes has been reached for ${table.id}.`;
  checkQuota('routesPerRouteTable', table.spec.routes.length, 'RouteLimitExceeded', words);
  const route: Route = { destinationCidrBlock, gatewayId, origin: 'CreateRoute' };
  call.tx.routeTables.put({ ...table, spec: { ...table.spec, routes: [...table.spec.routes, route] } });
  return { Return: true };
}

function destinationFrom(input: CreateRouteRequest, table: RouteTable): Cidr {
  const { DestinationCidrBlock, DestinationIpv6CidrBlock, DestinationPrefixListId } = input;
  if (DestinationIpv6CidrBlock) throw unsupported('A route to an IPv6 block');
  if (DestinationPrefixListId) throw unsupported('A route to a prefix list');
  if (!DestinationCidrBlock) {
    throw new AwsError('MissingParameter', 'The request must contain the parameter destinationCidrBlock');
  }
  const destination = parsedBlock(DestinationCidrBlock, 'destinationCidrBlock');
  const isInsideVpc = table.spec.routes
    .filter(({ gatewayId }) => gatewayId === 'local')
    .some((route) => containsCidr(parsedBlock(route.destinationCidrBlock), destination));
  const isRefused = containsCidr(parsedBlock(REFUSED), destination);
  if (isRefused || (isInsideVpc && !isLocal(table, destination))) {
    throw new AwsError(
      'InvalidParameterValue',
      `Value (${DestinationCidrBlock}) for parameter destinationCidrBlock is invalid. It is more specific than the local route or reserved.`,
    );
  }
  return destination;
}

function isLocal(table: RouteTable, destination: Cidr): boolean {
  return table.spec.routes.some(
    (route) => route.gatewayId === 'local' && route.destinationCidrBlock === formatCidr(destination),
  );
}

function gatewayFrom(call: Call, input: CreateRouteRequest, table: RouteTable): string {
  const other = OTHER_TARGETS.find((name) => input[name] !== undefined);
  if (other && input.GatewayId) {
    throw new AwsError('InvalidParameterCombination', 'A route takes exactly one target.');
  }
  if (other) throw unsupported(`The route target ${other}`);
  const gateway = findInternetGateway(call, input.GatewayId);
  if (gateway.spec.vpcIds.includes(table.spec.vpcId)) return gateway.id;
  throw new AwsError(
    'InvalidParameterValue',
    `route table ${table.id} and network gateway ${gateway.id} belong to different networks`,
  );
}
