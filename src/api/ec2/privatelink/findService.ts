/** The services behind a name, as far as the caller may know of them. */
import { awsServices, awsServicesNamed } from '../../../resources/awsServices.ts';
import type { EndpointService } from '../../../resources/endpointService.ts';
import type { RegionName } from '../../../resources/identity.ts';
import type { Call } from '../../operation.ts';
import { invalidServiceName } from './errors.ts';
import { type OfferedService, offeredByAws, offeredByCustomer } from './offeredService.ts';
import { mayConnect } from './servicePrincipals.ts';

/**
 * One service, or AWS's two of one name: S3 as a gateway and S3 with interfaces.
 * @param region where the caller looks: its own Region, or another from which the service can be reached
 * @throws AwsError InvalidServiceName, the same whether there is no such service, it is not offered to the call's
 *   Region, or the caller is not admitted
 */
export function findServicesByName(
  call: Call,
  serviceName: string,
  region: RegionName = call.region,
): OfferedService[] {
  const found = servicesNamed(call, serviceName, [region]);
  if (found.length > 0) return found;
  throw invalidServiceName(serviceName);
}

/** The services of that name in any of the Regions that the caller could connect to. */
export function servicesNamed(
  call: Call,
  serviceName: string,
  regions: readonly RegionName[],
): OfferedService[] {
  const customers = call.tx.endpointServices
    .by('serviceName', serviceName)
    .filter((row) => regions.includes(row.region) && isOffered(call, row));
  const own = regions.flatMap((region) => awsServicesNamed(serviceName, region));
  const reached = own.filter(({ region, crossRegion }) => region === call.region || crossRegion);
  return [...reached.map(offeredByAws), ...customers.map(offeredByCustomer)];
}

/** AWS's services of a Region, as far as they can be reached from the call's. */
export function reachableAwsServices(call: Call, region: RegionName): OfferedService[] {
  return awsServices(region)
    .filter(({ crossRegion }) => region === call.region || crossRegion)
    .map(offeredByAws);
}

/** Whether the caller could connect from the call's Region. */
export function isOffered(call: Call, service: EndpointService): boolean {
  const { region, spec } = service;
  const isReached = region === call.region || spec.supportedRegions.includes(call.region);
  return isReached && mayConnect(call, service);
}

/** The service behind an endpoint, whether or not its owner may still see it; undefined once it is gone. */
export function serviceBehind(
  { tx }: Call,
  spec: { readonly serviceName: string; readonly serviceId?: string; readonly vpcEndpointType: string },
  region: RegionName,
): OfferedService | undefined {
  if (spec.serviceId) {
    const row = tx.endpointServices.get(spec.serviceId);
    return row && offeredByCustomer(row);
  }
  const services = awsServicesNamed(spec.serviceName, region).map(offeredByAws);
  return services.find(({ serviceType }) => serviceType === spec.vpcEndpointType);
}
