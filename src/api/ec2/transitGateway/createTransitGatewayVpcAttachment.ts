/** CreateTransitGatewayVpcAttachment: joined at once where nobody has to be asked, else once the gateway's owner accepts. */
import type {
  CreateTransitGatewayVpcAttachmentRequest,
  CreateTransitGatewayVpcAttachmentResult,
} from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { TransitGateway, TransitGatewayAttachment } from '../../../resources/transitGateway.ts';
import { join } from '../../../state/transitAttachments.ts';
import type { Call } from '../../operation.ts';
import { checkQuota } from '../../quotas.ts';
import { findVpc, notFound, required } from '../ids.ts';
import { tagsFor } from '../tags.ts';
import { newResource } from '../vpcParts.ts';
import { checkSubnets } from './attachmentSubnets.ts';
import { newAttachmentView } from './attachmentView.ts';
import { checkState, findSharedTransitGateway } from './findTransitGateway.ts';
import { enabled } from './gatewayOptions.ts';

export function createTransitGatewayVpcAttachment(
  call: Call,
  input: CreateTransitGatewayVpcAttachmentRequest,
): CreateTransitGatewayVpcAttachmentResult {
  const gateway = findSharedTransitGateway(call, input.TransitGatewayId);
  if (gateway.status.state === 'deleted') throw notFound('transitGateway', gateway.id);
  const vpc = findVpc(call, input.VpcId);
  const subnetIds = required(input.SubnetIds?.length ? input.SubnetIds : undefined, 'SubnetIds');
  checkSubnets(call, vpc.id, subnetIds);
  checkState(gateway, 'available');
  checkNew(call, gateway, vpc.id);
  const asked: TransitGatewayAttachment = {
    ...newResource(call, 'tgw-attach'),
    tags: tagsFor(input.TagSpecifications, 'transit-gateway-attachment'),
    spec: {
      transitGatewayId: gateway.id,
      gatewayAccountId: gateway.accountId,
      vpcId: vpc.id,
      subnetIds,
      interfaceIds: {},
      ...optionsFrom(input),
    },
    status: { state: 'pendingAcceptance' },
  };
  const attachment = put(call, gateway, asked);
  return { TransitGatewayVpcAttachment: newAttachmentView(call, attachment) };
}

function put(call: Call, gateway: TransitGateway, asked: TransitGatewayAttachment): TransitGatewayAttachment {
  if (gateway.accountId === call.accountId) return join(call, asked);
  call.tx.transitGatewayAcceptances.put({
    ...asked,
    accountId: gateway.accountId,
    tags: {},
    spec: { attachmentId: asked.id },
  });
  if (gateway.spec.autoAcceptSharedAttachments) return join(call, asked);
  call.tx.transitGatewayAttachments.put(asked);
  return asked;
}

function optionsFrom({ Options: options = {} }: CreateTransitGatewayVpcAttachmentRequest) {
  const is = (member: keyof typeof options, fallback: boolean) => enabled(options[member], member, fallback);
  return {
    dnsSupport: is('DnsSupport', true),
    securityGroupReferencingSupport: is('SecurityGroupReferencingSupport', true),
    ipv6Support: is('Ipv6Support', false),
    applianceModeSupport: is('ApplianceModeSupport', false),
  };
}

function checkNew(call: Call, gateway: TransitGateway, vpcId: string): void {
  const { transitGatewayAttachments: table } = call.tx;
  const ofVpc = table.by('vpc', vpcId);
  if (ofVpc.some(({ spec }) => spec.transitGatewayId === gateway.id)) {
    throw new AwsError(
      'DuplicateTransitGatewayAttachment',
      `${gateway.id} has non-deleted Transit Gateway Attachments with same VPC ID.`,
    );
  }
  const code = 'TransitGatewayAttachmentLimitExceeded';
  const words = 'The maximum number of transit gateway attachments has been reached.';
  checkQuota(call, 'transitGatewaysPerVpc', ofVpc.length, code, words);
  checkQuota(call, 'attachmentsPerTransitGateway', table.count('gateway', gateway.id), code, words);
}
