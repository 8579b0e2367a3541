/** What transit gateways do to a packet that does not get through. */
import type { TransitGatewayRouteTableRoute } from '@aws-sdk/client-ec2';
import type { TransitGatewayAttachment, TransitGatewayRouteTable } from '../../resources/transitGateway.ts';
import type { EffectiveTransitRoute } from '../../resources/transitRoutes.ts';
import { bareComponent, component } from '../components.ts';
import type { Finding } from '../journey.ts';

export function noTransitTable(attachment: TransitGatewayAttachment): Finding {
  return {
    shown: {
      ExplanationCode: 'TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION',
      Component: component(attachment),
      TransitGatewayAttachment: component(attachment),
      TransitGateway: bareComponent(attachment.spec.transitGatewayId),
    },
    sentence: `Attachment ${attachment.id} is associated with no route table of ${attachment.spec.transitGatewayId}.`,
    advice: `Associate it with one (AssociateTransitGatewayRouteTable).`,
  };
}

export function transitNotInZone(attachment: TransitGatewayAttachment, zone: string): Finding {
  return {
    shown: {
      ExplanationCode: 'TGW_ROUTE_AZ_RESTRICTION',
      Component: component(attachment),
      TransitGatewayAttachment: component(attachment),
      TransitGateway: bareComponent(attachment.spec.transitGatewayId),
      AvailabilityZones: [zone],
    },
    sentence: `Attachment ${attachment.id} has no subnet in ${zone}, where the packet comes from.`,
    advice: `Add a subnet in ${zone} to the attachment (ModifyTransitGatewayVpcAttachment).`,
  };
}

export function transitNoRoute(table: TransitGatewayRouteTable, address: string): Finding {
  return {
    shown: { ...shownTable(table), ExplanationCode: 'TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT', Address: address },
    sentence: `Route table ${table.id} of ${table.spec.transitGatewayId} has no route for ${address}.`,
    advice: `Add one (CreateTransitGatewayRoute), or let the attachment that has it propagate (EnableTransitGatewayRouteTablePropagation).`,
  };
}

export function transitDeadRoute(table: TransitGatewayRouteTable, route: EffectiveTransitRoute): Finding {
  return {
    shown: {
      ...shownTable(table),
      ExplanationCode: 'TGW_RTB_BAD_STATE_ROUTE',
      TransitGatewayRouteTableRoute: shownTransitRoute(route),
      State: 'blackhole',
    },
    sentence: `The route for ${route.destination} in ${table.id} is a black hole.`,
    advice: `Lead ${route.destination} to an attachment that is available (ReplaceTransitGatewayRoute).`,
  };
}

export function shownTransitRoute(route: EffectiveTransitRoute): TransitGatewayRouteTableRoute {
  return {
    DestinationCidr: route.destination,
    RouteOrigin: route.type,
    State: route.attachment ? 'active' : 'blackhole',
    ...(route.prefixListId ? { PrefixListId: route.prefixListId } : {}),
    ...(route.attachment
      ? { AttachmentId: route.attachment.id, ResourceId: route.attachment.spec.vpcId, ResourceType: 'vpc' }
      : {}),
  };
}

function shownTable(table: TransitGatewayRouteTable) {
  return {
    Component: component(table),
    TransitGatewayRouteTable: component(table),
    TransitGateway: bareComponent(table.spec.transitGatewayId),
  };
}
