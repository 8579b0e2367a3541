/** DescribeTransitGatewayVpcAttachments: from either side. */
import type {
  DescribeTransitGatewayVpcAttachmentsRequest,
  DescribeTransitGatewayVpcAttachmentsResult,
} from '@aws-sdk/client-ec2';
import type { TransitGatewayAttachment } from '../../../resources/transitGateway.ts';
import type { FilterDefinitions } from '../../filters.ts';
import type { Call } from '../../operation.ts';
import { filteredPage } from '../describe.ts';
import { vpcAttachmentView } from './attachmentView.ts';
import { seenAttachments } from './findTransitGateway.ts';

const FILTERS: FilterDefinitions<TransitGatewayAttachment> = {
  state: ({ status }) => status.state,
  'transit-gateway-attachment-id': ({ id }) => id,
  'transit-gateway-id': ({ spec }) => spec.transitGatewayId,
  'vpc-id': ({ spec }) => spec.vpcId,
};

export function describeTransitGatewayVpcAttachments(
  call: Call,
  input: DescribeTransitGatewayVpcAttachmentsRequest,
): DescribeTransitGatewayVpcAttachmentsResult {
  const asked = seenAttachments(call, input.TransitGatewayAttachmentIds);
  const { rows, nextToken } = filteredPage(asked, input, FILTERS);
  return {
    TransitGatewayVpcAttachments: rows.map((row) => vpcAttachmentView(call, row)),
    NextToken: nextToken,
  };
}
