/**
 * Passes: the public addresses of instances and NAT gateways in VPCs with an internet gateway. A private address with an
 * Elastic IP has no other.
 */
import type { PublicAddressRow } from '../../program/rows.ts';
import type { ElasticIp } from '../../resources/elasticIp.ts';
import { addressesOf, isLive, type NetworkInterface } from '../../resources/networkInterface.ts';
import type { Snapshot } from '../../state/tables.ts';
import { pass } from '../pass.ts';

export const elasticIps = pass('elasticIps', ({ spec }, tables) => {
  const { publicIp, association } = spec;
  const row = association && tables.networkInterfaces.get(association.networkInterfaceId);
  if (!row || !addressesOf(row).includes(association.privateIpAddress)) return [];
  return publicAddress(tables, row, association.privateIpAddress, publicIp);
});

export const assignedPublicIps = pass('networkInterfaces', (row, tables) => {
  const { publicIp, privateIpAddress } = row.spec;
  const isHeld = (elasticIp: ElasticIp) => elasticIp.spec.association?.privateIpAddress === privateIpAddress;
  if (!publicIp || !privateIpAddress || tables.elasticIps.by('interface', row.id).some(isHeld)) return [];
  return publicAddress(tables, row, privateIpAddress, publicIp);
});

function publicAddress(
  tables: Snapshot,
  row: NetworkInterface,
  address: string,
  id: string,
): PublicAddressRow[] {
  const { vpcId, owner } = row.spec;
  const [gateway] = tables.internetGateways.by('vpc', vpcId);
  if (!gateway || !isLive(row) || (owner.kind !== 'instance' && owner.kind !== 'natGateway')) return [];
  return [{ kind: 'publicAddress', id, vpcId, gatewayId: gateway.id, address }];
}
