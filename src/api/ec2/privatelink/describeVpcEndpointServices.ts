/** DescribeVpcEndpointServices: what the caller could connect to. */
import type {
  DescribeVpcEndpointServicesRequest,
  DescribeVpcEndpointServicesResult,
} from '@aws-sdk/client-ec2';
import type { EndpointService } from '../../../resources/endpointService.ts';
import { type FilterDefinitions, matching } from '../../filters.ts';
import type { Call } from '../../operation.ts';
import { page } from '../../pagination.ts';
import { mine } from '../ids.ts';
import { findServiceByName } from './findService.ts';
import { mayConnect } from './servicePrincipals.ts';
import { serviceDetailView } from './serviceView.ts';

const FILTERS: FilterDefinitions<EndpointService> = {
  owner: (row) => row.accountId,
  'service-name': (row) => row.spec.serviceName,
  'service-region': (row) => row.region,
  'service-type': () => 'Interface',
  'supported-ip-address-types': (row) => row.spec.supportedIpAddressTypes,
};

export function describeVpcEndpointServices(
  call: Call,
  input: DescribeVpcEndpointServicesRequest,
): DescribeVpcEndpointServicesResult {
  const services = matching(input.Filters, inRegions(asked(call, input), input.ServiceRegions), FILTERS);
  const { rows, nextToken } = page(services, {
    maxResults: input.MaxResults,
    nextToken: input.NextToken,
    min: 1,
  });
  return {
    ServiceNames: rows.map((row) => row.spec.serviceName),
    ServiceDetails: rows.map((row) => serviceDetailView(call, row)),
    NextToken: nextToken,
  };
}

/** Another account's service shows only to whom it admits, and only when asked for by name or by a filter. */
function asked(call: Call, { ServiceNames, Filters }: DescribeVpcEndpointServicesRequest): EndpointService[] {
  if (ServiceNames?.length) return [...new Set(ServiceNames)].map((name) => findServiceByName(call, name));
  if (!Filters?.length) return call.tx.endpointServices.by('scope', mine(call));
  return [...call.tx.endpointServices.all()].filter(
    (row) => row.region === call.region && mayConnect(call, row),
  );
}

function inRegions(services: EndpointService[], regions: readonly string[] | undefined): EndpointService[] {
  return regions?.length ? services.filter((row) => regions.includes(row.region)) : services;
}
