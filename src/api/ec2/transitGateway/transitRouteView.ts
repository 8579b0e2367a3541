/** Routes of a transit gateway's table as EC2 shows them. */
import type { TransitGatewayRoute as RouteShape } from '@aws-sdk/client-ec2';
import { isJoined, type TransitRoute } from '../../../resources/transitGateway.ts';
import type { EffectiveTransitRoute } from '../../../resources/transitRoutes.ts';
import type { Snapshot } from '../../../state/tables.ts';
import { attachedResource } from './attachmentView.ts';

export function transitRouteView(route: EffectiveTransitRoute): RouteShape {
  const { attachment } = route;
  return {
    DestinationCidrBlock: route.destination,
    PrefixListId: route.prefixListId,
    TransitGatewayAttachments: attachment ? [attachedResource(attachment)] : [],
    Type: route.type,
    State: attachment ? 'active' : 'blackhole',
  };
}

export function staticRouteView(
  tables: Snapshot,
  { destination, attachmentId = '' }: TransitRoute,
): RouteShape {
  const attachment = tables.transitGatewayAttachments.get(attachmentId);
  return transitRouteView({
    destination,
    type: 'static',
    attachment: isJoined(attachment) ? attachment : undefined,
  });
}
