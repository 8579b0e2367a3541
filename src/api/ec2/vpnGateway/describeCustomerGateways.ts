/** DescribeCustomerGateways: all that are asked for, in one answer. */
import type { DescribeCustomerGatewaysRequest, DescribeCustomerGatewaysResult } from '@aws-sdk/client-ec2';
import { type CustomerGateway, stateOf } from '../../../resources/vpnGateway.ts';
import { type FilterDefinitions, matching } from '../../filters.ts';
import type { Call } from '../../operation.ts';
import { findSome } from '../ids.ts';
import { TYPE } from './checks.ts';
import { customerGatewayView } from './customerGatewayView.ts';

const FILTERS: FilterDefinitions<CustomerGateway> = {
  'bgp-asn': ({ spec }) => spec.bgpAsn,
  'customer-gateway-id': ({ id }) => id,
  'ip-address': ({ spec }) => spec.ipAddress,
  state: stateOf,
  type: () => TYPE,
};

export function describeCustomerGateways(
  call: Call,
  input: DescribeCustomerGatewaysRequest,
): DescribeCustomerGatewaysResult {
  const gateways = findSome(call, call.tx.customerGateways, 'customerGateway', input.CustomerGatewayIds);
  return { CustomerGateways: matching(input.Filters, gateways, FILTERS).map(customerGatewayView) };
}
