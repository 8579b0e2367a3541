/** DescribeTransitGatewayAttachments: of whatever kind; here all are of VPCs. */
import type {
  DescribeTransitGatewayAttachmentsRequest,
  DescribeTransitGatewayAttachmentsResult,
} from '@aws-sdk/client-ec2';
import type { TransitGatewayAttachment } from '../../../resources/transitGateway.ts';
import type { FilterDefinitions } from '../../filters.ts';
import type { Call } from '../../operation.ts';
import { filteredPage } from '../describe.ts';
import { attachmentView, RESOURCE_TYPE } from './attachmentView.ts';
import { seenAttachments } from './findTransitGateway.ts';

export function describeTransitGatewayAttachments(
  call: Call,
  input: DescribeTransitGatewayAttachmentsRequest,
): DescribeTransitGatewayAttachmentsResult {
  const asked = seenAttachments(call, input.TransitGatewayAttachmentIds);
  const { rows, nextToken } = filteredPage(asked, input, filters(call));
  return {
    TransitGatewayAttachments: rows.map((row) => attachmentView(call, row)),
    NextToken: nextToken,
  };
}

function filters(call: Call): FilterDefinitions<TransitGatewayAttachment> {
  return {
    'association.state': (row) => attachmentView(call, row).Association?.State,
    'association.transit-gateway-route-table-id': (row) =>
      attachmentView(call, row).Association?.TransitGatewayRouteTableId,
    'resource-id': ({ spec }) => spec.vpcId,
    'resource-owner-id': ({ accountId }) => accountId,
    'resource-type': () => RESOURCE_TYPE,
    state: ({ status }) => status.state,
    'transit-gateway-attachment-id': ({ id }) => id,
    'transit-gateway-id': ({ spec }) => spec.transitGatewayId,
    'transit-gateway-owner-id': ({ spec }) => spec.gatewayAccountId,
  };
}
