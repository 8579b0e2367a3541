/** How a service may be reached: address types and Regions. */
import { AwsError } from '../../../base/awsError.ts';
import type { RegionName } from '../../../resources/identity.ts';
import { regions } from '../../../resources/zones.ts';
import type { Call } from '../../operation.ts';
import { invalidParameter, notYet } from './errors.ts';

/** @throws AwsError UnsupportedOperation for IPv6, InvalidParameter for what is no address type */
export function checkIpAddressTypes(types: readonly string[] = []): void {
  for (const type of types) {
    if (type === 'ipv6') throw notYet('endpoint services over IPv6');
    if (type !== 'ipv4') throw invalidParameter(`The IP address type '${type}' is not valid`);
  }
}

/**
 * The Regions from which a service can be reached: its own first and always, then the others in their order.
 * @throws AwsError InvalidParameterValue for what is no Region, InvalidParameter for the removal of its own or of
 *   one that it does not have
 */
export function supportedRegions(
  call: Call,
  present: readonly RegionName[],
  added: readonly RegionName[] = [],
  removed: readonly RegionName[] = [],
): RegionName[] {
  const unknown = [...added, ...removed].find((name) => !regions.some((region) => region.name === name));
  if (unknown !== undefined) throw new AwsError('InvalidParameterValue', `Invalid region: [${unknown}]`);
  if (removed.includes(call.region)) {
    throw invalidParameter(`The host Region ${call.region} cannot be removed from the supported Regions`);
  }
  const absent = removed.find((name) => !present.includes(name));
  if (absent !== undefined) throw invalidParameter(`The service does not support the Region ${absent}`);
  const kept = present.filter((name) => !removed.includes(name));
  return [...new Set([call.region, ...kept, ...added])];
}
