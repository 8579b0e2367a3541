/** Routes to a network interface: of an instance that runs, and that takes what is not its own. */
import { isLive } from '../../resources/networkInterface.ts';
import type { ViaOf } from './via.ts';

export const interfaceVia: ViaOf = (tables, target, { spec: { vpcId } }, destination) => {
  const row = tables.networkInterfaces.get(target);
  if (!isLive(row) || row.spec.owner.kind !== 'instance' || row.spec.vpcId !== vpcId) return 'blackhole';
  if (row.spec.sourceDestCheck) return 'blackhole';
  const address = destination.includes(':') ? row.spec.ipv6Addresses?.[0] : row.spec.privateIpAddress;
  return address === undefined ? 'blackhole' : { port: row.id, address };
};
