/** ModifyTransitGatewayVpcAttachment: its subnets and options, by the VPC's owner. */
import type {
  ModifyTransitGatewayVpcAttachmentRequest,
  ModifyTransitGatewayVpcAttachmentResult,
} from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { TransitGatewayAttachment } from '../../../resources/transitGateway.ts';
import { withPlaces } from '../../../state/transitAttachments.ts';
import type { Call } from '../../operation.ts';
import { find, notFound } from '../ids.ts';
import { checkSubnets } from './attachmentSubnets.ts';
import { vpcAttachmentView } from './attachmentView.ts';
import { checkState } from './findTransitGateway.ts';
import { enabled } from './gatewayOptions.ts';

export function modifyTransitGatewayVpcAttachment(
  call: Call,
  input: ModifyTransitGatewayVpcAttachmentRequest,
): ModifyTransitGatewayVpcAttachmentResult {
  const attachment = ownAttachment(call, input.TransitGatewayAttachmentId);
  checkState(attachment, 'available');
  const subnetIds = subnetsAfter(attachment, input);
  checkSubnets(call, attachment.spec.vpcId, subnetIds);
  const placed = withPlaces(call, attachment, subnetIds);
  const changed: TransitGatewayAttachment = {
    ...placed,
    spec: { ...placed.spec, ...optionsAfter(placed, input) },
    status: { state: input.AddSubnetIds?.length ? 'modifying' : 'available' },
  };
  call.tx.transitGatewayAttachments.put(changed);
  return { TransitGatewayVpcAttachment: { ...vpcAttachmentView(call, changed), State: 'modifying' } };
}

function ownAttachment(call: Call, id: string | undefined): TransitGatewayAttachment {
  const { transitGatewayAttachments: table } = call.tx;
  const row = find(call, table, 'transitGatewayAttachment', id, 'TransitGatewayAttachmentId');
  if (row.status.endedAt) throw notFound('transitGatewayAttachment', row.id);
  return row;
}

function subnetsAfter(
  { spec }: TransitGatewayAttachment,
  { AddSubnetIds: added = [], RemoveSubnetIds: removed = [] }: ModifyTransitGatewayVpcAttachmentRequest,
): string[] {
  const absent = removed.find((id) => !spec.subnetIds.includes(id));
  if (absent) {
    throw new AwsError('InvalidSubnetID.NotFound', `${absent} is not attached but supplied in RemoveSubnets`);
  }
  return [...spec.subnetIds.filter((id) => !removed.includes(id)), ...added];
}

function optionsAfter(
  { spec }: TransitGatewayAttachment,
  { Options: options = {} }: ModifyTransitGatewayVpcAttachmentRequest,
) {
  const is = (member: keyof typeof options, present: boolean) => enabled(options[member], member, present);
  return {
    dnsSupport: is('DnsSupport', spec.dnsSupport),
    securityGroupReferencingSupport: is(
      'SecurityGroupReferencingSupport',
      spec.securityGroupReferencingSupport,
    ),
    ipv6Support: is('Ipv6Support', spec.ipv6Support),
    applianceModeSupport: is('ApplianceModeSupport', spec.applianceModeSupport),
  };
}
