/** The attributes of Network Load Balancers, their target groups and their TCP listeners. */
import type { LoadBalancer, TargetGroup } from '../../resources/loadBalancer.ts';
import { type AttributeRules, flag, freeText, numberOrOff, oneOf, wholeNumber } from './attributes.ts';

const MAX_TARGETS = 1_000;

export function loadBalancerAttributes({ spec }: LoadBalancer): AttributeRules {
  return {
    'access_logs.s3.enabled': flag(false, 'access logs of load balancers'),
    'access_logs.s3.bucket': freeText(255),
    'access_logs.s3.prefix': freeText(1024),
    'deletion_protection.enabled': flag(false),
    'ipv6.deny_all_igw_traffic': flag(spec.scheme === 'internal'),
    'load_balancing.cross_zone.enabled': flag(false),
    'dns_record.client_routing_policy': oneOf([
      'any_availability_zone',
      'availability_zone_affinity',
      'partial_availability_zone_affinity',
    ]),
    'secondary_ips.auto_assigned.per_subnet': {
      ...wholeNumber(0, 0, 7),
      missing: (value) => (value === '0' ? undefined : 'secondary addresses of load balancers'),
    },
    'zonal_shift.config.enabled': flag(false),
  };
}

export function targetGroupAttributes({ spec }: TargetGroup): AttributeRules {
  return {
    'deregistration_delay.timeout_seconds': wholeNumber(300, 0, 3_600),
    'deregistration_delay.connection_termination.enabled': flag(false),
    'preserve_client_ip.enabled': flag(spec.targetType === 'instance'),
    'proxy_protocol_v2.enabled': flag(false, 'the PROXY protocol'),
    'stickiness.enabled': flag(false, 'stickiness'),
    'stickiness.type': oneOf(['source_ip']),
    'load_balancing.cross_zone.enabled': oneOf(['use_load_balancer_configuration', 'true', 'false']),
    'target_group_health.dns_failover.minimum_healthy_targets.count': numberOrOff('1', 1, MAX_TARGETS),
    'target_group_health.dns_failover.minimum_healthy_targets.percentage': numberOrOff('off', 1, 100),
    'target_group_health.unhealthy_state_routing.minimum_healthy_targets.count': wholeNumber(
      1,
      1,
      MAX_TARGETS,
    ),
    'target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage': numberOrOff(
      'off',
      1,
      100,
    ),
    'target_health_state.unhealthy.connection_termination.enabled': flag(true),
    'target_health_state.unhealthy.draining_interval_seconds': wholeNumber(0, 0, 360_000),
  };
}

export const LISTENER_ATTRIBUTES: AttributeRules = {
  'tcp.idle_timeout.seconds': wholeNumber(350, 60, 6_000),
};
