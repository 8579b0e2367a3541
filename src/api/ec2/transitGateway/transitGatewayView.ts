/** A transit gateway as EC2 shows it. */
import type { TransitGateway as GatewayShape } from '@aws-sdk/client-ec2';
import type { TransitGateway } from '../../../resources/transitGateway.ts';
import type { Call } from '../../operation.ts';
import { toTagList } from '../tags.ts';
import { enableWord } from './gatewayOptions.ts';

/** Other accounts see no tags. */
export function transitGatewayView(call: Call, row: TransitGateway): GatewayShape {
  const { id, region, accountId, spec } = row;
  return {
    TransitGatewayId: id,
    TransitGatewayArn: `arn:aws:ec2:${region}:${accountId}:transit-gateway/${id}`,
    State: row.status.state,
    OwnerId: accountId,
    Description: spec.description,
    CreationTime: new Date(row.createdAt),
    Options: {
      AmazonSideAsn: spec.amazonSideAsn,
      TransitGatewayCidrBlocks: [...spec.cidrBlocks],
      AutoAcceptSharedAttachments: enableWord(spec.autoAcceptSharedAttachments),
      DefaultRouteTableAssociation: enableWord(spec.associationTableId !== undefined),
      AssociationDefaultRouteTableId: spec.associationTableId,
      DefaultRouteTablePropagation: enableWord(spec.propagationTableId !== undefined),
      PropagationDefaultRouteTableId: spec.propagationTableId,
      VpnEcmpSupport: enableWord(spec.vpnEcmpSupport),
      DnsSupport: enableWord(spec.dnsSupport),
      SecurityGroupReferencingSupport: enableWord(spec.securityGroupReferencingSupport),
      MulticastSupport: enableWord(spec.multicastSupport),
      EncryptionSupport: { EncryptionState: 'disabled' },
    },
    Tags: accountId === call.accountId ? toTagList(row.tags) : [],
  };
}
