/** What attributes say together: values that AWS takes one by one and refuses side by side. */
import type { LoadBalancer, TargetGroup } from '../../resources/loadBalancer.ts';
import { invalidConfiguration } from './errors.ts';

type Attributes = Readonly<Record<string, string>>;

/** @throws AwsError InvalidConfigurationRequest */
export function checkLoadBalancerAgreement(before: LoadBalancer, after: Attributes): void {
  if (after['access_logs.s3.enabled'] === 'true' && !after['access_logs.s3.bucket']) {
    throw invalidConfiguration("The key 'access_logs.s3.bucket' must set in order to enable access logs");
  }
  const addresses = (of: Attributes) => Number(of['secondary_ips.auto_assigned.per_subnet'] ?? 0);
  if (addresses(after) < addresses(before.spec.attributes)) {
    throw invalidConfiguration("The value of 'secondary_ips.auto_assigned.per_subnet' cannot be decreased");
  }
}

/** @throws AwsError InvalidConfigurationRequest */
export function checkTargetGroupAgreement({ spec: { protocol } }: TargetGroup, after: Attributes): void {
  if (protocol === 'TLS' && after['stickiness.enabled'] === 'true') {
    throw invalidConfiguration('You cannot enable stickiness on target groups with the TLS protocol');
  }
  if (failover(after, 'deregistration') !== failover(after, 'unhealthy')) {
    throw invalidConfiguration(
      "The values of 'target_failover.on_deregistration' and 'target_failover.on_unhealthy' must be the same",
    );
  }
  checkDraining(protocol, after);
}

function failover(attributes: Attributes, on: string): string {
  return attributes[`target_failover.on_${on}`] ?? 'no_rebalance';
}

function checkDraining(protocol: TargetGroup['spec']['protocol'], after: Attributes): void {
  const drains = Number(after['target_health_state.unhealthy.draining_interval_seconds'] ?? 0) > 0;
  const cutsByDefault = protocol === 'TCP' || protocol === 'TLS';
  const cuts = after['target_health_state.unhealthy.connection_termination.enabled'] ?? String(cutsByDefault);
  if (!drains || cuts === 'false') return;
  throw invalidConfiguration(
    'The draining interval can be set only while connections to unhealthy targets are not terminated',
  );
}
