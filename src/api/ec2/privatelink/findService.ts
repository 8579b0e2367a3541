/** The service behind a name, as far as the caller may know of it. */
import type { EndpointService } from '../../../resources/endpointService.ts';
import type { Call } from '../../operation.ts';
import { invalidServiceName } from './errors.ts';
import { mayConnect } from './servicePrincipals.ts';

/** @throws AwsError InvalidServiceName, the same whether there is no such service or the caller is not admitted */
export function findServiceByName(call: Call, serviceName: string): EndpointService {
  const [service] = call.tx.endpointServices.by('serviceName', serviceName);
  if (service && service.region === call.region && mayConnect(call, service)) return service;
  throw invalidServiceName(serviceName);
}
