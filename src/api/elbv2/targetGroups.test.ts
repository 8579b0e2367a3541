/** Target groups of each protocol: the checks and attributes that they have and the ones they refuse. */
import { beforeEach, describe, expect, test } from 'vitest';
import { codeOf, type TestCaller, testCaller } from '../testCall.ts';
import { describeTargetGroupAttributes } from './describeTargetGroupAttributes.ts';
import { describeTargetGroups } from './describeTargetGroups.ts';
import { modifyTargetGroupAttributes } from './modifyTargetGroupAttributes.ts';
import { makeNetwork, makeTargetGroup, type Network } from './testBalancer.ts';

type Options = NonNullable<Parameters<typeof makeTargetGroup>[2]>;

let caller: TestCaller;
let network: Network;
beforeEach(async () => {
  caller = await testCaller();
  network = makeNetwork(caller);
});

const make = (options: Options) => makeTargetGroup(caller, network, options);
const attributes = (TargetGroupArn: string) =>
  Object.fromEntries(
    (caller.run(describeTargetGroupAttributes, { TargetGroupArn }).Attributes ?? []).map(({ Key, Value }) => [
      Key,
      Value,
    ]),
  );
const messageOf = (work: () => unknown) => {
  try {
    work();
    return 'no error';
  } catch (error) {
    return (error as Error).message;
  }
};

describe('health checks', () => {
  test.each<[string, Options, object]>([
    ['TCP', { Protocol: 'TCP' }, { HealthCheckProtocol: 'TCP', HealthCheckTimeoutSeconds: 10 }],
    ['UDP', { Protocol: 'UDP' }, { HealthCheckProtocol: 'TCP', HealthCheckPort: 'traffic-port' }],
    [
      'UDP by HTTP',
      { Protocol: 'UDP', HealthCheckProtocol: 'HTTP' },
      { HealthCheckTimeoutSeconds: 6, HealthCheckPath: '/', Matcher: { HttpCode: '200-399' } },
    ],
    ['TLS', { Protocol: 'TLS' }, { HealthCheckIntervalSeconds: 30, HealthyThresholdCount: 5 }],
    [
      'HTTP',
      { Protocol: 'HTTP' },
      {
        HealthCheckProtocol: 'HTTP',
        HealthCheckTimeoutSeconds: 5,
        Matcher: { HttpCode: '200' },
        ProtocolVersion: 'HTTP1',
      },
    ],
    [
      'gRPC',
      { Protocol: 'HTTP', ProtocolVersion: 'GRPC' },
      { HealthCheckPath: '/AWS.ALB/healthcheck', Matcher: { GrpcCode: '12' } },
    ],
    ['an alb group', { Protocol: 'TCP', TargetType: 'alb' }, { HealthCheckProtocol: 'HTTP' }],
  ])('of %s have their defaults', (_what, options, expected) => {
    make(options);
    expect(caller.run(describeTargetGroups, {}).TargetGroups?.[0]).toMatchObject(expected);
  });

  test.each<[string, Options, string]>([
    [
      'TCP checks of HTTP groups',
      { Protocol: 'HTTP', HealthCheckProtocol: 'TCP' },
      "Health check protocol 'TCP' must be one of HTTP, HTTPS",
    ],
    [
      'a protocol that is none',
      { HealthCheckProtocol: '/HTTP' as 'HTTP' },
      "Value /HTTP at 'healthCheckProtocol' failed to satisfy constraint: Member must satisfy enum value set: ['HTTPS', 'HTTP', 'TCP', 'TLS', 'UDP', 'TCP_UDP', 'GENEVE']",
    ],
    [
      'a timeout as long as the interval of an HTTP group',
      { Protocol: 'HTTP', HealthCheckIntervalSeconds: 5, HealthCheckTimeoutSeconds: 5 },
      "Health check timeout '5' must be smaller than the interval '5'",
    ],
    [
      'a timeout above the interval of a TCP group',
      { HealthCheckIntervalSeconds: 5, HealthCheckTimeoutSeconds: 6 },
      "Health check timeout '6' must be smaller than or equal to the interval '5'",
    ],
    [
      'codes from 500 of an HTTP group',
      { Protocol: 'HTTP', Matcher: { HttpCode: '200-500' } },
      "Health check matcher HTTP code '200-500' must be within '200-499' inclusive",
    ],
    ['no port', { Port: undefined }, 'A port must be specified'],
    ['no VPC', { VpcId: undefined }, 'A VPC ID must be specified'],
    ['no protocol', { Protocol: undefined }, 'A protocol must be specified'],
    [
      'lambda with a port',
      { TargetType: 'lambda', Protocol: undefined, VpcId: undefined },
      "Port cannot be specified for target groups with target type 'lambda'",
    ],
    [
      'two hyphens in the name',
      { Name: 'a--b' },
      "1 validation error detected: Value 'a--b' at 'targetGroup.targetGroupArn.targetGroupName' failed to satisfy constraint: Member must satisfy regular expression pattern: (?!.*--)(?!^-)(?!.*-$)^[A-Za-z0-9-]+$",
    ],
  ])('with %s are refused in the words of AWS', (_what, options, message) => {
    expect(messageOf(() => make(options))).toBe(message);
  });
});

test.each<[Options['Protocol'], Record<string, string>]>([
  ['UDP', { cut: 'true', preserve: 'true', unhealthy: 'false' }],
  ['TCP_UDP', { cut: 'true', preserve: 'true', unhealthy: 'false' }],
  ['TLS', { cut: 'false', preserve: 'false', unhealthy: 'true' }],
])('attributes of %s groups of addresses have their defaults', (Protocol, expected) => {
  expect(attributes(make({ Protocol }))).toMatchObject({
    'deregistration_delay.connection_termination.enabled': expected.cut,
    'preserve_client_ip.enabled': expected.preserve,
    'target_health_state.unhealthy.connection_termination.enabled': expected.unhealthy,
  });
});

describe('attributes', () => {
  const set = (options: Options, ...pairs: [string, string][]) => {
    const TargetGroupArn = make(options);
    const Attributes = pairs.map(([Key, Value]) => ({ Key, Value }));
    return codeOf(() => caller.run(modifyTargetGroupAttributes, { TargetGroupArn, Attributes }));
  };
  const refused = 'InvalidConfigurationRequest';
  const CUT = 'target_health_state.unhealthy.connection_termination.enabled';
  const DRAIN = 'target_health_state.unhealthy.draining_interval_seconds';

  test.each<[string, Options, [string, string][], string]>([
    ['clients hidden from UDP', { Protocol: 'UDP' }, [['preserve_client_ip.enabled', 'false']], refused],
    ['unhealthy UDP cut', { Protocol: 'UDP' }, [[CUT, 'true']], refused],
    ['sticky TLS', { Protocol: 'TLS' }, [['stickiness.enabled', 'true']], refused],
    ['sticky UDP', { Protocol: 'UDP' }, [['stickiness.enabled', 'true']], 'no error'],
    ['cookies for TCP', {}, [['stickiness.type', 'lb_cookie']], refused],
    ['cookies for HTTP', { Protocol: 'HTTP' }, [['stickiness.type', 'lb_cookie']], 'no error'],
    ['a draining interval alone', {}, [[DRAIN, '10']], refused],
    [
      'a draining interval with cutting off',
      {},
      [
        [DRAIN, '10'],
        [CUT, 'false'],
      ],
      'no error',
    ],
    ['slow start of TCP', {}, [['slow_start.duration_seconds', '30']], refused],
    ['failover of TCP', {}, [['target_failover.on_unhealthy', 'rebalance']], refused],
  ])('%s: %s %s %s', (_what, options, pairs, code) => {
    expect(set(options, ...pairs)).toBe(code);
  });

  test.each<[Options['Protocol'], string, string]>([
    [
      'TCP',
      'app_cookie',
      "Stickiness type 'app_cookie' is not supported for target groups with the TCP protocol",
    ],
    [
      'HTTP',
      'source_ip',
      "Stickiness type 'source_ip' is not supported for target groups with the HTTP protocol",
    ],
    ['TCP', 'source_ip_dest_ip', "'Stickiness type' must be one of [app_cookie, lb_cookie, source_ip]"],
    ['GENEVE', 'source_ip', "'source_ip' must be one of [source_ip_dest_ip_proto, source_ip_dest_ip]"],
  ])('%s groups refuse to stick by %s in the words of AWS', (Protocol, Value, message) => {
    const TargetGroupArn = make({ Protocol, Port: Protocol === 'GENEVE' ? 6081 : 80 });
    const Attributes = [{ Key: 'stickiness.type', Value }];
    expect(messageOf(() => caller.run(modifyTargetGroupAttributes, { TargetGroupArn, Attributes }))).toBe(
      message,
    );
  });
});
