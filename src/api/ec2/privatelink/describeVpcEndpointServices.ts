/** DescribeVpcEndpointServices: what the caller could connect to. */
import type {
  DescribeVpcEndpointServicesRequest,
  DescribeVpcEndpointServicesResult,
} from '@aws-sdk/client-ec2';
import type { EndpointService } from '../../../resources/endpointService.ts';
import { scopeKey } from '../../../resources/identity.ts';
import { type FilterDefinitions, matching } from '../../filters.ts';
import type { Call } from '../../operation.ts';
import { page } from '../../pagination.ts';
import { invalidServiceName } from './errors.ts';
import { isOffered } from './findService.ts';
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
  const services = asked(call, input).map((row) => asSeenBy(call, row));
  const { rows, nextToken } = page(matching(input.Filters, services, FILTERS), {
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

/** Tags are their owner's: consumers neither see them nor find by them. */
function asSeenBy(call: Call, row: EndpointService): EndpointService {
  return row.accountId === call.accountId ? row : { ...row, tags: {} };
}

/**
 * In the call's Region unless others are named. Another account's service shows only to whom it admits, and only
 * when asked for by name or by a filter.
 */
function asked(
  call: Call,
  { ServiceNames, ServiceRegions, Filters }: DescribeVpcEndpointServicesRequest,
): EndpointService[] {
  const regions = new Set(ServiceRegions?.length ? ServiceRegions : [call.region]);
  const { endpointServices } = call.tx;
  if (ServiceNames?.length) return [...new Set(ServiceNames)].map((name) => named(call, name, regions));
  const services = Filters?.length
    ? [...endpointServices.all()].filter((row) => regions.has(row.region))
    : [...regions].flatMap((region) => endpointServices.by('scope', scopeKey({ ...call, region })));
  return services.filter((row) => isOffered(call, row));
}

/** @throws AwsError InvalidServiceName */
function named(call: Call, name: string, regions: ReadonlySet<string>): EndpointService {
  const [service] = call.tx.endpointServices.by('serviceName', name);
  if (service && regions.has(service.region) && isOffered(call, service)) return service;
  throw invalidServiceName(name);
}
