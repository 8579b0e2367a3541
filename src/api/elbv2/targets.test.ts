/** Targets: who may be one, and what DescribeTargetHealth says of it. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { TargetHealth } from '../../resources/loadBalancer.ts';
import { codeOf, type TestCaller, testCaller } from '../testCall.ts';
import { deregisterTargets } from './deregisterTargets.ts';
import { describeTargetHealth } from './describeTargetHealth.ts';
import { registerTargets } from './registerTargets.ts';
import {
  makeInstance,
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

function register(
  TargetGroupArn: string,
  ...Targets: Parameters<typeof registerTargets>[1]['Targets'] & object
): string {
  return codeOf(() => caller.run(registerTargets, { TargetGroupArn, Targets }));
}

/** State and reason of every target, in order. */
function health(TargetGroupArn: string, Targets?: { Id: string; Port?: number }[]): string[] {
  const { TargetHealthDescriptions = [] } = caller.run(describeTargetHealth, { TargetGroupArn, Targets });
  return TargetHealthDescriptions.map(({ TargetHealth: found }) =>
    [found?.State, found?.Reason].join(' ').trim(),
  );
}

function found(targetId: string, result: TargetHealth): void {
  caller.change((tx) => {
    for (const row of tx.targets.by('target', targetId))
      tx.targets.put({ ...row, status: { health: result } });
  });
}

function usedGroup(options: Parameters<typeof makeTargetGroup>[2] = {}): string {
  const group = makeTargetGroup(caller, network, options);
  const loadBalancer = makeLoadBalancer(caller, network);
  makeListener(caller, loadBalancer, group);
  activate(loadBalancer);
  return group;
}

describe('an address', () => {
  test.each([
    ['10.0.0.10', undefined, 'no error'],
    ['10.0.0.10', 'us-east-1b', 'no error'],
    ['10.0.0.10', 'us-east-1z', 'ValidationError'],
    ['192.168.1.1', 'all', 'no error'],
    ['192.168.1.1', undefined, 'InvalidTarget'],
    ['8.8.8.8', 'all', 'InvalidTarget'],
    ['10.0.0', undefined, 'ValidationError'],
    ['i-00000000000000000', undefined, 'ValidationError'],
  ])('%s in zone %s: %s', (Id, AvailabilityZone, code) => {
    expect(register(makeTargetGroup(caller, network), { Id, AvailabilityZone })).toBe(code);
  });

  test('may be registered once per port', () => {
    const group = makeTargetGroup(caller, network);
    expect(register(group, { Id: '10.0.0.10' }, { Id: '10.0.0.10', Port: 81 }, { Id: '10.0.0.10' })).toBe(
      'no error',
    );
    expect(health(group)).toHaveLength(2);
    expect(register(group, { Id: '10.0.0.10', Port: 0 })).toBe('ValidationError');
    expect(register(group)).toBe('ValidationError');
  });
});

describe('an instance', () => {
  const group = () => makeTargetGroup(caller, network, { TargetType: 'instance' });

  test('must be there, in the VPC and running', () => {
    const elsewhere = makeInstance(caller, makeNetwork(caller).subnetIds[0]);
    const pending = makeInstance(caller, network.subnetIds[0], 'pending');
    const running = makeInstance(caller, network.subnetIds[0]);
    expect(register(group(), { Id: 'i-0000000000000ffff' })).toBe('InvalidTarget');
    expect(register(group(), { Id: elsewhere })).toBe('InvalidTarget');
    expect(register(group(), { Id: pending })).toBe('InvalidTarget');
    expect(register(group(), { Id: running })).toBe('no error');
  });

  test('that is refused leaves the others of its call unregistered', () => {
    const arn = group();
    const running = makeInstance(caller, network.subnetIds[0]);
    expect(register(arn, { Id: running }, { Id: 'i-0000000000000ffff' })).toBe('InvalidTarget');
    expect(health(arn)).toEqual([]);
  });
});

function activate(arn: string, state: 'active' | 'provisioning' = 'active'): void {
  caller.change((tx) => {
    const row = tx.loadBalancers.get(arn);
    if (row) tx.loadBalancers.put({ ...row, status: { state } });
  });
}

describe('health', () => {
  test('of a target nobody forwards to is unused, whatever the checks found', () => {
    const group = makeTargetGroup(caller, network);
    register(group, { Id: '10.0.0.10' });
    found('10.0.0.10', { state: 'healthy' });
    expect(health(group)).toEqual(['unused Target.NotInUse']);
  });

  test('is unknown while the load balancer is being made', () => {
    const group = usedGroup();
    const [loadBalancer] = caller.state.snapshot.loadBalancers.all();
    activate(loadBalancer?.id ?? '', 'provisioning');
    register(group, { Id: '10.0.0.10' });
    expect(health(group)).toEqual(['initial Elb.RegistrationInProgress']);
  });

  test('is what the checks found', () => {
    const group = usedGroup();
    register(group, { Id: '10.0.0.10' });
    expect(health(group)).toEqual(['initial Elb.InitialHealthChecking']);
    found('10.0.0.10', { state: 'healthy' });
    expect(health(group)).toEqual(['healthy']);
    found('10.0.0.10', { state: 'unhealthy', reason: 'Target.Timeout', description: 'Request timed out' });
    expect(health(group)).toEqual(['unhealthy Target.Timeout']);
  });

  test('of a target in a zone that the load balancer does not have is unused', () => {
    const group = usedGroup();
    register(group, { Id: '10.0.2.10' }, { Id: '192.168.0.1', AvailabilityZone: 'all' });
    expect(health(group)).toEqual(['unused Target.NotInUse', 'initial Elb.InitialHealthChecking']);
  });

  test('of what is not registered says so', () => {
    expect(health(usedGroup(), [{ Id: '10.0.0.99' }])).toEqual(['unused Target.NotRegistered']);
  });

  test("of the load balancer's own address is unusable", () => {
    const group = usedGroup();
    const [node] = [...caller.state.snapshot.networkInterfaces.all()];
    register(group, { Id: node?.spec.privateIpAddress ?? '' });
    expect(health(group)).toEqual(['unused Target.IpUnusable']);
  });

  test('of a terminated instance is unused', () => {
    const group = usedGroup({ TargetType: 'instance' });
    const id = makeInstance(caller, network.subnetIds[0]);
    register(group, { Id: id });
    found(id, { state: 'healthy' });
    expect(health(group)).toEqual(['healthy']);
    caller.change((tx) => {
      const row = tx.instances.get(id);
      if (row) tx.instances.put({ ...row, status: { state: 'terminated' } });
    });
    expect(health(group)).toEqual(['unused Target.InvalidState']);
  });
});

describe('deregistration', () => {
  const deregister = (TargetGroupArn: string, Id: string) =>
    codeOf(() => caller.run(deregisterTargets, { TargetGroupArn, Targets: [{ Id }] }));

  test('drains a target in use, and registering it again starts it anew', () => {
    const group = usedGroup();
    register(group, { Id: '10.0.0.10' });
    found('10.0.0.10', { state: 'healthy' });
    expect(deregister(group, '10.0.0.10')).toBe('no error');
    expect(health(group)).toEqual(['draining Target.DeregistrationInProgress']);
    expect(deregister(group, '10.0.0.10')).toBe('no error');
    register(group, { Id: '10.0.0.10' });
    expect(health(group)).toEqual(['initial Elb.InitialHealthChecking']);
  });

  test('removes a target that nobody forwards to at once, and refuses what is not registered', () => {
    const group = makeTargetGroup(caller, network);
    register(group, { Id: '10.0.0.10' });
    expect(deregister(group, '10.0.0.10')).toBe('no error');
    expect(health(group)).toEqual([]);
    expect(deregister(group, '10.0.0.10')).toBe('InvalidTarget');
  });
});
