/** An egress-only internet gateway as EC2 shows it. */
import type { EgressOnlyInternetGateway as GatewayShape } from '@aws-sdk/client-ec2';
import type { EgressOnlyInternetGateway } from '../../../resources/network.ts';
import { toTagList } from '../tags.ts';

export function egressGatewayView({ id, spec, tags }: EgressOnlyInternetGateway): GatewayShape {
  return {
    EgressOnlyInternetGatewayId: id,
    Attachments: [{ VpcId: spec.vpcId, State: 'attached' }],
    Tags: toTagList(tags),
  };
}
