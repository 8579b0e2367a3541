/** How a service may be reached: address types and Regions. */
import { AwsError } from '../../../base/awsError.ts';
import type { RegionName } from '../../../resources/identity.ts';
import { regions } from '../../../resources/zones.ts';
import type { Call } from '../../operation.ts';
import { invalidParameter } from './errors.ts';
import type { LoadBalancers } from './serviceLoadBalancers.ts';

/**
 * The address types of a service, IPv4 where it names none.
 * @throws AwsError InvalidParameter for what is no address type, and for IPv6 over load balancers without
 */
export function checkIpAddressTypes(
  { tx }: Call,
  types: readonly string[] | undefined,
  loadBalancers: LoadBalancers,
): string[] {
  const wanted = [...new Set(types?.length ? types : ['ipv4'])];
  const strange = wanted.find((type) => type !== 'ipv4' && type !== 'ipv6');
  if (strange !== undefined) throw invalidParameter(`The IP address type '${strange}' is not valid`);
  if (!wanted.includes('ipv6')) return wanted;
  const arns = [...loadBalancers.networkLoadBalancerArns, ...loadBalancers.gatewayLoadBalancerArns];
  const ipv4Only = arns.find((arn) => tx.loadBalancers.get(arn)?.spec.ipAddressType !== 'dualstack');
  if (ipv4Only === undefined) return wanted;
  throw invalidParameter(
    `To support the IP address type ipv6, the load balancer '${ipv4Only}' must have the IP address type dualstack`,
  );
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
