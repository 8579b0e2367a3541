/** DescribeVpcEndpointAssociations: interface endpoints to services have none. */
import type {
  DescribeVpcEndpointAssociationsRequest,
  DescribeVpcEndpointAssociationsResult,
} from '@aws-sdk/client-ec2';
import type { Call } from '../../operation.ts';
import { findSome } from '../ids.ts';

export function describeVpcEndpointAssociations(
  call: Call,
  input: DescribeVpcEndpointAssociationsRequest,
): DescribeVpcEndpointAssociationsResult {
  findSome(call, call.tx.vpcEndpoints, 'vpcEndpoint', input.VpcEndpointIds);
  return { VpcEndpointAssociations: [] };
}
