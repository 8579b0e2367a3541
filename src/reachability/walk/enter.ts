/** The kinds of gateways that a path may begin at. */
import { known } from '../../base/assert.ts';
import type { Snapshot } from '../../state/tables.ts';
import type { Journey } from '../journey.ts';
import type { Packet } from '../packet.ts';
import type { Origin } from '../question.ts';
import type { Arrival } from './arrival.ts';
import { enterByInternet, enterByLink } from './entry.ts';

/** @throws Blocked */
export function enter(
  tables: Snapshot,
  journey: Journey,
  { id, vpcId }: Origin & { readonly kind: 'gateway' },
  packet: Packet,
): Arrival {
  const internet = tables.internetGateways.get(id);
  if (internet) return enterByInternet(tables, journey, internet, vpcId, packet);
  const peering = tables.peeringConnections.get(id);
  if (peering) return enterByLink(tables, journey, 'peering connection', peering, vpcId, packet);
  const attachment = tables.transitGatewayAttachments.get(id);
  if (attachment) {
    const { transitGatewayId } = attachment.spec;
    return enterByLink(tables, journey, 'transit attachment', attachment, vpcId, packet, transitGatewayId);
  }
  const gateway = known(tables.vpnGateways.get(id), `${id} is a gateway`);
  return enterByLink(tables, journey, 'virtual private gateway', gateway, vpcId, packet);
}
