/** The service behind a name, as far as the caller may know of it. */
import type { EndpointService } from '../../../resources/endpointService.ts';
import type { RegionName } from '../../../resources/identity.ts';
import type { Call } from '../../operation.ts';
import { invalidServiceName } from './errors.ts';
import { mayConnect } from './servicePrincipals.ts';

/**
 * @param region where the caller looks: its own Region, or another from which the service can be reached
 * @throws AwsError InvalidServiceName, the same whether there is no such service, it is not offered to the call's
 *   Region, or the caller is not admitted
 */
export function findServiceByName(
  call: Call,
  serviceName: string,
  region: RegionName = call.region,
): EndpointService {
  const [service] = call.tx.endpointServices.by('serviceName', serviceName);
  if (service?.region === region && isOffered(call, service)) return service;
  throw invalidServiceName(serviceName);
}

/** Whether the caller could connect from the call's Region. */
export function isOffered(call: Call, service: EndpointService): boolean {
  const { region, spec } = service;
  const isReached = region === call.region || spec.supportedRegions.includes(call.region);
  return isReached && mayConnect(call, service);
}
