/** DescribeTransitGateways: the caller's own, those it is attached to, and any by its id. */
import type { DescribeTransitGatewaysRequest, DescribeTransitGatewaysResult } from '@aws-sdk/client-ec2';
import type { TransitGateway } from '../../../resources/transitGateway.ts';
import type { FilterDefinitions } from '../../filters.ts';
import type { Call } from '../../operation.ts';
import { byCreation } from '../../pagination.ts';
import { filteredPage } from '../describe.ts';
import { mine } from '../ids.ts';
import { findSharedTransitGateway } from './findTransitGateway.ts';
import { enableWord } from './gatewayOptions.ts';
import { transitGatewayView } from './transitGatewayView.ts';

const FILTERS: FilterDefinitions<TransitGateway> = {
  'options.propagation-default-route-table-id': ({ spec }) => spec.propagationTableId,
  'options.amazon-side-asn': ({ spec }) => spec.amazonSideAsn,
  'options.association-default-route-table-id': ({ spec }) => spec.associationTableId,
  'options.auto-accept-shared-attachments': ({ spec }) => enableWord(spec.autoAcceptSharedAttachments),
  'options.default-route-table-association': ({ spec }) => enableWord(spec.associationTableId !== undefined),
  'options.default-route-table-propagation': ({ spec }) => enableWord(spec.propagationTableId !== undefined),
  'options.dns-support': ({ spec }) => enableWord(spec.dnsSupport),
  'options.vpn-ecmp-support': ({ spec }) => enableWord(spec.vpnEcmpSupport),
  'owner-id': ({ accountId }) => accountId,
  state: ({ status }) => status.state,
  'transit-gateway-id': ({ id }) => id,
};

export function describeTransitGateways(
  call: Call,
  input: DescribeTransitGatewaysRequest,
): DescribeTransitGatewaysResult {
  const asked = (input.TransitGatewayIds ?? []).map((id) => findSharedTransitGateway(call, id));
  const rows = asked.length > 0 ? [...new Set(asked)] : seen(call);
  const { rows: shown, nextToken } = filteredPage(rows, input, FILTERS);
  return { TransitGateways: shown.map((row) => transitGatewayView(call, row)), NextToken: nextToken };
}

function seen(call: Call): TransitGateway[] {
  const { tx } = call;
  const own = tx.transitGateways.by('scope', mine(call));
  const attached = tx.transitGatewayAttachments
    .by('scope', mine(call))
    .map(({ spec }) => tx.transitGateways.get(spec.transitGatewayId));
  const all = [...own, ...attached].filter((row) => row !== undefined);
  return [...new Map(all.map((row) => [row.id, row])).values()].sort(byCreation);
}
