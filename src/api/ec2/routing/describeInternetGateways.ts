/** DescribeInternetGateways. */
import type { DescribeInternetGatewaysRequest, DescribeInternetGatewaysResult } from '@aws-sdk/client-ec2';
import type { InternetGateway } from '../../../resources/network.ts';
import type { FilterDefinitions } from '../../filters.ts';
import type { Call } from '../../operation.ts';
import { filteredPage } from '../describe.ts';
import { findSome } from '../ids.ts';
import { internetGatewayView } from './internetGatewayView.ts';

const FILTERS: FilterDefinitions<InternetGateway> = {
  'attachment.state': ({ spec }) => spec.vpcIds.map(() => 'available'),
  'attachment.vpc-id': ({ spec }) => spec.vpcIds,
  'internet-gateway-id': ({ id }) => id,
  'owner-id': ({ accountId }) => accountId,
};

export function describeInternetGateways(
  call: Call,
  input: DescribeInternetGatewaysRequest,
): DescribeInternetGatewaysResult {
  const gateways = findSome(call, call.tx.internetGateways, 'internetGateway', input.InternetGatewayIds);
  const { rows, nextToken } = filteredPage(gateways, input, FILTERS);
  return { InternetGateways: rows.map(internetGatewayView), NextToken: nextToken };
}
