/** An attachment as EC2 shows it, to the VPC's owner and to the gateway's. */
import type {
  TransitGatewayAttachment as AttachmentShape,
  TransitGatewayVpcAttachment as VpcAttachmentShape,
} from '@aws-sdk/client-ec2';
import type { TransitGatewayAttachment } from '../../../resources/transitGateway.ts';
import type { Call } from '../../operation.ts';
import { toTagList } from '../tags.ts';
import { withOwnTags } from './findTransitGateway.ts';
import { enableWord } from './gatewayOptions.ts';

export const RESOURCE_TYPE = 'vpc';

export function vpcAttachmentView(call: Call, row: TransitGatewayAttachment): VpcAttachmentShape {
  const { spec } = row;
  return {
    TransitGatewayAttachmentId: row.id,
    TransitGatewayId: spec.transitGatewayId,
    VpcId: spec.vpcId,
    VpcOwnerId: row.accountId,
    State: row.status.state,
    SubnetIds: [...spec.subnetIds],
    CreationTime: new Date(row.createdAt),
    Options: {
      DnsSupport: enableWord(spec.dnsSupport),
      SecurityGroupReferencingSupport: enableWord(spec.securityGroupReferencingSupport),
      Ipv6Support: enableWord(spec.ipv6Support),
      ApplianceModeSupport: enableWord(spec.applianceModeSupport),
    },
    Tags: toTagList(withOwnTags(call, row).tags),
  };
}

/** As AWS answers its making: without the list of tags where there are none. */
export function newAttachmentView(call: Call, row: TransitGatewayAttachment): VpcAttachmentShape {
  const { Tags: tags, ...view } = vpcAttachmentView(call, row);
  return tags?.length ? { ...view, Tags: tags } : view;
}

export function attachmentView(call: Call, row: TransitGatewayAttachment): AttachmentShape {
  const { spec } = row;
  return {
    TransitGatewayAttachmentId: row.id,
    TransitGatewayId: spec.transitGatewayId,
    TransitGatewayOwnerId: spec.gatewayAccountId,
    ResourceOwnerId: row.accountId,
    ResourceType: RESOURCE_TYPE,
    ResourceId: spec.vpcId,
    State: row.status.state,
    Association: associationView(call, row),
    CreationTime: new Date(row.createdAt),
    Tags: toTagList(withOwnTags(call, row).tags),
  };
}

/** Tables are the gateway owner's: nobody else sees which one it is. */
function associationView(call: Call, row: TransitGatewayAttachment): AttachmentShape['Association'] {
  const { routeTableId, gatewayAccountId } = row.spec;
  if (!routeTableId || gatewayAccountId !== call.accountId) return undefined;
  return { TransitGatewayRouteTableId: routeTableId, State: associationState(row) };
}

export function associationState({ status }: TransitGatewayAttachment): 'associating' | 'associated' {
  return status.state === 'pending' ? 'associating' : 'associated';
}

/** Members that name an attachment and what is attached by it. */
export function attachedResource({ id, spec }: TransitGatewayAttachment) {
  return { TransitGatewayAttachmentId: id, ResourceId: spec.vpcId, ResourceType: RESOURCE_TYPE } as const;
}
