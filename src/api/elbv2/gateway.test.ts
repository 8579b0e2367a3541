/** Gateway Load Balancers: what they have, what they have not, and their listeners and target groups. */
import { beforeEach, describe, expect, test } from 'vitest';
import { createSecurityGroup } from '../ec2/securityGroup/createSecurityGroup.ts';
import { createSubnet } from '../ec2/subnet/createSubnet.ts';
import { setQuotas } from '../quotas.ts';
import { codeOf, type TestCaller, testCaller } from '../testCall.ts';
import { createListener } from './createListener.ts';
import { describeListenerAttributes } from './describeListenerAttributes.ts';
import { describeListeners } from './describeListeners.ts';
import { describeLoadBalancerAttributes } from './describeLoadBalancerAttributes.ts';
import { describeLoadBalancers } from './describeLoadBalancers.ts';
import { describeTargetGroupAttributes } from './describeTargetGroupAttributes.ts';
import { describeTargetGroups } from './describeTargetGroups.ts';
import { modifyListener } from './modifyListener.ts';
import { modifyListenerAttributes } from './modifyListenerAttributes.ts';
import { modifyLoadBalancerAttributes } from './modifyLoadBalancerAttributes.ts';
import { modifyTargetGroupAttributes } from './modifyTargetGroupAttributes.ts';
import { registerTargets } from './registerTargets.ts';
import { setSecurityGroups } from './setSecurityGroups.ts';
import { setSubnets } from './setSubnets.ts';
import { makeLoadBalancer, makeNetwork, makeTargetGroup, type Network } from './testBalancer.ts';

let caller: TestCaller;
let network: Network;
const GATEWAY = { Type: 'gateway' as const, Scheme: undefined };
const GENEVE = { Protocol: 'GENEVE' as const, Port: 6081 };

beforeEach(async () => {
  setQuotas();
  caller = await testCaller();
  network = makeNetwork(caller);
});

const make = (options: Parameters<typeof makeLoadBalancer>[2] = {}) =>
  makeLoadBalancer(caller, network, { ...GATEWAY, ...options });
const group = (options: Parameters<typeof makeTargetGroup>[2] = {}) =>
  makeTargetGroup(caller, network, { ...GENEVE, ...options });
const listen = (LoadBalancerArn: string, TargetGroupArn: string, more = {}) =>
  caller.run(createListener, {
    LoadBalancerArn,
    DefaultActions: [{ Type: 'forward', TargetGroupArn }],
    ...more,
  });
const asRecord = ({ Attributes = [] }: { Attributes?: { Key?: string; Value?: string }[] }) =>
  Object.fromEntries(Attributes.map(({ Key = '', Value }) => [Key, Value]));

test('is shown without a name in DNS, a scheme and groups', () => {
  const LoadBalancerArn = make();
  expect(LoadBalancerArn).toMatch(/:loadbalancer\/gwy\/web\/[0-9a-f]{16}$/);
  expect(caller.run(describeLoadBalancers, {}).LoadBalancers).toEqual([
    {
      LoadBalancerArn,
      CreatedTime: expect.any(Date),
      LoadBalancerName: 'web',
      VpcId: network.vpcId,
      State: { Code: 'provisioning' },
      Type: 'gateway',
      AvailabilityZones: network.subnetIds.slice(0, 2).map((SubnetId, at) => ({
        ZoneName: `us-east-1${'ab'[at]}`,
        SubnetId,
        LoadBalancerAddresses: [],
      })),
      IpAddressType: 'ipv4',
    },
  ]);
  const [node] = caller.state.snapshot.networkInterfaces.by('vpc', network.vpcId);
  expect(node?.spec).toMatchObject({
    interfaceType: 'gateway_load_balancer',
    description: `ELB gwy/web/${LoadBalancerArn.slice(-16)}`,
  });
});

describe('is refused', () => {
  const GroupName = 'group';
  test.each<[string, string, () => Parameters<typeof makeLoadBalancer>[2]]>([
    ['a scheme', 'ValidationError', () => ({ Scheme: 'internal' })],
    [
      'groups',
      'InvalidConfigurationRequest',
      () => {
        const input = { GroupName, Description: 'x', VpcId: network.vpcId };
        return { SecurityGroups: [caller.run(createSecurityGroup, input).GroupId ?? ''] };
      },
    ],
    [
      'a fixed address',
      'InvalidConfigurationRequest',
      () => ({ SubnetMappings: [{ SubnetId: network.subnetIds[0], PrivateIPv4Address: '10.0.0.9' }] }),
    ],
    [
      'source NAT by prefix',
      'InvalidConfigurationRequest',
      () => ({ EnablePrefixForIpv6SourceNat: 'on' as const }),
    ],
    [
      'a subnet without eight free addresses',
      'InvalidSubnet',
      () => {
        const input = { VpcId: network.vpcId, CidrBlock: '10.0.9.0/28', AvailabilityZone: 'us-east-1a' };
        const SubnetId = caller.run(createSubnet, input).Subnet?.SubnetId ?? '';
        makeLoadBalancer(caller, network, { Name: 'a', Subnets: [SubnetId] });
        makeLoadBalancer(caller, network, { Name: 'b', Subnets: [SubnetId] });
        makeLoadBalancer(caller, network, { Name: 'c', Subnets: [SubnetId] });
        makeLoadBalancer(caller, network, { Name: 'd', Subnets: [SubnetId] });
        return { Subnets: [SubnetId] };
      },
    ],
  ])('%s: %s', (_what, code, options) => {
    const chosen = options();
    expect(codeOf(() => make(chosen))).toBe(code);
  });

  test('above its own quotas, which network load balancers do not count for', () => {
    setQuotas({ gatewayLoadBalancersPerVpc: 1, networkLoadBalancersPerRegion: 1 });
    makeLoadBalancer(caller, network, { Name: 'network' });
    make();
    expect(codeOf(() => make({ Name: 'second' }))).toBe('TooManyLoadBalancers');
    setQuotas({ gatewayLoadBalancersPerRegion: 1 });
    expect(codeOf(() => make({ Name: 'second' }))).toBe('TooManyLoadBalancers');
    expect(codeOf(() => makeLoadBalancer(caller, network, { Name: 'network-2' }))).toBe('no error');
  });
});

test('gets subnets and loses none, and never has groups', () => {
  const LoadBalancerArn = make();
  const set = (...Subnets: string[]) => codeOf(() => caller.run(setSubnets, { LoadBalancerArn, Subnets }));
  expect(set(...network.subnetIds)).toBe('no error');
  expect(set(network.subnetIds[0])).toBe('InvalidConfigurationRequest');
  expect(codeOf(() => caller.run(setSecurityGroups, { LoadBalancerArn, SecurityGroups: ['sg-1'] }))).toBe(
    'InvalidConfigurationRequest',
  );
});

describe('a listener', () => {
  test('has neither port nor protocol, forwards to one GENEVE group, and is the only one', () => {
    const [arn, first] = [make(), group()];
    const [shown] = listen(arn, first).Listeners ?? [];
    expect(shown).not.toHaveProperty('Port', expect.anything());
    expect(shown?.ListenerArn).toContain(':listener/gwy/web/');
    expect(listen(arn, first).Listeners?.[0]?.ListenerArn).toBe(shown?.ListenerArn);
    const second = group({ Name: 'second' });
    expect(codeOf(() => listen(arn, second))).toBe('DuplicateListener');
    const DefaultActions = [{ Type: 'forward' as const, TargetGroupArn: second }];
    caller.run(modifyListener, { ListenerArn: shown?.ListenerArn, DefaultActions });
    const [after] = caller.run(describeListeners, { LoadBalancerArn: arn }).Listeners ?? [];
    expect(after?.DefaultActions?.[0]?.TargetGroupArn).toBe(second);
  });

  test.each([
    ['a port', 'ValidationError', { Port: 80 }],
    ['a protocol', 'ValidationError', { Protocol: 'TCP' }],
    ['a certificate', 'ValidationError', { Certificates: [{ CertificateArn: 'x' }] }],
  ])('is refused %s: %s', (_what, code, more) => {
    const [arn, targets] = [make(), group()];
    expect(codeOf(() => listen(arn, targets, more))).toBe(code);
  });

  test('takes GENEVE groups only, which nobody else takes', () => {
    const arn = make();
    expect(codeOf(() => listen(arn, makeTargetGroup(caller, network, { Name: 'tcp' })))).toBe(
      'IncompatibleProtocols',
    );
    const nlb = makeLoadBalancer(caller, network, { Name: 'nlb' });
    const targets = group();
    expect(codeOf(() => listen(nlb, targets, { Protocol: 'TCP', Port: 80 }))).toBe('IncompatibleProtocols');
    const forward = [{ TargetGroupArn: targets }, { TargetGroupArn: group({ Name: 'other' }) }];
    const DefaultActions = [{ Type: 'forward', ForwardConfig: { TargetGroups: forward } }];
    expect(codeOf(() => listen(arn, targets, { DefaultActions }))).toBe('ValidationError');
  });

  test('has an idle timeout and may reset', () => {
    const ListenerArn = listen(make(), group()).Listeners?.[0]?.ListenerArn;
    expect(asRecord(caller.run(describeListenerAttributes, { ListenerArn }))).toEqual({
      'tcp.idle_timeout.seconds': '350',
      'send_tcp_reset.on_idle_timeout.enabled': 'false',
    });
    const Attributes = [{ Key: 'send_tcp_reset.on_idle_timeout.enabled', Value: 'true' }];
    expect(asRecord(caller.run(modifyListenerAttributes, { ListenerArn, Attributes }))).toMatchObject({
      'send_tcp_reset.on_idle_timeout.enabled': 'true',
    });
  });
});

describe('a target group', () => {
  test('has the checks and attributes of its protocol', () => {
    const TargetGroupArn = group();
    expect(caller.run(describeTargetGroups, {}).TargetGroups?.[0]).toMatchObject({
      Protocol: 'GENEVE',
      Port: 6081,
      HealthCheckProtocol: 'TCP',
      HealthCheckPort: '80',
      HealthCheckIntervalSeconds: 10,
      HealthCheckTimeoutSeconds: 5,
      HealthyThresholdCount: 5,
      UnhealthyThresholdCount: 2,
    });
    expect(asRecord(caller.run(describeTargetGroupAttributes, { TargetGroupArn }))).toEqual({
      'deregistration_delay.timeout_seconds': '300',
      'stickiness.enabled': 'false',
      'stickiness.type': 'source_ip_dest_ip_proto',
      'target_failover.on_deregistration': 'no_rebalance',
      'target_failover.on_unhealthy': 'no_rebalance',
      'send_tcp_reset.on_unhealthy.enabled': 'false',
      'send_tcp_reset.on_deregistration.enabled': 'false',
    });
  });

  test('changes both kinds of failover together or not at all', () => {
    const TargetGroupArn = group();
    const set = (...keys: string[]) => {
      const Attributes = keys.map((key) => ({ Key: `target_failover.on_${key}`, Value: 'rebalance' }));
      return codeOf(() => caller.run(modifyTargetGroupAttributes, { TargetGroupArn, Attributes }));
    };
    expect(set('unhealthy')).toBe('InvalidConfigurationRequest');
    expect(set('unhealthy', 'deregistration')).toBe('no error');
  });

  test('takes targets on its port only, HTTP codes up to 399, and has quotas of its own', () => {
    const TargetGroupArn = group();
    const add = (Id: string, Port?: number) =>
      codeOf(() => caller.run(registerTargets, { TargetGroupArn, Targets: [{ Id, Port }] }));
    expect(add('10.0.0.5', 80)).toBe('ValidationError');
    expect(add('10.0.0.5', 6081)).toBe('no error');
    setQuotas({ geneveTargetsPerTargetGroup: 1, geneveTargetGroupsPerRegion: 1 });
    expect(add('10.0.0.6')).toBe('TooManyTargets');
    expect(codeOf(() => group({ Name: 'second' }))).toBe('TooManyTargetGroups');
    setQuotas();
    const checks = { Name: 'third', HealthCheckProtocol: 'HTTP' as const };
    expect(codeOf(() => group({ ...checks, Matcher: { HttpCode: '200-499' } }))).toBe('ValidationError');
    expect(codeOf(() => group({ ...checks, Matcher: { HttpCode: '200-399' } }))).toBe('no error');
  });
});

test('has two attributes', () => {
  const LoadBalancerArn = make();
  expect(asRecord(caller.run(describeLoadBalancerAttributes, { LoadBalancerArn }))).toEqual({
    'deletion_protection.enabled': 'false',
    'load_balancing.cross_zone.enabled': 'false',
  });
  const Attributes = [{ Key: 'access_logs.s3.enabled', Value: 'false' }];
  expect(codeOf(() => caller.run(modifyLoadBalancerAttributes, { LoadBalancerArn, Attributes }))).toBe(
    'InvalidConfigurationRequest',
  );
});
