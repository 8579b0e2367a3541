/** What routes lead to, told apart by the prefix of the target's id: how it is shown, and whether it is there. */
import type { Route as RouteShape } from '@aws-sdk/client-ec2';
import type { RouteTable } from '../../../resources/network.ts';
import { LOCAL } from '../../../resources/routes.ts';
import { attachedVpc } from '../../../resources/vpnGateway.ts';
import type { Snapshot } from '../../../state/tables.ts';
import { transitAttachment } from '../../../state/transitAttachments.ts';

interface TargetKind {
  readonly prefix: string;
  /** The members of an answer that name the target. */
  readonly show: (tables: Snapshot, id: string) => RouteShape;
  /** Whether traffic of the table's VPC can go there; otherwise the route is a black hole. */
  readonly isLive: (tables: Snapshot, id: string, table: RouteTable) => boolean;
}

const KINDS: readonly TargetKind[] = [
  { prefix: LOCAL, show: asGateway, isLive: () => true },
  {
    prefix: 'igw-',
    show: asGateway,
    isLive: (tables, id, table) =>
      tables.internetGateways.get(id)?.spec.vpcIds.includes(table.spec.vpcId) === true,
  },
  {
    prefix: 'vgw-',
    show: asGateway,
    isLive: (tables, id, table) => {
      const gateway = tables.vpnGateways.get(id);
      return gateway !== undefined && attachedVpc(gateway) === table.spec.vpcId;
    },
  },
  {
    prefix: 'eigw-',
    show: (_tables, EgressOnlyInternetGatewayId) => ({ EgressOnlyInternetGatewayId }),
    isLive: (tables, id) => tables.egressOnlyInternetGateways.has(id),
  },
  { prefix: 'eni-', show: showInterface, isLive: isInterfaceLive },
  {
    prefix: 'nat-',
    show: (_tables, NatGatewayId) => ({ NatGatewayId }),
    isLive: isNatGatewayLive,
  },
  {
    prefix: 'pcx-',
    show: (_tables, VpcPeeringConnectionId) => ({ VpcPeeringConnectionId }),
    isLive: (tables, id) => tables.peeringConnections.get(id)?.status.code === 'active',
  },
  {
    prefix: 'tgw-',
    show: (_tables, TransitGatewayId) => ({ TransitGatewayId }),
    isLive: (tables, id, table) => transitAttachment(tables, id, table.spec.vpcId) !== undefined,
  },
  { prefix: 'vpce-', show: asGateway, isLive: (tables, id) => tables.vpcEndpoints.has(id) },
];

export function showTarget(tables: Snapshot, target: string): RouteShape {
  return kindOf(target)?.show(tables, target) ?? {};
}

export function routeState(
  tables: Snapshot,
  table: RouteTable,
  { target }: { readonly target: string },
): 'active' | 'blackhole' {
  return kindOf(target)?.isLive(tables, target, table) ? 'active' : 'blackhole';
}

function kindOf(target: string): TargetKind | undefined {
  return KINDS.find(({ prefix }) => target.startsWith(prefix));
}

function asGateway(_tables: Snapshot, GatewayId: string): RouteShape {
  return { GatewayId };
}

function showInterface(tables: Snapshot, NetworkInterfaceId: string): RouteShape {
  const row = tables.networkInterfaces.get(NetworkInterfaceId);
  if (row?.spec.owner.kind !== 'instance') return { NetworkInterfaceId };
  return { NetworkInterfaceId, InstanceId: row.spec.owner.instanceId, InstanceOwnerId: row.accountId };
}

/** Of an instance that is up, or of something that AWS manages. */
function isInterfaceLive(tables: Snapshot, id: string): boolean {
  const owner = tables.networkInterfaces.get(id)?.spec.owner;
  if (!owner || owner.kind === 'customer') return false;
  if (owner.kind !== 'instance') return true;
  const state = tables.instances.get(owner.instanceId)?.status.state;
  return state === 'pending' || state === 'running';
}

function isNatGatewayLive(tables: Snapshot, id: string): boolean {
  const state = tables.natGateways.get(id)?.status.state;
  return state === 'pending' || state === 'available';
}
