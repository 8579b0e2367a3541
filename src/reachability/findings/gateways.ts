/** What gateways between VPCs, and out of them, do to a packet that does not get through. */

import type { NatGateway } from '../../resources/natGateway.ts';
import type { InternetGateway, Route, RouteTable } from '../../resources/network.ts';
import type { NetworkInterface } from '../../resources/networkInterface.ts';
import type { PeeringConnection } from '../../resources/peeringConnection.ts';
import type { Snapshot } from '../../state/tables.ts';
import { bareComponent, component, shownRoute } from '../components.ts';
import type { Finding } from '../journey.ts';
import { vpcOf } from '../lookups.ts';
import type { Packet } from '../packet.ts';

/** The answer takes another way than the packet came, or none. */
export function wrongWayBack(
  tables: Snapshot,
  table: RouteTable,
  route: Route,
  answer: Packet,
  expected: string | undefined,
): Finding {
  const wanted = expected ?? 'local';
  return {
    shown: {
      ExplanationCode: 'NO_ROUTE_TO_DESTINATION',
      Component: component(table),
      RouteTable: component(table),
      RouteTableRoute: shownRoute(route, true),
      Address: answer.destination,
      MissingComponent: wanted,
      Vpc: component(vpcOf(tables, table.spec.vpcId)),
    },
    sentence: `The answer to ${answer.destination} is led by ${table.id} to ${route.target}, not back to ${wanted}.`,
    advice: `Add a route for ${answer.destination} to ${wanted} in ${table.id} (CreateRoute).`,
  };
}

export function notOfPeer(
  tables: Snapshot,
  connection: PeeringConnection,
  vpcId: string,
  address: string,
): Finding {
  return {
    shown: {
      ExplanationCode: 'PCX_REQUIRES_ADDRESS_IN_VPC_CIDR',
      Component: component(connection),
      VpcPeeringConnection: component(connection),
      DestinationVpc: component(vpcOf(tables, vpcId)),
      Address: address,
      PacketField: 'destination-address',
    },
    sentence: `${address} is no address of ${vpcId}, and ${connection.id} carries nothing beyond that VPC.`,
    advice: `Peer with the VPC that has ${address} itself: peering is not transitive.`,
  };
}

export function privateDestination(gateway: InternetGateway, address: string, isShared: boolean): Finding {
  const rfc = isShared ? 'RFC6598' : 'RFC1918';
  return {
    shown: {
      ExplanationCode: `IGW_DESTINATION_ADDRESS_NOT_IN_${rfc}_EGRESS`,
      Component: component(gateway),
      InternetGateway: component(gateway),
      Address: address,
      PacketField: 'destination-address',
    },
    sentence: `${address} is a private address (${rfc}), which ${gateway.id} lets no packet out to.`,
    advice: `Add a route for ${address} that leads to where it is: a peering connection, a transit gateway or a virtual private gateway.`,
  };
}

export function notPublic(
  tables: Snapshot,
  gateway: InternetGateway,
  networkInterface: NetworkInterface,
  address: string,
): Finding {
  return {
    shown: {
      ExplanationCode: 'IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS',
      Component: component(gateway),
      InternetGateway: component(gateway),
      NetworkInterface: component(networkInterface),
      Address: address,
      Vpc: component(vpcOf(tables, networkInterface.spec.vpcId)),
    },
    sentence: `${address} on ${networkInterface.id} has no public address, so ${gateway.id} does not let it out.`,
    advice: `Associate an Elastic IP with ${networkInterface.id} (AssociateAddress), or route through a NAT gateway.`,
  };
}

export function sourceNotInVpc(gateway: NatGateway, address: string): Finding {
  return {
    shown: {
      ExplanationCode: 'NGW_REQUIRES_SOURCE_IN_VPC',
      Component: component(gateway),
      NatGateway: component(gateway),
      Address: address,
      PacketField: 'source-address',
    },
    sentence: `NAT gateway ${gateway.id} takes no packets from ${address}, which is not of its VPC.`,
    advice: `Put a NAT gateway into the VPC that ${address} is in.`,
  };
}

export function unsupportedTarget(tables: Snapshot, table: RouteTable, route: Route): Finding {
  return {
    shown: {
      ExplanationCode: 'UNSUPPORTED_COMPONENT',
      Component: bareComponent(route.target),
      RouteTable: component(table),
      RouteTableRoute: shownRoute(route, true),
      Vpc: component(vpcOf(tables, table.spec.vpcId)),
    },
    sentence: `The route for ${route.destination} in ${table.id} leads to ${route.target}, which carries no such packets here.`,
    advice: `Lead ${route.destination} to something else (ReplaceRoute).`,
  };
}

/** The packet is handed to an instance that is to route it. */
export function ownAffair(id: string, destination: string): Finding {
  return {
    shown: {
      ExplanationCode: 'UNKNOWN_DESTINATION',
      Component: bareComponent(id),
      NetworkInterface: bareComponent(id),
      Address: destination,
    },
    sentence: `The route leads to ${id}, and what its instance does with packets for ${destination} is not known here.`,
    advice: `Ask from ${id} on: postern explain --from with that instance.`,
  };
}

export function privateSource(gateway: InternetGateway, address: string, rfc: string): Finding {
  return {
    shown: {
      ExplanationCode: `IGW_SOURCE_ADDRESS_NOT_IN_${rfc}_INGRESS`,
      Component: component(gateway),
      InternetGateway: component(gateway),
      Address: address,
      PacketField: 'source-address',
    },
    sentence: `${address} is a private address (${rfc}), from which ${gateway.id} lets no packet in.`,
    advice: `Ask with a public source address.`,
  };
}

export function notPublicHere(
  tables: Snapshot,
  gateway: InternetGateway,
  vpcId: string,
  address: string,
): Finding {
  return {
    shown: {
      ExplanationCode: 'IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS',
      Component: component(gateway),
      InternetGateway: component(gateway),
      Address: address,
      Vpc: component(vpcOf(tables, vpcId)),
    },
    sentence: `${address} is no public address of an interface in ${vpcId}, so ${gateway.id} lets nothing in for it.`,
    advice: `Associate an Elastic IP with the interface (AssociateAddress), and connect to that.`,
  };
}
