/** GetTransitGatewayAttachmentPropagations: the tables to which an attachment propagates, for the gateway's owner. */
import type {
  GetTransitGatewayAttachmentPropagationsRequest,
  GetTransitGatewayAttachmentPropagationsResult,
} from '@aws-sdk/client-ec2';
import type { TransitGatewayRouteTable } from '../../../resources/transitGateway.ts';
import type { FilterDefinitions } from '../../filters.ts';
import type { Call } from '../../operation.ts';
import { filteredPage } from '../describe.ts';
import { notFound } from '../ids.ts';
import { findAttachment } from './findTransitGateway.ts';

const FILTERS: FilterDefinitions<TransitGatewayRouteTable> = {
  'transit-gateway-route-table-id': ({ id }) => id,
};

export function getTransitGatewayAttachmentPropagations(
  call: Call,
  input: GetTransitGatewayAttachmentPropagationsRequest,
): GetTransitGatewayAttachmentPropagationsResult {
  const { id, spec } = findAttachment(call, input.TransitGatewayAttachmentId);
  if (spec.gatewayAccountId !== call.accountId) throw notFound('transitGatewayAttachment', id);
  const all = call.tx.transitGatewayRouteTables.by('propagation', id);
  const { rows, nextToken } = filteredPage(all, input, FILTERS);
  return {
    TransitGatewayAttachmentPropagations: rows.map((row) => ({
      TransitGatewayRouteTableId: row.id,
      State: 'enabled',
    })),
    NextToken: nextToken,
  };
}
