/** IPv4 alone or with IPv6, and the prefixes under which UDP leaves a dual-stack Network Load Balancer. */
import type { LoadBalancer } from '../../resources/loadBalancer.ts';
import { checkEnum, invalidConfiguration } from './errors.ts';

type Spec = LoadBalancer['spec'];

/** @throws AwsError ValidationError, InvalidConfigurationRequest for what only Application Load Balancers have */
export function ipAddressTypeOf(type: Spec['type'], asked: string): Spec['ipAddressType'] {
  const chosen = checkEnum(
    'ipAddressType',
    ['ipv4', 'dualstack', 'dualstack-without-public-ipv4'] as const,
    asked,
  );
  if (chosen !== 'dualstack-without-public-ipv4') return chosen;
  throw invalidConfiguration(
    `The specified IP address type is not supported on load balancers with type '${type}'.`,
  );
}

/** @throws AwsError ValidationError, InvalidConfigurationRequest */
export function checkSourceNat(
  type: Spec['type'],
  ipAddressType: Spec['ipAddressType'],
  asked: string,
): Spec['enablePrefixForIpv6SourceNat'] {
  const chosen = checkEnum('enablePrefixForIpv6SourceNat', ['on', 'off'] as const, asked);
  if (chosen === 'off') return chosen;
  if (type !== 'network') {
    throw invalidConfiguration(
      "'EnablePrefixForIpv6SourceNat' can only be specified for LoadBalancer type 'network'.",
    );
  }
  if (ipAddressType !== 'dualstack') {
    throw invalidConfiguration(
      "'EnablePrefixForIpv6SourceNat' can only be specified when using IpAddressType 'dualstack'.",
    );
  }
  return chosen;
}
