/** SetIpAddressType. */
import type {
  SetIpAddressTypeInput,
  SetIpAddressTypeOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Call } from '../operation.ts';
import { invalidConfiguration, required } from './errors.ts';
import { ipAddressTypeOf } from './ipAddressTypes.ts';
import { findLoadBalancer } from './lookups.ts';

export function setIpAddressType(call: Call, input: SetIpAddressTypeInput): SetIpAddressTypeOutput {
  const { spec } = findLoadBalancer(call, input.LoadBalancerArn);
  const asked = ipAddressTypeOf(spec.type, required(input.IpAddressType, 'IpAddressType'));
  if (asked === 'dualstack') {
    throw invalidConfiguration('You must specify subnets with an associated IPv6 CIDR block.');
  }
  return { IpAddressType: spec.ipAddressType };
}
