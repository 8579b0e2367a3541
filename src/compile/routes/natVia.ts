/** Routes to a NAT gateway: to its interface, while the gateway is there. */
import { isLive, primaryAddress } from '../../resources/networkInterface.ts';
import type { ViaOf } from './via.ts';

export const natVia: ViaOf = (tables, target, { spec: { vpcId } }, destination) => {
  const interfaceId = tables.natGateways.get(target)?.spec.networkInterfaceId ?? '';
  const row = tables.networkInterfaces.get(interfaceId);
  if (!isLive(row) || row.spec.vpcId !== vpcId || destination.includes(':')) return 'blackhole';
  return { port: row.id, address: primaryAddress(row) };
};
