/** Over a NAT gateway: the packet goes on from its subnet, under its address. */

import { known } from '../../base/assert.ts';
import { primaryAddress } from '../../resources/networkInterface.ts';
import { component } from '../components.ts';
import { sourceNotInVpc } from '../findings/gateways.ts';
import { Blocked } from '../journey.ts';
import { isInVpc, subnetOf } from '../lookups.ts';
import { header } from '../packet.ts';
import { passAcl } from './acls.ts';
import type { HopOver } from './arrival.ts';

export const overNat: HopOver = (tables, journey, { from, packet, chosen, via, onward }) => {
  const gateway = known(tables.natGateways.get(chosen.route.target), 'a live route has a target');
  const own = tables.networkInterfaces.get(gateway.spec.networkInterfaceId ?? '');
  const to = known(own, `NAT gateway ${gateway.id}, which is available, has an interface`);
  // Central egress: what a transit gateway brings is taken, what peering or a VPN brings is not.
  const isBrought = via.some((id) => id.startsWith('tgw-'));
  if (!isBrought && !isInVpc(tables, gateway.spec.vpcId, packet.source)) {
    throw new Blocked(sourceNotInVpc(gateway, packet.source));
  }
  const subnet = subnetOf(tables, to.spec.subnetId);
  passAcl(tables, journey.steps, subnet, 'ingress', packet);
  journey.legs.push({ from, to, packet, via });
  const translated = { ...packet, source: primaryAddress(to) };
  const shown = {
    Component: component(gateway),
    Subnet: component(subnet),
    OutboundHeader: header(translated),
  };
  journey.pass('NAT gateway', shown, `${packet.source} goes on as ${translated.source}`);
  return onward.travel(tables, journey, to, translated);
};
