/** DescribeNatGateways: those too that have failed or gone within the last hour. */
import type { DescribeNatGatewaysRequest, DescribeNatGatewaysResult } from '@aws-sdk/client-ec2';
import type { NatGateway } from '../../../resources/natGateway.ts';
import type { FilterDefinitions } from '../../filters.ts';
import type { Call } from '../../operation.ts';
import { filteredPage } from '../describe.ts';
import { findSome } from '../ids.ts';
import { natGatewayView } from './natGatewayView.ts';

const FILTERS: FilterDefinitions<NatGateway> = {
  'nat-gateway-id': ({ id }) => id,
  state: ({ status }) => status.state,
  'subnet-id': ({ spec }) => spec.subnetId,
  'vpc-id': ({ spec }) => spec.vpcId,
};

export function describeNatGateways(
  call: Call,
  input: DescribeNatGatewaysRequest,
): DescribeNatGatewaysResult {
  const gateways = findSome(call, call.tx.natGateways, 'natGateway', input.NatGatewayIds);
  const { rows, nextToken } = filteredPage(gateways, { ...input, Filters: input.Filter }, FILTERS);
  return { NatGateways: rows.map(natGatewayView), NextToken: nextToken };
}
