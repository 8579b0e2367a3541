/** How a service may be reached: address types and Regions. */
import type { Call } from '../../operation.ts';
import { invalidParameter, notYet } from './errors.ts';

/** @throws AwsError UnsupportedOperation for IPv6, InvalidParameter for what is no address type */
export function checkIpAddressTypes(types: readonly string[] = []): void {
  for (const type of types) {
    if (type === 'ipv6') throw notYet('endpoint services over IPv6');
    if (type !== 'ipv4') throw invalidParameter(`The IP address type '${type}' is not valid`);
  }
}

/** @throws AwsError UnsupportedOperation for another Region than the service's own */
export function checkRegions(call: Call, regions: readonly string[] = []): void {
  if (regions.some((region) => region !== call.region)) {
    throw notYet('endpoint services for consumers in other Regions');
  }
}
