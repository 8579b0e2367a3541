/** GetTransitGatewayRouteTableAssociations and …Propagations: the attachments that a table routes, and that route to it. */
import type {
  GetTransitGatewayRouteTableAssociationsRequest,
  GetTransitGatewayRouteTableAssociationsResult,
  GetTransitGatewayRouteTablePropagationsRequest,
  GetTransitGatewayRouteTablePropagationsResult,
} from '@aws-sdk/client-ec2';
import type { TransitGatewayAttachment } from '../../../resources/transitGateway.ts';
import type { FilterDefinitions } from '../../filters.ts';
import type { Call } from '../../operation.ts';
import { filteredPage } from '../describe.ts';
import { associationState, attachedResource, RESOURCE_TYPE } from './attachmentView.ts';
import { findTransitTable } from './findTransitGateway.ts';

const FILTERS: FilterDefinitions<TransitGatewayAttachment> = {
  'resource-id': ({ spec }) => spec.vpcId,
  'resource-type': () => RESOURCE_TYPE,
  'transit-gateway-attachment-id': ({ id }) => id,
};

export function getTransitGatewayRouteTableAssociations(
  call: Call,
  input: GetTransitGatewayRouteTableAssociationsRequest,
): GetTransitGatewayRouteTableAssociationsResult {
  const { id } = findTransitTable(call, input.TransitGatewayRouteTableId);
  const all = call.tx.transitGatewayAttachments.by('routeTable', id);
  const { rows, nextToken } = filteredPage(all, input, FILTERS);
  return {
    Associations: rows.map((row) => ({ ...attachedResource(row), State: associationState(row) })),
    NextToken: nextToken,
  };
}

export function getTransitGatewayRouteTablePropagations(
  call: Call,
  input: GetTransitGatewayRouteTablePropagationsRequest,
): GetTransitGatewayRouteTablePropagationsResult {
  const { spec } = findTransitTable(call, input.TransitGatewayRouteTableId);
  const all = spec.propagations
    .map((id) => call.tx.transitGatewayAttachments.get(id))
    .filter((row) => row !== undefined);
  const { rows, nextToken } = filteredPage(all, input, FILTERS);
  return {
    TransitGatewayRouteTablePropagations: rows.map((row) => ({ ...attachedResource(row), State: 'enabled' })),
    NextToken: nextToken,
  };
}
