/** Where listeners forward to: protocols that fit, weights, transports that share a port, limits. */
import type { Action } from '@aws-sdk/client-elastic-load-balancing-v2';
import { beforeEach, describe, expect, test } from 'vitest';
import { setQuotas } from '../quotas.ts';
import { codeOf, type TestCaller, testCaller } from '../testCall.ts';
import { createListener } from './createListener.ts';
import { deleteTargetGroup } from './deleteTargetGroup.ts';
import { describeTargetGroups } from './describeTargetGroups.ts';
import { modifyListener } from './modifyListener.ts';
import { modifyLoadBalancerAttributes } from './modifyLoadBalancerAttributes.ts';
import { registerTargets } from './registerTargets.ts';
import { makeLoadBalancer, makeNetwork, makeTargetGroup, type Network } from './testBalancer.ts';

type Input = Parameters<typeof createListener>[1];
type Protocol = Input['Protocol'];

let caller: TestCaller;
let network: Network;
let LoadBalancerArn: string;

beforeEach(async () => {
  setQuotas();
  caller = await testCaller();
  network = makeNetwork(caller);
  LoadBalancerArn = makeLoadBalancer(caller, network);
});

const group = (protocol: Protocol, options: Parameters<typeof makeTargetGroup>[2] = {}) =>
  makeTargetGroup(caller, network, {
    Protocol: protocol,
    Name: `g-${protocol}`.replace('_', '-'),
    ...options,
  });
const listen = (protocol: Protocol, Port: number, action: Partial<Action>) =>
  caller.run(createListener, {
    LoadBalancerArn,
    Protocol: protocol,
    Port,
    DefaultActions: [{ Type: 'forward', ...action }],
  }).Listeners?.[0];

test.each<[Protocol, Protocol, string]>([
  ['TCP', 'TCP', 'no error'],
  ['TCP', 'TCP_UDP', 'no error'],
  ['TCP', 'UDP', 'IncompatibleProtocols'],
  ['TCP', 'TLS', 'IncompatibleProtocols'],
  ['TCP', 'HTTP', 'IncompatibleProtocols'],
  ['UDP', 'UDP', 'no error'],
  ['UDP', 'TCP_UDP', 'no error'],
  ['UDP', 'TCP', 'IncompatibleProtocols'],
  ['TCP_UDP', 'TCP_UDP', 'no error'],
  ['TCP_UDP', 'TCP', 'IncompatibleProtocols'],
  ['QUIC', 'QUIC', 'no error'],
  ['TCP_QUIC', 'TCP_QUIC', 'no error'],
  ['TCP_QUIC', 'QUIC', 'IncompatibleProtocols'],
  ['HTTP', 'HTTP', 'ValidationError'],
  ['GENEVE', 'TCP', 'ValidationError'],
])('a %s listener and a %s group: %s', (protocol, of, code) => {
  const TargetGroupArn = group(of);
  expect(codeOf(() => listen(protocol, 80, { TargetGroupArn }))).toBe(code);
});

test('listeners of different transports share a port', () => {
  listen('TCP', 53, { TargetGroupArn: group('TCP') });
  const udp = group('UDP');
  expect(codeOf(() => listen('UDP', 53, { TargetGroupArn: udp }))).toBe('no error');
  const both = group('TCP_UDP');
  expect(codeOf(() => listen('TCP_UDP', 53, { TargetGroupArn: both }))).toBe('DuplicateListener');
  expect(codeOf(() => listen('TCP_UDP', 54, { TargetGroupArn: both }))).toBe('no error');
});

describe('several target groups', () => {
  const groups = (...weights: (number | undefined)[]) =>
    weights.map((Weight, at) => ({ TargetGroupArn: group('TCP', { Name: `w${at}` }), Weight }));

  test('have weights, which are shown and replaced', () => {
    const TargetGroups = groups(80, 20);
    const made = listen('TCP', 80, { ForwardConfig: { TargetGroups } });
    expect(made?.DefaultActions).toEqual([
      {
        Type: 'forward',
        TargetGroupArn: undefined,
        ForwardConfig: { TargetGroups, TargetGroupStickinessConfig: { Enabled: false } },
      },
    ]);
    const arns = caller
      .run(describeTargetGroups, { LoadBalancerArn })
      .TargetGroups?.map((row) => row.TargetGroupArn);
    expect(arns).toEqual(TargetGroups.map(({ TargetGroupArn }) => TargetGroupArn));
    const swapped = TargetGroups.map(({ TargetGroupArn }, at) => ({ TargetGroupArn, Weight: at ? 100 : 0 }));
    const DefaultActions = [{ Type: 'forward' as const, ForwardConfig: { TargetGroups: swapped } }];
    const after = caller.run(modifyListener, { ListenerArn: made?.ListenerArn, DefaultActions });
    expect(after.Listeners?.[0]?.DefaultActions?.[0]?.ForwardConfig?.TargetGroups).toEqual(swapped);
    for (const { TargetGroupArn } of TargetGroups) {
      expect(codeOf(() => caller.run(deleteTargetGroup, { TargetGroupArn }))).toBe('ResourceInUse');
    }
  });

  test.each<[string, string, () => Partial<Action>]>([
    ['a weight of 1000', 'ValidationError', () => ({ ForwardConfig: { TargetGroups: groups(1000) } })],
    ['a weight below 0', 'ValidationError', () => ({ ForwardConfig: { TargetGroups: groups(-1) } })],
    ['six groups', 'ValidationError', () => ({ ForwardConfig: { TargetGroups: groups(1, 1, 1, 1, 1, 1) } })],
    ['five groups', 'no error', () => ({ ForwardConfig: { TargetGroups: groups(1, 1, 1, 1, 1) } })],
    [
      'one group twice',
      'ValidationError',
      () => {
        const [only] = groups(1);
        return { ForwardConfig: { TargetGroups: [{ ...only }, { ...only }] } };
      },
    ],
    [
      'another group outside the configuration',
      'ValidationError',
      () => ({ TargetGroupArn: group('TCP'), ForwardConfig: { TargetGroups: groups(1) } }),
    ],
    [
      'the same group outside the configuration',
      'no error',
      () => {
        const [only] = groups(1);
        return { TargetGroupArn: only?.TargetGroupArn, ForwardConfig: { TargetGroups: [{ ...only }] } };
      },
    ],
    [
      'one group that does not fit',
      'IncompatibleProtocols',
      () => ({ ForwardConfig: { TargetGroups: [...groups(1), { TargetGroupArn: group('UDP') }] } }),
    ],
  ])('with %s: %s', (_what, code, action) => {
    const chosen = action();
    expect(codeOf(() => listen('TCP', 80, chosen))).toBe(code);
  });
});

describe('the limits of a load balancer', () => {
  const add = (TargetGroupArn: string, ...ids: string[]) =>
    codeOf(() => caller.run(registerTargets, { TargetGroupArn, Targets: ids.map((Id) => ({ Id })) }));

  test('hold for its targets in all, in a zone, and of one id', () => {
    const TargetGroupArn = group('TCP');
    listen('TCP', 80, { TargetGroupArn });
    setQuotas({ targetsPerNetworkLoadBalancer: 2 });
    expect(add(TargetGroupArn, '10.0.0.5', '10.0.1.5')).toBe('no error');
    expect(add(TargetGroupArn, '10.0.0.6')).toBe('TooManyTargets');
    const Attributes = [{ Key: 'load_balancing.cross_zone.enabled', Value: 'true' }];
    caller.run(modifyLoadBalancerAttributes, { LoadBalancerArn, Attributes });
    setQuotas({ targetsPerCrossZoneNetworkLoadBalancer: 2 });
    expect(add(TargetGroupArn, '10.0.0.6')).toBe('TooManyTargets');
    setQuotas({ targetsPerZonePerNetworkLoadBalancer: 1 });
    expect(add(TargetGroupArn, '10.0.0.6')).toBe('TooManyTargets');
    setQuotas({ registrationsPerTargetPerLoadBalancer: 2 });
    const register = (Port: number) =>
      codeOf(() => caller.run(registerTargets, { TargetGroupArn, Targets: [{ Id: '10.0.0.5', Port }] }));
    expect([register(81), register(82)]).toEqual(['no error', 'TooManyRegistrationsForTargetId']);
  });

  test('hold for a target group that comes with too many', () => {
    const TargetGroupArn = group('TCP');
    add(TargetGroupArn, '10.0.0.5', '10.0.0.6');
    setQuotas({ targetsPerNetworkLoadBalancer: 1 });
    expect(codeOf(() => listen('TCP', 80, { TargetGroupArn }))).toBe('TooManyTargets');
  });
});

describe('targets', () => {
  const add = (
    TargetGroupArn: string,
    target: { Id: string; QuicServerId?: string; AvailabilityZone?: string },
  ) => codeOf(() => caller.run(registerTargets, { TargetGroupArn, Targets: [target] }));

  test('of QUIC groups have a server id, and no others', () => {
    const QuicServerId = '0x0123456789abcdef';
    expect(add(group('QUIC'), { Id: '10.0.0.5' })).toBe('ValidationError');
    expect(add(group('QUIC'), { Id: '10.0.0.5', QuicServerId: '0xABC' })).toBe('ValidationError');
    expect(add(group('QUIC'), { Id: '10.0.0.5', QuicServerId })).toBe('no error');
    expect(add(group('TCP'), { Id: '10.0.0.5', QuicServerId })).toBe('ValidationError');
  });

  test('that are Application Load Balancers are not found', () => {
    const TargetGroupArn = group('TCP', { TargetType: 'alb' });
    const alb = 'arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/app/a/0123456789abcdef';
    expect(add(TargetGroupArn, { Id: alb })).toBe('InvalidTarget');
    expect(add(TargetGroupArn, { Id: '10.0.0.5' })).toBe('ValidationError');
    expect(add(TargetGroupArn, { Id: alb, AvailabilityZone: 'all' })).toBe('ValidationError');
    expect(codeOf(() => listen('TCP', 80, { TargetGroupArn }))).toBe('no error');
  });
});
