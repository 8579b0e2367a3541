/** Where a route leads, as requests name it: exactly one target, the caller's own, in the table's VPC. */
import type { CreateRouteRequest } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import { scopeKey } from '../../../resources/identity.ts';
import type { RouteTable } from '../../../resources/network.ts';
import { attachedVpc } from '../../../resources/vpnGateway.ts';
import { transitAttachment } from '../../../state/transitAttachments.ts';
import type { Call } from '../../operation.ts';
import { unsupported } from '../describe.ts';
import { checkId, findNetworkInterface, findVpcEndpoint, mine } from '../ids.ts';
import { soleInterface } from '../instance/soleInterface.ts';
import { findPeering } from '../peering/findPeering.ts';

type Finder = (call: Call, id: string, table: RouteTable) => string;

/** Request members to who finds the target that they name. */
const FINDERS = {
  GatewayId: attachedGateway,
  InstanceId: instance,
  NetworkInterfaceId: networkInterface,
  VpcEndpointId: endpoint,
  NatGatewayId: natGateway,
  VpcPeeringConnectionId: peeringConnection,
  EgressOnlyInternetGatewayId: egressOnlyGateway,
  TransitGatewayId: transitGateway,
  CarrierGatewayId: notBuilt('CarrierGatewayId'),
  CoreNetworkArn: notBuilt('CoreNetworkArn'),
  LocalGatewayId: notBuilt('LocalGatewayId'),
  OdbNetworkArn: notBuilt('OdbNetworkArn'),
} as const satisfies Partial<Record<keyof CreateRouteRequest, Finder>>;

type TargetMember = keyof typeof FINDERS;

export type TargetRequest = { readonly [Member in TargetMember]?: string };

/** Names of the members of a request that name a target. */
export function targetMembers(input: TargetRequest): TargetMember[] {
  return (Object.keys(FINDERS) as TargetMember[]).filter((member) => input[member] !== undefined);
}

/**
 * The id that the route keeps. An instance stands for its interface.
 * @throws AwsError MissingParameter, InvalidParameterCombination, InvalidParameterValue, UnsupportedOperation,
 *   the not-found error of each kind
 */
export function requestedTarget(call: Call, input: TargetRequest, table: RouteTable): string {
  const [member, second] = targetMembers(input);
  const code = member ? 'InvalidParameterCombination' : 'MissingParameter';
  if (!member || second) {
    throw new AwsError(
      code,
      'The request must contain exactly one of gatewayId, natGatewayId, networkInterfaceId, instanceId, vpcPeeringConnectionId, egressOnlyInternetGatewayId, vpcEndpointId, transitGatewayId, carrierGatewayId, localGatewayId, coreNetworkArn',
    );
  }
  return FINDERS[member](call, input[member] as string, table);
}

/** A gateway of the table's VPC. @throws AwsError InvalidGatewayID.NotFound, InvalidParameterValue */
export function attachedGateway(call: Call, id: string, table: RouteTable): string {
  const internet = call.tx.internetGateways.get(id);
  const vpn = call.tx.vpnGateways.get(id);
  const row = internet ?? vpn;
  if (!row || scopeKey(row) !== mine(call)) {
    throw new AwsError('InvalidGatewayID.NotFound', `The gateway ID '${id}' does not exist`);
  }
  const vpcIds = internet?.spec.vpcIds ?? [vpn && attachedVpc(vpn)];
  sameNetwork(table, vpcIds, `network gateway ${id}`);
  return id;
}

/** @throws AwsError InvalidParameterValue unless the target is of the table's VPC */
function sameNetwork(table: RouteTable, vpcIds: readonly (string | undefined)[], what: string): void {
  if (vpcIds.includes(table.spec.vpcId)) return;
  throw new AwsError(
    'InvalidParameterValue',
    `route table ${table.id} and ${what} belong to different networks`,
  );
}

function egressOnlyGateway(call: Call, id: string, table: RouteTable): string {
  const row = call.tx.egressOnlyInternetGateways.get(id);
  if (!row || scopeKey(row) !== mine(call)) {
    throw new AwsError('InvalidGatewayID.NotFound', `The eigw ID '${id}' does not exist`);
  }
  sameNetwork(table, [row.spec.vpcId], `egress only internet gateway ${id}`);
  return id;
}

function instance(call: Call, id: string, table: RouteTable): string {
  return networkInterface(call, soleInterface(call, id).id, table);
}

function networkInterface(call: Call, id: string, table: RouteTable): string {
  const row = findNetworkInterface(call, id);
  sameNetwork(table, [row.spec.vpcId], `interface ${id}`);
  return id;
}

function natGateway(call: Call, id: string, table: RouteTable): string {
  const row = call.tx.natGateways.get(id);
  if (!row || scopeKey(row) !== mine(call) || row.status.state === 'deleted') {
    throw new AwsError('InvalidNatGatewayID.NotFound', `The natGateway ID '${id}' does not exist`);
  }
  sameNetwork(table, [row.spec.vpcId], `NAT gateway ${id}`);
  return id;
}

function peeringConnection(call: Call, id: string, table: RouteTable): string {
  const { spec } = findPeering(call, id);
  sameNetwork(table, [spec.requester.vpcId, spec.accepter.vpcId], `peering connection ${id}`);
  return id;
}

/** AWS does not know a gateway to which the table's VPC is not joined, whoever owns it; here in other words than elsewhere. */
function transitGateway(call: Call, id: string, table: RouteTable): string {
  checkId('transitGateway', id);
  if (transitAttachment(call.tx, id, table.spec.vpcId)) return id;
  throw new AwsError('InvalidTransitGatewayID.NotFound', `The transitGateway ID '${id}' does not exist`);
}

/** Only endpoints of Gateway Load Balancers take traffic from routes that callers set. */
function endpoint(call: Call, id: string, table: RouteTable): string {
  const row = findVpcEndpoint(call, id);
  if (row.spec.vpcEndpointType !== 'GatewayLoadBalancer') {
    throw new AwsError(
      'RouteNotSupported',
      `Route table contains unsupported route target: ${id}. VPC Endpoints of this type cannot be used as route targets.`,
    );
  }
  sameNetwork(table, [row.spec.vpcId], `VPC endpoint ${id}`);
  return id;
}

function notBuilt(member: string): Finder {
  return () => {
    throw unsupported(`The route target ${member}`);
  };
}
