/** SetIpAddressType: the nodes get IPv6 addresses, or give them back. */
import type {
  SetIpAddressTypeInput,
  SetIpAddressTypeOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { LoadBalancer } from '../../resources/loadBalancer.ts';
import type { Call } from '../operation.ts';
import { required } from './errors.ts';
import { ipAddressTypeOf } from './ipAddressTypes.ts';
import { checkListeners } from './listenerRules.ts';
import { findLoadBalancer } from './lookups.ts';
import { withIpv6 } from './nodeIpv6.ts';

export function setIpAddressType(call: Call, input: SetIpAddressTypeInput): SetIpAddressTypeOutput {
  const row = findLoadBalancer(call, input.LoadBalancerArn);
  const ipAddressType = ipAddressTypeOf(row.spec.type, required(input.IpAddressType, 'IpAddressType'));
  const spec = { ...row.spec, ipAddressType, enablePrefixForIpv6SourceNat: prefixes(row, ipAddressType) };
  checkListeners(call, { ...row, spec });
  const zones = row.spec.zones.map((zone) => withIpv6(call, zone, spec));
  call.tx.loadBalancers.put({ ...row, spec: { ...spec, zones } });
  return { IpAddressType: ipAddressType };
}

/** Prefixes go with IPv6. */
function prefixes(
  { spec }: LoadBalancer,
  ipAddressType: LoadBalancer['spec']['ipAddressType'],
): LoadBalancer['spec']['enablePrefixForIpv6SourceNat'] {
  return ipAddressType === 'ipv4' ? 'off' : spec.enablePrefixForIpv6SourceNat;
}
