/** Into a gateway endpoint, to which a route for its service's prefix list leads. */
import { known } from '../../base/assert.ts';
import { component } from '../components.ts';
import { nothingBehind, protocolRefused } from '../findings/endpoints.ts';
import { Blocked } from '../journey.ts';
import type { HopOver } from './arrival.ts';

export const overGatewayEndpoint: HopOver = (tables, journey, { packet, chosen }) => {
  const endpoint = known(tables.vpcEndpoints.get(chosen.route.target), 'a live route has a target');
  if (packet.protocol === 'udp') {
    throw new Blocked(protocolRefused(endpoint, packet, 'VPCE_GATEWAY_PROTOCOL_RESTRICTION'));
  }
  const { serviceName } = endpoint.spec;
  const shown = { Component: component(endpoint), ServiceName: serviceName };
  journey.pass('gateway endpoint', shown, serviceName);
  throw new Blocked(nothingBehind(endpoint));
};
