/** The attributes of load balancers, target groups and listeners, which depend on what these are. */
import type { LoadBalancer, TargetGroup, TargetGroupProtocol } from '../../resources/loadBalancer.ts';
import { type AttributeRules, flag, freeText, numberOrOff, oneOf, wholeNumber } from './attributes.ts';
import { stickinessType } from './stickiness.ts';
import { carriesDatagrams, isHttp } from './targetGroupRules.ts';

const MAX_TARGETS = 1_000;

export function loadBalancerAttributes({ spec }: Pick<LoadBalancer, 'spec'>): AttributeRules {
  const common = {
    'deletion_protection.enabled': flag(false),
    'load_balancing.cross_zone.enabled': flag(false),
  };
  if (spec.type === 'gateway') return common;
  return {
    'access_logs.s3.enabled': flag(false),
    'access_logs.s3.bucket': freeText(255),
    'access_logs.s3.prefix': freeText(1024),
    ...common,
    'ipv6.deny_all_igw_traffic': flag(spec.scheme === 'internal'),
    'dns_record.client_routing_policy': oneOf([
      'any_availability_zone',
      'availability_zone_affinity',
      'partial_availability_zone_affinity',
    ]),
    'secondary_ips.auto_assigned.per_subnet': wholeNumber(0, 0, 7),
    'zonal_shift.config.enabled': flag(false),
  };
}

export function targetGroupAttributes({ spec }: Pick<TargetGroup, 'spec'>): AttributeRules {
  const common = {
    'deregistration_delay.timeout_seconds': wholeNumber(300, 0, 3_600),
    'stickiness.enabled': flag(false),
    'stickiness.type': stickinessType(spec.protocol),
  };
  if (spec.protocol === 'GENEVE') return { ...common, ...GATEWAY };
  if (isHttp(spec.protocol)) return { ...common, ...HEALTH_REQUIREMENTS, ...APPLICATION };
  return { ...common, ...HEALTH_REQUIREMENTS, ...network(spec.targetType, spec.protocol) };
}

export function listenerAttributes({ spec }: Pick<LoadBalancer, 'spec'>): AttributeRules {
  const idle = { 'tcp.idle_timeout.seconds': wholeNumber(350, 60, 6_000) };
  if (spec.type === 'network') return idle;
  return { ...idle, 'send_tcp_reset.on_idle_timeout.enabled': flag(false) };
}

const HEALTH_REQUIREMENTS: AttributeRules = {
  'load_balancing.cross_zone.enabled': oneOf(['use_load_balancer_configuration', 'true', 'false']),
  'target_group_health.dns_failover.minimum_healthy_targets.count': numberOrOff('1', 1, MAX_TARGETS),
  'target_group_health.dns_failover.minimum_healthy_targets.percentage': numberOrOff('off', 1, 100),
  'target_group_health.unhealthy_state_routing.minimum_healthy_targets.count': wholeNumber(1, 1, MAX_TARGETS),
  'target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage': numberOrOff(
    'off',
    1,
    100,
  ),
};

function network(
  targetType: TargetGroup['spec']['targetType'],
  protocol: TargetGroupProtocol,
): AttributeRules {
  const datagrams = carriesDatagrams(protocol);
  const preserves = datagrams || targetType !== 'ip';
  return {
    'deregistration_delay.connection_termination.enabled': flag(datagrams),
    'preserve_client_ip.enabled': datagrams ? always(true) : flag(preserves),
    'proxy_protocol_v2.enabled': flag(false),
    'target_health_state.unhealthy.connection_termination.enabled': datagrams ? always(false) : flag(true),
    'target_health_state.unhealthy.draining_interval_seconds': wholeNumber(0, 0, 360_000),
  };
}

function always(value: boolean) {
  return { default: String(value), accepts: (text: string) => text === String(value) };
}

const GATEWAY: AttributeRules = {
  'target_failover.on_deregistration': oneOf(['no_rebalance', 'rebalance']),
  'target_failover.on_unhealthy': oneOf(['no_rebalance', 'rebalance']),
  'send_tcp_reset.on_unhealthy.enabled': flag(false),
  'send_tcp_reset.on_deregistration.enabled': flag(false),
};

const DAY = 86_400;
const WEEK = 604_800;

const APPLICATION: AttributeRules = {
  'load_balancing.algorithm.type': oneOf(['round_robin', 'least_outstanding_requests', 'weighted_random']),
  'load_balancing.algorithm.anomaly_mitigation': oneOf(['off', 'on']),
  'slow_start.duration_seconds': wholeNumber(0, 0, 900),
  'stickiness.app_cookie.cookie_name': freeText(256),
  'stickiness.app_cookie.duration_seconds': wholeNumber(DAY, 1, WEEK),
  'stickiness.lb_cookie.duration_seconds': wholeNumber(DAY, 1, WEEK),
};
