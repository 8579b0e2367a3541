/** Out of a VPC by its internet gateway, or by its virtual private gateway to the operator's side. */
import { known } from '../../base/assert.ts';
import type { NetworkInterface } from '../../resources/networkInterface.ts';
import type { Snapshot } from '../../state/tables.ts';
import { component } from '../components.ts';
import { notPublic, privateDestination } from '../findings/gateways.ts';
import { Blocked } from '../journey.ts';
import { isWithin, vpcOf } from '../lookups.ts';
import { header } from '../packet.ts';
import type { HopOver } from './arrival.ts';

const RFC1918 = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'];
const RFC6598 = '100.64.0.0/10';

export const overInternetGateway: HopOver = (tables, journey, { from, packet, chosen }) => {
  const gateway = known(tables.internetGateways.get(chosen.route.target), 'a live route has a target');
  const { destination } = packet;
  if (RFC1918.some((cidr) => isWithin(cidr, destination)) || isWithin(RFC6598, destination)) {
    throw new Blocked(privateDestination(gateway, destination, isWithin(RFC6598, destination)));
  }
  const publicIp = publicAddressOf(tables, from, packet.source);
  if (!publicIp) throw new Blocked(notPublic(tables, gateway, from, packet.source));
  const outside = { ...packet, source: publicIp };
  const shown = {
    Component: component(gateway),
    Vpc: component(vpcOf(tables, from.spec.vpcId)),
    OutboundHeader: header(outside),
  };
  journey.pass('internet gateway', shown, `${packet.source} goes out as ${publicIp}`);
  return { kind: 'gateway', id: gateway.id, packet: outside };
};

export const overVpnGateway: HopOver = (tables, journey, { from, packet, chosen }) => {
  const gateway = known(tables.vpnGateways.get(chosen.route.target), 'a live route has a target');
  const shown = { Component: component(gateway), Vpc: component(vpcOf(tables, from.spec.vpcId)) };
  journey.pass('virtual private gateway', shown, 'to what is attached to it');
  return { kind: 'gateway', id: gateway.id, packet };
};

/** The Elastic IP of a private address. */
export function publicAddressOf(
  tables: Snapshot,
  { id }: NetworkInterface,
  address: string,
): string | undefined {
  return tables.elasticIps
    .by('interface', id)
    .find(({ spec }) => spec.association?.privateIpAddress === address)?.spec.publicIp;
}
