/** DescribeVpcEndpointAssociations: interface endpoints to services have none, and a wrong request is refused. */
import type {
  DescribeVpcEndpointAssociationsRequest,
  DescribeVpcEndpointAssociationsResult,
} from '@aws-sdk/client-ec2';
import { type FilterDefinitions, matching } from '../../filters.ts';
import type { Call } from '../../operation.ts';
import { type Ordered, page } from '../../pagination.ts';
import { findSome } from '../ids.ts';

const none = () => undefined;

const FILTERS: FilterDefinitions<Ordered> = {
  'associated-resource-accessibility': none,
  'associated-resource-id': none,
  'association-id': none,
  'resource-configuration-group-arn': none,
  'service-network-arn': none,
  'vpc-endpoint-id': none,
};

export function describeVpcEndpointAssociations(
  call: Call,
  input: DescribeVpcEndpointAssociationsRequest,
): DescribeVpcEndpointAssociationsResult {
  findSome(call, call.tx.vpcEndpoints, 'vpcEndpoint', input.VpcEndpointIds);
  const { MaxResults: maxResults, NextToken: nextToken } = input;
  page(matching(input.Filters, [], FILTERS), { maxResults, nextToken, min: 1, max: 100 });
  return { VpcEndpointAssociations: [] };
}
