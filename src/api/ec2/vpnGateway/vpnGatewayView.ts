/** A virtual private gateway as EC2 shows it. */
import type { VpnGateway as VpnGatewayShape } from '@aws-sdk/client-ec2';
import { stateOf, type VpnGateway } from '../../../resources/vpnGateway.ts';
import { toTagList } from '../tags.ts';
import { TYPE } from './checks.ts';

export function vpnGatewayView(gateway: VpnGateway): VpnGatewayShape {
  const { attachment, amazonSideAsn, availabilityZone } = gateway.spec;
  return {
    VpnGatewayId: gateway.id,
    Type: TYPE,
    State: stateOf(gateway),
    AmazonSideAsn: amazonSideAsn,
    AvailabilityZone: availabilityZone,
    VpcAttachments: attachment ? [{ VpcId: attachment.vpcId, State: attachment.state }] : [],
    Tags: toTagList(gateway.tags),
  };
}
