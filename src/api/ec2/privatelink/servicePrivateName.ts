/** A service's private DNS name and the record that proves who owns it. */
import { ALPHANUMERIC, LOWER_ALPHANUMERIC, type Random } from '../../../base/random.ts';
import type { EndpointService } from '../../../resources/endpointService.ts';
import { invalidParameter } from './errors.ts';
import type { LoadBalancers } from './serviceLoadBalancers.ts';

const MAX_LENGTH = 255;
const LABEL = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?$/;

/**
 * A domain name in lower case; its first label may be `*`.
 * @throws AwsError InvalidParameter
 */
export function checkPrivateDnsName(name: string, { gatewayLoadBalancerArns }: LoadBalancers): string {
  if (gatewayLoadBalancerArns.length > 0) {
    throw invalidParameter('Private DNS names are not supported for Gateway Load Balancer endpoint services');
  }
  const labels = name.replace(/^\*\./, '').split('.');
  if (name.length <= MAX_LENGTH && labels.length > 1 && labels.every((label) => LABEL.test(label)))
    return name;
  throw invalidParameter(`The private DNS name '${name}' is not a valid domain name`);
}

/** A new name is unverified and has a token pair of its own. */
export function unverifiedName(random: Random): NonNullable<EndpointService['status']['privateDnsName']> {
  return {
    state: 'pendingVerification',
    name: `_${random.text(20, LOWER_ALPHANUMERIC)}`,
    value: `vpce:${random.text(20, ALPHANUMERIC)}`,
  };
}
