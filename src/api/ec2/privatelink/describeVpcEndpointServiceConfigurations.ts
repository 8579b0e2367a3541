/** DescribeVpcEndpointServiceConfigurations: the caller's own services. */
import type {
  DescribeVpcEndpointServiceConfigurationsRequest,
  DescribeVpcEndpointServiceConfigurationsResult,
} from '@aws-sdk/client-ec2';
import type { EndpointService } from '../../../resources/endpointService.ts';
import { type FilterDefinitions, matching } from '../../filters.ts';
import type { Call } from '../../operation.ts';
import { page } from '../../pagination.ts';
import { findSome } from '../ids.ts';
import { serviceConfigurationView } from './serviceView.ts';

const FILTERS: FilterDefinitions<EndpointService> = {
  'service-id': (row) => row.id,
  'service-name': (row) => row.spec.serviceName,
  'service-state': (row) => row.status.state,
  'supported-ip-address-types': (row) => row.spec.supportedIpAddressTypes,
};

export function describeVpcEndpointServiceConfigurations(
  call: Call,
  input: DescribeVpcEndpointServiceConfigurationsRequest,
): DescribeVpcEndpointServiceConfigurationsResult {
  const asked = findSome(call, call.tx.endpointServices, 'endpointService', input.ServiceIds);
  const { rows, nextToken } = page(matching(input.Filters, asked, FILTERS), {
    maxResults: input.MaxResults,
    nextToken: input.NextToken,
  });
  return {
    ServiceConfigurations: rows.map((row) => serviceConfigurationView(call, row)),
    NextToken: nextToken,
  };
}
