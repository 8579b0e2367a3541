/** DescribeVpcEndpoints: the caller's own. */
import type { DescribeVpcEndpointsRequest, DescribeVpcEndpointsResult } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import { serviceRegionOf, type VpcEndpoint } from '../../../resources/endpoint.ts';
import { type FilterDefinitions, matching } from '../../filters.ts';
import type { Call } from '../../operation.ts';
import { page } from '../../pagination.ts';
import { findSome } from '../ids.ts';
import { endpointView } from './endpointView.ts';

const FILTERS: FilterDefinitions<VpcEndpoint> = {
  'ip-address-type': (row) => row.spec.ipAddressType,
  'service-name': (row) => row.spec.serviceName,
  'service-region': serviceRegionOf,
  'vpc-endpoint-id': (row) => row.id,
  'vpc-endpoint-state': (row) => row.status.state,
  'vpc-endpoint-type': (row) => row.spec.vpcEndpointType,
  'vpc-id': (row) => row.spec.vpcId,
};

const INDEXES = { 'vpc-endpoint-id': 'id', 'vpc-endpoint-state': 'state', 'vpc-id': 'vpc' } as const;

export function describeVpcEndpoints(
  call: Call,
  input: DescribeVpcEndpointsRequest,
): DescribeVpcEndpointsResult {
  if (input.VpcEndpointIds?.length && input.MaxResults !== undefined) {
    throw new AwsError(
      'InvalidParameterCombination',
      'The parameter vpcEndpointIds cannot be used with the parameter maxResults',
    );
  }
  const asked = findSome(
    call,
    call.tx.vpcEndpoints,
    'vpcEndpoint',
    input.VpcEndpointIds,
    input.Filters,
    INDEXES,
  );
  const { rows, nextToken } = page(matching(input.Filters, asked, FILTERS), {
    maxResults: input.MaxResults,
    nextToken: input.NextToken,
    min: 1,
  });
  return { VpcEndpoints: rows.map((row) => endpointView(call, row)), NextToken: nextToken };
}
