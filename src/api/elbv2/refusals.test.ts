/** What ELBv2 refuses is refused with its code, and what it takes idempotently stays one. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createVpcEndpointServiceConfiguration } from '../ec2/privatelink/createVpcEndpointServiceConfiguration.ts';
import { createSecurityGroup } from '../ec2/securityGroup/createSecurityGroup.ts';
import { setQuotas } from '../quotas.ts';
import { codeOf, type TestCaller, testCaller } from '../testCall.ts';
import { addTags } from './addTags.ts';
import { createListener } from './createListener.ts';
import { createLoadBalancer } from './createLoadBalancer.ts';
import type { createTargetGroup } from './createTargetGroup.ts';
import { deleteListener } from './deleteListener.ts';
import { deleteLoadBalancer } from './deleteLoadBalancer.ts';
import { deleteTargetGroup } from './deleteTargetGroup.ts';
import { describeListeners } from './describeListeners.ts';
import { describeLoadBalancers } from './describeLoadBalancers.ts';
import { describeTags } from './describeTags.ts';
import { describeTargetGroups } from './describeTargetGroups.ts';
import { modifyListener } from './modifyListener.ts';
import { modifyLoadBalancerAttributes } from './modifyLoadBalancerAttributes.ts';
import { modifyTargetGroup } from './modifyTargetGroup.ts';
import { removeTags } from './removeTags.ts';
import { setSecurityGroups } from './setSecurityGroups.ts';
import { setSubnets } from './setSubnets.ts';
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
afterEach(() => setQuotas());

const OTHER = { accountId: '999922223333' };

function makeGroup(GroupName: string): string {
  const input = { GroupName, Description: 'x', VpcId: network.vpcId };
  return caller.run(createSecurityGroup, input).GroupId ?? '';
}

describe('CreateLoadBalancer', () => {
  type Input = Parameters<typeof createLoadBalancer>[1];
  const create = (input: Partial<Input>) => {
    const whole = { Name: 'web', Type: 'network', Subnets: network.subnetIds.slice(0, 2), ...input } as Input;
    return codeOf(() => caller.run(createLoadBalancer, whole));
  };

  test.each<[string, string, () => Partial<Input>]>([
    ['no name', 'ValidationError', () => ({ Name: '' })],
    ['a long name', 'ValidationError', () => ({ Name: 'x'.repeat(33) })],
    ['a name of other characters', 'ValidationError', () => ({ Name: 'a_b' })],
    ['a hyphen at the end', 'ValidationError', () => ({ Name: 'a-' })],
    ["a name that begins with 'internal-'", 'ValidationError', () => ({ Name: 'internal-a' })],
    ['no type, which means application', 'InvalidConfigurationRequest', () => ({ Type: undefined })],
    ['type gateway and a scheme', 'ValidationError', () => ({ Type: 'gateway', Scheme: 'internal' })],
    ['a type that is none', 'ValidationError', () => ({ Type: 'classic' as 'network' })],
    ['a scheme that is none', 'InvalidScheme', () => ({ Scheme: 'public' as 'internal' })],
    ['no subnet', 'ValidationError', () => ({ Subnets: [] })],
    [
      'both forms of subnets',
      'ValidationError',
      () => ({ SubnetMappings: [{ SubnetId: network.subnetIds[0] }] }),
    ],
    ['a subnet that is not there', 'SubnetNotFound', () => ({ Subnets: ['subnet-00000000000000000'] })],
    [
      'two subnets of one zone',
      'InvalidConfigurationRequest',
      () => ({ Subnets: [network.subnetIds[0], network.subnetIds[0]] }),
    ],
    [
      'a fixed address of an internet-facing one',
      'InvalidConfigurationRequest',
      () => ({
        Subnets: undefined,
        SubnetMappings: [{ SubnetId: network.subnetIds[0], PrivateIPv4Address: '10.0.0.9' }],
      }),
    ],
    [
      'a fixed address outside the subnet',
      'InvalidConfigurationRequest',
      () => ({
        Scheme: 'internal',
        Subnets: undefined,
        SubnetMappings: [{ SubnetId: network.subnetIds[0], PrivateIPv4Address: '10.9.0.9' }],
      }),
    ],
    [
      'an Elastic IP that is not there',
      'AllocationIdNotFound',
      () => ({
        Subnets: undefined,
        SubnetMappings: [{ SubnetId: network.subnetIds[0], AllocationId: 'eipalloc-1' }],
      }),
    ],
    ['IPv6', 'InvalidConfigurationRequest', () => ({ IpAddressType: 'dualstack' })],
    [
      'a group that is not there',
      'InvalidSecurityGroup',
      () => ({ SecurityGroups: ['sg-00000000000000000'] }),
    ],
    [
      'a tag twice',
      'DuplicateTagKeys',
      () => ({
        Tags: [
          { Key: 'a', Value: '1' },
          { Key: 'a', Value: '2' },
        ],
      }),
    ],
    ['51 tags', 'TooManyTags', () => ({ Tags: Array.from({ length: 51 }, (_, at) => ({ Key: `k${at}` })) })],
  ])('with %s: %s', (_what, code, input) => {
    expect(create(input())).toBe(code);
    expect(caller.state.snapshot.loadBalancers.size).toBe(0);
    expect(caller.state.snapshot.networkInterfaces.size).toBe(0);
  });

  test('again with the same settings is the same; with others DuplicateLoadBalancerName', () => {
    const first = makeLoadBalancer(caller, network);
    const turned = { Subnets: network.subnetIds.slice(0, 2).reverse() };
    expect(makeLoadBalancer(caller, network, turned)).toBe(first);
    expect(caller.state.snapshot.networkInterfaces.size).toBe(2);
    expect(codeOf(() => makeLoadBalancer(caller, network, { Scheme: 'internet-facing' }))).toBe(
      'DuplicateLoadBalancerName',
    );
    expect(codeOf(() => makeLoadBalancer(caller, network, { Subnets: [network.subnetIds[2]] }))).toBe(
      'DuplicateLoadBalancerName',
    );
  });

  test('above the quota: TooManyLoadBalancers', () => {
    setQuotas({ networkLoadBalancersPerRegion: 1 });
    expect(create({})).toBe('no error');
    expect(create({ Name: 'second' })).toBe('TooManyLoadBalancers');
  });
});

describe('DeleteLoadBalancer', () => {
  const remove = (LoadBalancerArn: string) =>
    codeOf(() => caller.run(deleteLoadBalancer, { LoadBalancerArn }));

  test('takes listeners and nodes along and leaves target groups', () => {
    const arn = makeLoadBalancer(caller, network);
    const group = makeTargetGroup(caller, network);
    makeListener(caller, arn, group);
    expect(remove(arn)).toBe('no error');
    const { loadBalancers, listeners, targetGroups, networkInterfaces } = caller.state.snapshot;
    expect([loadBalancers.size, listeners.size, targetGroups.size]).toEqual([0, 0, 1]);
    expect([...networkInterfaces.all()].map((row) => row.status.dataPlane)).toEqual(['removing', 'removing']);
    expect(remove(arn)).toBe('no error');
    expect(remove('arn')).toBe('ValidationError');
  });

  test('is refused for a service and under deletion protection', () => {
    const arn = makeLoadBalancer(caller, network);
    const Attributes = [{ Key: 'deletion_protection.enabled', Value: 'true' }];
    caller.run(modifyLoadBalancerAttributes, { LoadBalancerArn: arn, Attributes });
    expect(remove(arn)).toBe('OperationNotPermitted');
    const off = [{ Key: 'deletion_protection.enabled', Value: 'false' }];
    caller.run(modifyLoadBalancerAttributes, { LoadBalancerArn: arn, Attributes: off });
    caller.run(createVpcEndpointServiceConfiguration, { NetworkLoadBalancerArns: [arn] });
    expect(remove(arn)).toBe('ResourceInUse');
  });

  test("leaves another account's load balancer alone", () => {
    const arn = makeLoadBalancer(caller, network);
    caller.run(deleteLoadBalancer, { LoadBalancerArn: arn }, OTHER);
    expect(caller.state.snapshot.loadBalancers.has(arn)).toBe(true);
  });
});

describe('SetSubnets', () => {
  const set = (LoadBalancerArn: string, ...Subnets: string[]) =>
    codeOf(() => caller.run(setSubnets, { LoadBalancerArn, Subnets }));
  const zones = (arn: string) => caller.state.snapshot.loadBalancers.get(arn)?.spec.zones ?? [];

  test('adds a zone with a node and keeps the nodes that stay', () => {
    const arn = makeLoadBalancer(caller, network);
    const before = zones(arn);
    expect(set(arn, ...network.subnetIds)).toBe('no error');
    expect(zones(arn).slice(0, 2)).toEqual(before);
    expect(zones(arn)).toHaveLength(3);
  });

  test('removes a zone, but not from under a service', () => {
    const arn = makeLoadBalancer(caller, network);
    const [, second] = zones(arn);
    expect(set(arn, network.subnetIds[0])).toBe('no error');
    const node = caller.state.snapshot.networkInterfaces.get(second?.networkInterfaceId ?? '');
    expect(node?.status.dataPlane).toBe('removing');
    caller.run(createVpcEndpointServiceConfiguration, { NetworkLoadBalancerArns: [arn] });
    expect(set(arn, network.subnetIds[1])).toBe('ResourceInUse');
    expect(set(arn, network.subnetIds[0], network.subnetIds[2])).toBe('no error');
  });

  test("refuses another VPC's subnets", () => {
    const arn = makeLoadBalancer(caller, network);
    expect(set(arn, makeNetwork(caller).subnetIds[0])).toBe('InvalidConfigurationRequest');
  });
});

describe('SetSecurityGroups', () => {
  const set = (LoadBalancerArn: string, SecurityGroups: string[], enforce?: 'on' | 'off') =>
    codeOf(() =>
      caller.run(setSecurityGroups, {
        LoadBalancerArn,
        SecurityGroups,
        EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: enforce,
      }),
    );

  test('replaces the groups of the load balancer and of its nodes', () => {
    const [a, b] = [makeGroup('a'), makeGroup('b')];
    const arn = makeLoadBalancer(caller, network, { SecurityGroups: [a] });
    expect(set(arn, [b], 'off')).toBe('no error');
    const [shown] = caller.run(describeLoadBalancers, { LoadBalancerArns: [arn] }).LoadBalancers ?? [];
    expect(shown?.SecurityGroups).toEqual([b]);
    expect(shown?.EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic).toBe('off');
    const nodes = [...caller.state.snapshot.networkInterfaces.all()];
    expect(nodes.map((row) => row.spec.groupIds)).toEqual([[b], [b]]);
  });

  test('is refused for a load balancer made without groups, and for no group at all', () => {
    expect(set(makeLoadBalancer(caller, network), [makeGroup('a')])).toBe('InvalidConfigurationRequest');
    const arn = makeLoadBalancer(caller, network, { Name: 'with', SecurityGroups: [makeGroup('b')] });
    expect(set(arn, [])).toBe('InvalidConfigurationRequest');
    expect(set(arn, ['sg-00000000000000000'])).toBe('InvalidSecurityGroup');
  });
});

describe('a target group', () => {
  type Input = Parameters<typeof createTargetGroup>[1];
  const create = (input: Partial<Input>) => codeOf(() => makeTargetGroup(caller, network, input));

  test.each<[string, string, Partial<Input>]>([
    ['no name', 'ValidationError', { Name: undefined }],
    ['a hyphen at the start', 'ValidationError', { Name: '-a' }],
    ['no protocol', 'ValidationError', { Protocol: undefined }],
    ['a protocol that is none', 'ValidationError', { Protocol: 'SCTP' as 'TCP' }],
    ['no port', 'ValidationError', { Port: undefined }],
    ['port 0', 'ValidationError', { Port: 0 }],
    ['port 65536', 'ValidationError', { Port: 65_536 }],
    ['no VPC', 'ValidationError', { VpcId: undefined }],
    ['a VPC that is not there', 'ValidationError', { VpcId: 'vpc-00000000000000000' }],
    ['type alb and UDP', 'ValidationError', { TargetType: 'alb', Protocol: 'UDP' }],
    ['type lambda and a port', 'ValidationError', { TargetType: 'lambda' }],
    ['GENEVE on another port', 'ValidationError', { Protocol: 'GENEVE' }],
    ['checks off', 'ValidationError', { HealthCheckEnabled: false }],
    ['checks by UDP', 'ValidationError', { HealthCheckProtocol: 'UDP' }],
    ['an interval of 4 s', 'ValidationError', { HealthCheckIntervalSeconds: 4 }],
    ['an interval of 301 s', 'ValidationError', { HealthCheckIntervalSeconds: 301 }],
    ['a timeout of 1 s', 'ValidationError', { HealthCheckTimeoutSeconds: 1 }],
    ['a timeout above its interval', 'ValidationError', { HealthCheckTimeoutSeconds: 31 }],
    ['a threshold of 1', 'ValidationError', { HealthyThresholdCount: 1 }],
    ['a threshold of 11', 'ValidationError', { UnhealthyThresholdCount: 11 }],
    ['a bad check port', 'ValidationError', { HealthCheckPort: '0' }],
    ['a path with TCP checks', 'ValidationError', { HealthCheckPath: '/' }],
    ['a path without a slash', 'ValidationError', { HealthCheckProtocol: 'HTTP', HealthCheckPath: 'x' }],
    [
      'a path with a line break',
      'ValidationError',
      { HealthCheckProtocol: 'HTTP', HealthCheckPath: '/\r\nx' },
    ],
    ['a bad matcher', 'ValidationError', { HealthCheckProtocol: 'HTTP', Matcher: { HttpCode: '100-299' } }],
  ])('is not made with %s: %s', (_what, code, input) => {
    expect(create(input)).toBe(code);
    expect(caller.state.snapshot.targetGroups.size).toBe(0);
  });

  test('is one for equal settings; for others DuplicateTargetGroupName', () => {
    expect(makeTargetGroup(caller, network)).toBe(makeTargetGroup(caller, network));
    expect(create({ Port: 81 })).toBe('DuplicateTargetGroupName');
  });

  test('changes its health checks and keeps the rest', () => {
    const TargetGroupArn = makeTargetGroup(caller, network);
    const change = {
      HealthCheckProtocol: 'HTTP' as const,
      HealthCheckPath: '/up',
      HealthCheckIntervalSeconds: 7,
    };
    const [shown] = caller.run(modifyTargetGroup, { TargetGroupArn, ...change }).TargetGroups ?? [];
    expect(shown).toMatchObject({
      HealthCheckProtocol: 'HTTP',
      HealthCheckPath: '/up',
      HealthCheckIntervalSeconds: 7,
      HealthCheckTimeoutSeconds: 7,
      HealthyThresholdCount: 5,
      Matcher: { HttpCode: '200-399' },
      Port: 80,
    });
  });

  test('is gone for success; an unknown one too', () => {
    const TargetGroupArn = makeTargetGroup(caller, network);
    expect(codeOf(() => caller.run(deleteTargetGroup, { TargetGroupArn }))).toBe('no error');
    expect(codeOf(() => caller.run(deleteTargetGroup, { TargetGroupArn }))).toBe('no error');
    expect(codeOf(() => caller.run(describeTargetGroups, { TargetGroupArns: [TargetGroupArn] }))).toBe(
      'TargetGroupNotFound',
    );
  });
});

describe('a listener', () => {
  type Input = Parameters<typeof createListener>[1];
  const create = (LoadBalancerArn: string, TargetGroupArn: string, input: Partial<Input> = {}) =>
    codeOf(() =>
      caller.run(createListener, {
        LoadBalancerArn,
        Protocol: 'TCP',
        Port: 80,
        DefaultActions: [{ Type: 'forward', TargetGroupArn }],
        ...input,
      }),
    );

  test.each<[string, string, Partial<Input>]>([
    ['UDP to a TCP group', 'IncompatibleProtocols', { Protocol: 'UDP' }],
    ['TLS without a certificate', 'ValidationError', { Protocol: 'TLS' }],
    ['HTTP', 'ValidationError', { Protocol: 'HTTP' }],
    ['no port', 'ValidationError', { Port: undefined }],
    ['port 70000', 'ValidationError', { Port: 70_000 }],
    ['no action', 'ValidationError', { DefaultActions: [] }],
    ['a redirect', 'InvalidLoadBalancerAction', { DefaultActions: [{ Type: 'redirect' }] }],
    ['an action without a group', 'ValidationError', { DefaultActions: [{ Type: 'forward' }] }],
    ['two actions', 'TooManyActions', { DefaultActions: [{ Type: 'forward' }, { Type: 'forward' }] }],
    ['a certificate', 'ValidationError', { Certificates: [{ CertificateArn: 'arn' }] }],
  ])('is not made with %s: %s', (_what, code, input) => {
    expect(create(makeLoadBalancer(caller, network), makeTargetGroup(caller, network), input)).toBe(code);
  });

  test('needs a load balancer and a target group of its VPC that no other load balancer has', () => {
    const [arn, group] = [makeLoadBalancer(caller, network), makeTargetGroup(caller, network)];
    const unknown = (of: string) => `${of.slice(0, -16)}0000000000000000`;
    expect(create(unknown(arn), group)).toBe('LoadBalancerNotFound');
    expect(create(arn, unknown(group))).toBe('TargetGroupNotFound');
    const foreign = makeTargetGroup(caller, makeNetwork(caller), { Name: 'foreign' });
    expect(create(arn, foreign)).toBe('InvalidConfigurationRequest');
    expect(create(arn, group)).toBe('no error');
    expect(create(makeLoadBalancer(caller, network, { Name: 'second' }), group)).toBe(
      'TargetGroupAssociationLimit',
    );
  });

  test('has a port of its own, at creation and after a change; made again the same it is one', () => {
    const [arn, group] = [makeLoadBalancer(caller, network), makeTargetGroup(caller, network)];
    const other = makeTargetGroup(caller, network, { Name: 'other' });
    const first = makeListener(caller, arn, group);
    expect(makeListener(caller, arn, group)).toBe(first);
    expect(create(arn, other)).toBe('DuplicateListener');
    const second = makeListener(caller, arn, other, 81);
    const modify = (Port: number) => codeOf(() => caller.run(modifyListener, { ListenerArn: second, Port }));
    expect(modify(80)).toBe('DuplicateListener');
    expect(modify(82)).toBe('no error');
    expect(caller.run(describeListeners, { LoadBalancerArn: arn }).Listeners?.map((row) => row.Port)).toEqual(
      [80, 82],
    );
    caller.run(deleteListener, { ListenerArn: second });
    expect(codeOf(() => caller.run(deleteListener, { ListenerArn: second }))).toBe('ListenerNotFound');
  });

  test('above the quota: TooManyListeners', () => {
    setQuotas({ listenersPerNetworkLoadBalancer: 1 });
    const [arn, group] = [makeLoadBalancer(caller, network), makeTargetGroup(caller, network)];
    expect(create(arn, group)).toBe('no error');
    expect(create(arn, group, { Port: 81 })).toBe('TooManyListeners');
  });
});

describe('Describe calls', () => {
  test('page by marker', () => {
    for (const Name of ['a', 'b', 'c']) makeTargetGroup(caller, network, { Name });
    const first = caller.run(describeTargetGroups, { PageSize: 2 });
    const rest = caller.run(describeTargetGroups, { PageSize: 2, Marker: first.NextMarker });
    const names = [...(first.TargetGroups ?? []), ...(rest.TargetGroups ?? [])].map(
      (row) => row.TargetGroupName,
    );
    expect(names).toEqual(['a', 'b', 'c']);
    expect(rest.NextMarker).toBeUndefined();
    expect(codeOf(() => caller.run(describeTargetGroups, { PageSize: 0 }))).toBe('ValidationError');
    expect(codeOf(() => caller.run(describeTargetGroups, { Marker: 'x' }))).toBe('ValidationError');
  });

  test("show nothing of another account's", () => {
    const arn = makeLoadBalancer(caller, network);
    expect(caller.run(describeLoadBalancers, {}, OTHER).LoadBalancers).toEqual([]);
    expect(codeOf(() => caller.run(describeLoadBalancers, { LoadBalancerArns: [arn] }, OTHER))).toBe(
      'LoadBalancerNotFound',
    );
    expect(codeOf(() => caller.run(describeLoadBalancers, { Names: ['web'] }, OTHER))).toBe(
      'LoadBalancerNotFound',
    );
  });
});

test('tags are added, overwritten, listed and removed on each kind of resource', () => {
  const [arn, group] = [makeLoadBalancer(caller, network), makeTargetGroup(caller, network)];
  const ResourceArns = [arn, group, makeListener(caller, arn, group)];
  caller.run(addTags, { ResourceArns, Tags: [{ Key: 'a', Value: '1' }] });
  caller.run(addTags, { ResourceArns, Tags: [{ Key: 'a', Value: '2' }, { Key: 'b' }] });
  caller.run(removeTags, { ResourceArns, TagKeys: ['b', 'absent'] });
  const tags = caller.run(describeTags, { ResourceArns }).TagDescriptions;
  expect(tags).toEqual(
    ResourceArns.map((ResourceArn) => ({ ResourceArn, Tags: [{ Key: 'a', Value: '2' }] })),
  );
  expect(codeOf(() => caller.run(describeTags, { ResourceArns: ['arn:x'] }))).toBe('ValidationError');
});
