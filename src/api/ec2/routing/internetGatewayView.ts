/** An internet gateway as EC2 shows it. */
import type { InternetGateway as GatewayShape } from '@aws-sdk/client-ec2';
import type { InternetGateway } from '../../../resources/network.ts';
import { toTagList } from '../tags.ts';

/** AWS says `available` where other attachments say `attached`; the SDK's enumeration does not know the word. */
const AVAILABLE = 'available' as 'attached';

export function internetGatewayView(gateway: InternetGateway): GatewayShape {
  return {
    InternetGatewayId: gateway.id,
    OwnerId: gateway.accountId,
    Attachments: gateway.spec.vpcIds.map((VpcId) => ({ VpcId, State: AVAILABLE })),
    Tags: toTagList(gateway.tags),
  };
}
