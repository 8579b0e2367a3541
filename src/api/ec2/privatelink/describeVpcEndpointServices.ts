/** DescribeVpcEndpointServices: what the caller could connect to. */
import type {
  DescribeVpcEndpointServicesRequest,
  DescribeVpcEndpointServicesResult,
} from '@aws-sdk/client-ec2';
import { scopeKey } from '../../../resources/identity.ts';
import { type FilterDefinitions, matching } from '../../filters.ts';
import type { Call } from '../../operation.ts';
import { page } from '../../pagination.ts';
import { invalidServiceName } from './errors.ts';
import { isOffered, reachableAwsServices, servicesNamed } from './findService.ts';
import { type OfferedService, offeredByCustomer } from './offeredService.ts';
import { serviceDetailView } from './serviceView.ts';

const FILTERS: FilterDefinitions<OfferedService> = {
  owner: ({ owner }) => owner,
  'service-name': ({ serviceName }) => serviceName,
  'service-region': ({ region }) => region,
  'service-type': ({ serviceType }) => serviceType,
  'supported-ip-address-types': ({ ipAddressTypes }) => ipAddressTypes,
};

export function describeVpcEndpointServices(
  call: Call,
  input: DescribeVpcEndpointServicesRequest,
): DescribeVpcEndpointServicesResult {
  const services = asked(call, input).map((row) => asSeenBy(call, row));
  const { rows, nextToken } = page(matching(input.Filters, services, FILTERS), {
    maxResults: input.MaxResults,
    nextToken: input.NextToken,
    min: 1,
  });
  return {
    ServiceNames: [...new Set(rows.map(({ serviceName }) => serviceName))],
    ServiceDetails: rows.map((row) => serviceDetailView(call, row)),
    NextToken: nextToken,
  };
}

/** Tags are their owner's: consumers neither see them nor find by them. */
function asSeenBy(call: Call, service: OfferedService): OfferedService {
  return service.owner === call.accountId ? service : { ...service, tags: {} };
}

/**
 * In the call's Region unless others are named. Another account's service shows only to whom it admits, and only
 * when asked for by name or by a filter.
 */
function asked(
  call: Call,
  { ServiceNames, ServiceRegions, Filters }: DescribeVpcEndpointServicesRequest,
): OfferedService[] {
  const regions = ServiceRegions?.length ? [...new Set(ServiceRegions)] : [call.region];
  if (ServiceNames?.length) {
    return [...new Set(ServiceNames)].flatMap((name) => named(call, name, regions));
  }
  const { endpointServices } = call.tx;
  const customers = Filters?.length
    ? [...endpointServices.all()].filter(({ region }) => regions.includes(region))
    : regions.flatMap((region) => endpointServices.by('scope', scopeKey({ ...call, region })));
  return [
    ...regions.flatMap((region) => reachableAwsServices(call, region)),
    ...customers.filter((row) => isOffered(call, row)).map(offeredByCustomer),
  ];
}

/** @throws AwsError InvalidServiceName */
function named(call: Call, name: string, regions: readonly string[]): OfferedService[] {
  const services = servicesNamed(call, name, regions);
  if (services.length > 0) return services;
  throw invalidServiceName(name);
}
