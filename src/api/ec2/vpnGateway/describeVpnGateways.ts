/** DescribeVpnGateways: all that are asked for, in one answer. */
import type { DescribeVpnGatewaysRequest, DescribeVpnGatewaysResult } from '@aws-sdk/client-ec2';
import { stateOf, type VpnGateway } from '../../../resources/vpnGateway.ts';
import { type FilterDefinitions, matching } from '../../filters.ts';
import type { Call } from '../../operation.ts';
import { findSome } from '../ids.ts';
import { TYPE } from './checks.ts';
import { vpnGatewayView } from './vpnGatewayView.ts';

const FILTERS: FilterDefinitions<VpnGateway> = {
  'amazon-side-asn': ({ spec }) => spec.amazonSideAsn,
  'attachment.state': ({ spec }) => spec.attachment?.state,
  'attachment.vpc-id': ({ spec }) => spec.attachment?.vpcId,
  'availability-zone': ({ spec }) => spec.availabilityZone,
  state: stateOf,
  type: () => TYPE,
  'vpn-gateway-id': ({ id }) => id,
};

export function describeVpnGateways(
  call: Call,
  input: DescribeVpnGatewaysRequest,
): DescribeVpnGatewaysResult {
  const gateways = findSome(call, call.tx.vpnGateways, 'vpnGateway', input.VpnGatewayIds);
  return { VpnGateways: matching(input.Filters, gateways, FILTERS).map(vpnGatewayView) };
}
