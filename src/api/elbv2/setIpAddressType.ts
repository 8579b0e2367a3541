/** SetIpAddressType: IPv4 is what there is. */
import type {
  SetIpAddressTypeInput,
  SetIpAddressTypeOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Call } from '../operation.ts';
import { notYet, required } from './errors.ts';
import { findLoadBalancer } from './lookups.ts';

export function setIpAddressType(call: Call, input: SetIpAddressTypeInput): SetIpAddressTypeOutput {
  const { spec } = findLoadBalancer(call, input.LoadBalancerArn);
  if (required(input.IpAddressType, 'IpAddressType') !== spec.ipAddressType) {
    throw notYet('IPv6 on load balancers');
  }
  return { IpAddressType: spec.ipAddressType };
}
