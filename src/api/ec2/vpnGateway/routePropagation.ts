/**
 * Enable and DisableVgwRoutePropagation: which tables take the routes that a virtual private gateway learns. There are
 * no VPN connections here: it learns the blocks of what an operator has joined to it (`postern attach`).
 */
import type {
  DisableVgwRoutePropagationRequest,
  EnableVgwRoutePropagationRequest,
} from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { RouteTable } from '../../../resources/network.ts';
import { attachedVpc } from '../../../resources/vpnGateway.ts';
import type { Call } from '../../operation.ts';
import { findRouteTable } from '../ids.ts';
import { findVpnGateway } from './checks.ts';

export function enableVgwRoutePropagation(call: Call, input: EnableVgwRoutePropagationRequest): object {
  const table = findRouteTable(call, input.RouteTableId);
  const gateway = findVpnGateway(call, input.GatewayId);
  const { vpcId } = table.spec;
  if (attachedVpc(gateway) !== vpcId) {
    throw new AwsError('Gateway.NotAttached', `resource ${gateway.id} is not attached to network ${vpcId}`);
  }
  const present = table.spec.propagatingGatewayIds ?? [];
  if (!present.includes(gateway.id)) put(call, table, [...present, gateway.id]);
  return {};
}

export function disableVgwRoutePropagation(call: Call, input: DisableVgwRoutePropagationRequest): object {
  const table = findRouteTable(call, input.RouteTableId);
  withoutPropagation(call, table, findVpnGateway(call, input.GatewayId).id);
  return {};
}

export function withoutPropagation(call: Call, table: RouteTable, gatewayId: string): void {
  const present = table.spec.propagatingGatewayIds;
  if (present?.includes(gatewayId))
    put(
      call,
      table,
      present.filter((id) => id !== gatewayId),
    );
}

function put(call: Call, table: RouteTable, propagatingGatewayIds: readonly string[]): void {
  call.tx.routeTables.put({ ...table, spec: { ...table.spec, propagatingGatewayIds } });
}
