/** Attributes: the whole list is always answered, and only what the key takes is stored. */
import { beforeEach, describe, expect, test } from 'vitest';
import { codeOf, type TestCaller, testCaller } from '../testCall.ts';
import { describeListenerAttributes } from './describeListenerAttributes.ts';
import { describeLoadBalancerAttributes } from './describeLoadBalancerAttributes.ts';
import { describeTargetGroupAttributes } from './describeTargetGroupAttributes.ts';
import { modifyListenerAttributes } from './modifyListenerAttributes.ts';
import { modifyLoadBalancerAttributes } from './modifyLoadBalancerAttributes.ts';
import { modifyTargetGroupAttributes } from './modifyTargetGroupAttributes.ts';
import {
  makeListener,
  makeLoadBalancer,
  makeNetwork,
  makeTargetGroup,
  type Network,
} from './testBalancer.ts';

let caller: TestCaller;
let network: Network;

beforeEach(async () => {
  caller = await testCaller();
  network = makeNetwork(caller);
});

const asRecord = ({ Attributes = [] }: { Attributes?: { Key?: string; Value?: string }[] }) =>
  Object.fromEntries(Attributes.map(({ Key = '', Value }) => [Key, Value]));

test("a load balancer's attributes have AWS's defaults", () => {
  const LoadBalancerArn = makeLoadBalancer(caller, network);
  expect(asRecord(caller.run(describeLoadBalancerAttributes, { LoadBalancerArn }))).toEqual({
    'access_logs.s3.enabled': 'false',
    'access_logs.s3.bucket': '',
    'access_logs.s3.prefix': '',
    'deletion_protection.enabled': 'false',
    'ipv6.deny_all_igw_traffic': 'true',
    'load_balancing.cross_zone.enabled': 'false',
    'dns_record.client_routing_policy': 'any_availability_zone',
    'secondary_ips.auto_assigned.per_subnet': '0',
    'zonal_shift.config.enabled': 'false',
  });
});

test.each([
  ['ip', 'false'],
  ['instance', 'true'],
] as const)("an %s target group's attributes have AWS's defaults", (TargetType, preserved) => {
  const TargetGroupArn = makeTargetGroup(caller, network, { TargetType });
  expect(asRecord(caller.run(describeTargetGroupAttributes, { TargetGroupArn }))).toEqual({
    'deregistration_delay.timeout_seconds': '300',
    'deregistration_delay.connection_termination.enabled': 'false',
    'preserve_client_ip.enabled': preserved,
    'proxy_protocol_v2.enabled': 'false',
    'stickiness.enabled': 'false',
    'stickiness.type': 'source_ip',
    'load_balancing.cross_zone.enabled': 'use_load_balancer_configuration',
    'target_group_health.dns_failover.minimum_healthy_targets.count': '1',
    'target_group_health.dns_failover.minimum_healthy_targets.percentage': 'off',
    'target_group_health.unhealthy_state_routing.minimum_healthy_targets.count': '1',
    'target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage': 'off',
    'target_health_state.unhealthy.connection_termination.enabled': 'true',
    'target_health_state.unhealthy.draining_interval_seconds': '0',
  });
});

describe('a change', () => {
  const change = (Key: string, Value: string) => {
    const TargetGroupArn = makeTargetGroup(caller, network);
    return codeOf(() =>
      caller.run(modifyTargetGroupAttributes, { TargetGroupArn, Attributes: [{ Key, Value }] }),
    );
  };
  const refused = 'InvalidConfigurationRequest';

  test.each([
    ['deregistration_delay.timeout_seconds', '0', 'no error'],
    ['deregistration_delay.timeout_seconds', '3600', 'no error'],
    ['deregistration_delay.timeout_seconds', '3601', refused],
    ['deregistration_delay.timeout_seconds', '-1', refused],
    ['deregistration_delay.timeout_seconds', '1.5', refused],
    ['preserve_client_ip.enabled', 'yes', refused],
    ['stickiness.type', 'lb_cookie', refused],
    ['load_balancing.cross_zone.enabled', 'true', 'no error'],
    ['target_group_health.dns_failover.minimum_healthy_targets.percentage', '101', refused],
    ['target_group_health.dns_failover.minimum_healthy_targets.percentage', 'off', 'no error'],
    ['proxy_protocol_v2.enabled', 'true', 'no error'],
    ['proxy_protocol_v2.enabled', 'false', 'no error'],
    ['no.such.key', 'true', refused],
    ['toString', 'true', refused],
  ])('of %s to %s: %s', (key, value, code) => {
    expect(change(key, value)).toBe(code);
  });

  test('is answered within the whole list and stays', () => {
    const LoadBalancerArn = makeLoadBalancer(caller, network);
    const Attributes = [{ Key: 'load_balancing.cross_zone.enabled', Value: 'true' }];
    const answer = caller.run(modifyLoadBalancerAttributes, { LoadBalancerArn, Attributes });
    expect(answer.Attributes).toHaveLength(9);
    expect(asRecord(answer)['load_balancing.cross_zone.enabled']).toBe('true');
    expect(caller.run(describeLoadBalancerAttributes, { LoadBalancerArn })).toEqual(answer);
  });

  test('of a listener is its idle timeout, from 60 to 6000 seconds', () => {
    const arn = makeListener(caller, makeLoadBalancer(caller, network), makeTargetGroup(caller, network));
    const set = (Value: string) => {
      const Attributes = [{ Key: 'tcp.idle_timeout.seconds', Value }];
      return codeOf(() => caller.run(modifyListenerAttributes, { ListenerArn: arn, Attributes }));
    };
    const now = () => asRecord(caller.run(describeListenerAttributes, { ListenerArn: arn }));
    expect(now()).toEqual({ 'tcp.idle_timeout.seconds': '350' });
    expect(set('59')).toBe(refused);
    expect(set('6001')).toBe(refused);
    expect(set('60')).toBe('no error');
    expect(now()).toEqual({ 'tcp.idle_timeout.seconds': '60' });
  });
});
