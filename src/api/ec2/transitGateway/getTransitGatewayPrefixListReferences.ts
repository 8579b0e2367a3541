/** GetTransitGatewayPrefixListReferences. */
import type {
  GetTransitGatewayPrefixListReferencesRequest,
  GetTransitGatewayPrefixListReferencesResult,
  TransitGatewayPrefixListReference,
} from '@aws-sdk/client-ec2';
import type { FilterDefinitions } from '../../filters.ts';
import type { Call } from '../../operation.ts';
import { filteredPage } from '../describe.ts';
import { findTransitTable } from './findTransitGateway.ts';
import { referenceView } from './prefixListReferenceView.ts';

interface Listed {
  readonly id: string;
  readonly shown: TransitGatewayPrefixListReference;
}

const FILTERS: FilterDefinitions<Listed> = {
  'attachment.resource-id': ({ shown }) => shown.TransitGatewayAttachment?.ResourceId,
  'attachment.resource-type': ({ shown }) => shown.TransitGatewayAttachment?.ResourceType,
  'attachment.transit-gateway-attachment-id': ({ shown }) =>
    shown.TransitGatewayAttachment?.TransitGatewayAttachmentId,
  'is-blackhole': ({ shown }) => shown.Blackhole,
  'prefix-list-id': ({ id }) => id,
  'prefix-list-owner-id': ({ shown }) => shown.PrefixListOwnerId,
  state: ({ shown }) => shown.State,
};

export function getTransitGatewayPrefixListReferences(
  call: Call,
  input: GetTransitGatewayPrefixListReferencesRequest,
): GetTransitGatewayPrefixListReferencesResult {
  const table = findTransitTable(call, input.TransitGatewayRouteTableId);
  const all = table.spec.prefixLists.map((reference) => ({
    id: reference.prefixListId,
    shown: referenceView(call, table, reference),
  }));
  const { rows, nextToken } = filteredPage(all, input, FILTERS);
  return { TransitGatewayPrefixListReferences: rows.map(({ shown }) => shown), NextToken: nextToken };
}
