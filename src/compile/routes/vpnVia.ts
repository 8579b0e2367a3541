/** Routes to a virtual private gateway: to what an operator has joined to it. */
import { vpnLinkName } from '../../program/interfaceNames.ts';
import type { Vpc } from '../../resources/network.ts';
import { attachedVpc } from '../../resources/vpnGateway.ts';
import type { Snapshot } from '../../state/tables.ts';
import type { ViaOf } from './via.ts';

export const vpnVia: ViaOf = (tables, target, { spec: { vpcId } }, destination) => {
  // What is behind it has no IPv6.
  if (destination.includes(':')) return 'blackhole';
  const joined = tables.onPremises.get(target);
  if (!joined || vpcOfGateway(tables, target)?.id !== vpcId) return 'blackhole';
  const { place } = joined.spec;
  const via = { link: vpnLinkName(target, place), row: `onPremises/${target}` };
  return 'hostInterface' in place ? { ...via, onLink: true } : via;
};

/** The VPC that the gateway is attached to. */
export function vpcOfGateway(tables: Snapshot, gatewayId: string): Vpc | undefined {
  const gateway = tables.vpnGateways.get(gatewayId);
  const vpcId = gateway && attachedVpc(gateway);
  return vpcId === undefined ? undefined : tables.vpcs.get(vpcId);
}
