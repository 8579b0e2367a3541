/** Routes to a network interface: of an instance that runs. */
import { isLive } from '../../resources/networkInterface.ts';
import type { ViaOf } from './via.ts';

export const interfaceVia: ViaOf = (tables, target, { spec: { vpcId } }) => {
  const row = tables.networkInterfaces.get(target);
  if (!isLive(row) || row.spec.owner.kind !== 'instance' || row.spec.vpcId !== vpcId) return 'blackhole';
  return { port: row.id, address: row.spec.privateIpAddress };
};
