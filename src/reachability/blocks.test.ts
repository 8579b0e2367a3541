/** Twelve and more ways to block one path: each is named, with its component, and the trace agrees. */
import { beforeAll, describe, expect, test } from 'vitest';
import { deleteListener } from '../api/elbv2/deleteListener.ts';
import { deregisterTargets } from '../api/elbv2/deregisterTargets.ts';
import { registerTargets } from '../api/elbv2/registerTargets.ts';
import { type Answer, findAnswer } from './answer.ts';
import type { Blocked, Finding } from './journey.ts';
import { traceJudge } from './judge.ts';
import { resolve } from './names.ts';
import { makeListener, PORT, PRIVATE_NAME, PROVIDER, type TestWorld, testWorld } from './testWorld.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld();
});

const OPEN = { IpProtocol: 'tcp', FromPort: PORT, ToPort: PORT, IpRanges: [{ CidrIp: '10.0.0.0/16' }] };
const ALL = { IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] };

interface Block {
  readonly code: string;
  readonly component: () => string;
  readonly direction?: 'ingress' | 'egress';
  readonly apply: () => void;
  readonly undo: () => void;
}

function entry(NetworkAclId: () => string, Egress: boolean, as?: { accountId: string }) {
  return {
    apply: () =>
      world.call(
        'CreateNetworkAclEntry',
        {
          NetworkAclId: NetworkAclId(),
          Egress,
          RuleNumber: 50,
          Protocol: '6',
          RuleAction: 'deny',
          CidrBlock: '10.0.0.0/16',
          PortRange: { From: 0, To: 65_535 },
        },
        as,
      ),
    undo: () =>
      world.call('DeleteNetworkAclEntry', { NetworkAclId: NetworkAclId(), Egress, RuleNumber: 50 }, as),
  };
}

function rule(
  verb: 'Ingress' | 'Egress',
  GroupId: () => string,
  permission: object,
  as?: { accountId: string },
) {
  const input = () => ({ GroupId: GroupId(), IpPermissions: [permission] });
  return {
    apply: () => world.call(`RevokeSecurityGroup${verb}`, input(), as),
    undo: () => world.call(`AuthorizeSecurityGroup${verb}`, input(), as),
  };
}

function decide(decision: 'Reject' | 'Accept') {
  const input = { ServiceId: world.serviceId, VpcEndpointIds: [world.endpointId] };
  world.call(`${decision}VpcEndpointConnections`, input, PROVIDER);
  world.settle();
}

const BLOCKS: Readonly<Record<string, Block>> = {
  "the client's group lets nothing out": {
    code: 'SG_HAS_NO_RULES',
    component: () => world.client.interfaceId,
    direction: 'egress',
    ...rule('Egress', () => world.client.groupId, ALL),
  },
  "the endpoint's group admits nothing": {
    code: 'SG_HAS_NO_RULES',
    component: () => endpointInterface(),
    direction: 'ingress',
    ...rule('Ingress', () => world.client.groupId, OPEN),
  },
  "the server's group admits nothing": {
    code: 'SG_HAS_NO_RULES',
    component: () => world.server.interfaceId,
    direction: 'ingress',
    ...rule('Ingress', () => world.server.groupId, OPEN, PROVIDER),
  },
  "the client's ACL lets nothing out": {
    code: 'SUBNET_ACL_RESTRICTION',
    component: () => world.client.aclId,
    direction: 'egress',
    ...entry(() => world.client.aclId, true),
  },
  "the endpoint's ACL lets nothing in": {
    code: 'SUBNET_ACL_RESTRICTION',
    component: () => world.endpointAclId,
    direction: 'ingress',
    ...entry(() => world.endpointAclId, false),
  },
  "the endpoint's ACL lets no answer out": {
    code: 'SUBNET_ACL_RESTRICTION',
    component: () => world.endpointAclId,
    direction: 'egress',
    ...entry(() => world.endpointAclId, true),
  },
  "the client's ACL lets no answer in": {
    code: 'SUBNET_ACL_RESTRICTION',
    component: () => world.client.aclId,
    direction: 'ingress',
    ...entry(() => world.client.aclId, false),
  },
  'the provider has rejected': {
    code: 'BAD_STATE',
    component: () => world.endpointId,
    apply: () => decide('Reject'),
    undo: () => decide('Accept'),
  },
  'no target is healthy': {
    code: 'ELBV2_LISTENER_REQUIRES_TG_ACCEPT',
    component: () => world.groupArn,
    apply: () => world.setHealth('unhealthy'),
    undo: () => world.setHealth('healthy'),
  },
  'no target has been checked': {
    code: 'ELBV2_LISTENER_REQUIRES_TG_ACCEPT',
    component: () => world.groupArn,
    apply: () => world.setHealth('initial'),
    undo: () => world.setHealth('healthy'),
  },
  'no target is registered': {
    code: 'ELBV2_LISTENER_HAS_NO_TG',
    component: () => world.groupArn,
    apply: () => world.caller.run(deregisterTargets, targets(), PROVIDER),
    undo: () => {
      world.caller.run(registerTargets, targets(), PROVIDER);
      world.setHealth('healthy');
    },
  },
  'there is no listener': {
    code: 'ELBV2_LISTENERS_MISMATCH',
    component: () => world.balancerArn,
    apply: () => {
      const [listener] = world.caller.state.snapshot.listeners.by('loadBalancer', world.balancerArn);
      world.caller.run(deleteListener, { ListenerArn: listener?.id }, PROVIDER);
    },
    undo: () => makeListener(world.caller, world.balancerArn, world.groupArn),
  },
};

function targets() {
  return { TargetGroupArn: world.groupArn, Targets: [{ Id: world.server.instanceId }] };
}

function endpointInterface(): string {
  const endpoint = world.caller.state.snapshot.vpcEndpoints.get(world.endpointId);
  return Object.values(endpoint?.status.networkInterfaceIds ?? {})[0] ?? '';
}

function ask(more: object = {}): Promise<Answer> {
  const from = { kind: 'interface', id: world.client.interfaceId, address: world.client.address } as const;
  const question = {
    from,
    addresses: [world.endpointAddress],
    protocol: 'tcp',
    port: PORT,
    ...more,
  } as const;
  return findAnswer(world.caller.state.snapshot, question, traceJudge);
}

describe('an open path', () => {
  test('is found, component by component, there and back', async () => {
    const { reachable, fault, way } = await ask();
    expect([reachable, fault]).toEqual([true, undefined]);
    expect(way.forward.map(({ kind }) => kind)).toEqual([
      'instance',
      'network interface',
      'security group',
      'network ACL',
      'route table',
      'network ACL',
      'security group',
      'network interface',
      'endpoint',
      'endpoint service',
      'load balancer',
      'target group',
      'route table',
      'security group',
      'network interface',
      'instance',
    ]);
    expect(way.back.map(({ kind }) => kind)).toEqual([
      'instance',
      'network ACL',
      'route table',
      'network ACL',
    ]);
    expect(way.packet).toMatchObject({ destination: world.server.address, destinationPort: PORT });
  });

  test.each(Object.entries(BLOCKS))('is blocked when %s, and open again after', async (_, block) => {
    block.apply();
    const { reachable, fault, way } = await ask().finally(block.undo);
    const { shown, sentence, advice } = (way.finding ?? way.doubt) as Finding;
    expect([reachable, fault]).toEqual([false, undefined]);
    expect(shown).toMatchObject({
      ExplanationCode: block.code,
      Component: { Id: block.component() },
      ...(block.direction ? { Direction: block.direction } : {}),
    });
    expect(sentence).toContain(shown.Component?.Name ?? block.component());
    expect(advice).not.toBe('');
    expect(await ask()).toMatchObject({ reachable: true, fault: undefined });
  });

  test('is not open to other ports, nor to pings', async () => {
    const other = await ask({ port: 443 });
    expect([other.reachable, other.fault]).toEqual([false, undefined]);
    expect(other.way.finding?.shown.ExplanationCode).toBe('ENI_SG_RULES_MISMATCH');
    const ping = await ask({ protocol: 'icmp', port: undefined });
    expect([ping.reachable, ping.fault]).toEqual([false, undefined]);
  });

  test('leads to nobody at an address that nobody has', async () => {
    const { reachable, fault, way } = await ask({ addresses: ['10.0.7.7'] });
    expect([reachable, fault]).toEqual([false, undefined]);
    expect(way.finding?.shown.ExplanationCode).toBe('NO_POSSIBLE_DESTINATION');
    const outside = await ask({ addresses: ['10.9.9.9'] });
    expect([outside.reachable, outside.fault]).toEqual([false, undefined]);
    expect(outside.way.finding?.shown).toMatchObject({
      ExplanationCode: 'NO_ROUTE_TO_DESTINATION',
      Component: { Id: world.client.routeTableId },
    });
  });
});

describe('a name', () => {
  const resolved = (name: string) => {
    try {
      return resolve(world.caller.state.snapshot, world.client.vpcId, name);
    } catch (end) {
      return (end as Blocked).finding.shown;
    }
  };
  const attribute = (name: string, Value: boolean) =>
    world.call('ModifyVpcAttribute', { VpcId: world.client.vpcId, [name]: { Value } });

  test("is the service's own in the VPC, the endpoint's, the load balancer's, and the instance's", () => {
    const at = (address: string) => ({ addresses: [address] });
    expect(resolved(PRIVATE_NAME)).toMatchObject(at(world.endpointAddress));
    const shown = world.call('DescribeVpcEndpoints', { VpcEndpointIds: [world.endpointId] }).VpcEndpoints[0];
    for (const { DnsName } of shown.DnsEntries) {
      expect(resolved(DnsName)).toMatchObject(at(world.endpointAddress));
    }
    const { client } = world;
    const name = `ip-${client.address.replaceAll('.', '-')}.ec2.internal`;
    expect(resolved(name)).toMatchObject(at(client.address));
    const balancer = world.caller.state.snapshot.loadBalancers.get(world.balancerArn);
    expect(resolved(balancer?.spec.dnsName ?? '')).toHaveProperty('addresses.length', 1);
    expect(resolved('www.example.org')).toMatchObject({ Component: { Id: client.vpcId } });
  });

  test('means nothing with an attribute of the VPC off, or private DNS off, and the answer says which', () => {
    attribute('EnableDnsHostnames', false);
    expect(resolved(PRIVATE_NAME)).toMatchObject({
      ExplanationCode: 'UNKNOWN_DESTINATION',
      Component: { Id: world.client.vpcId },
      MissingComponent: 'enableDnsHostnames',
    });
    attribute('EnableDnsSupport', false);
    expect(resolved(PRIVATE_NAME)).toMatchObject({
      Component: { Id: world.client.vpcId },
      MissingComponent: 'enableDnsSupport',
    });
    attribute('EnableDnsSupport', true);
    attribute('EnableDnsHostnames', true);
    const modify = (PrivateDnsEnabled: boolean) =>
      world.call('ModifyVpcEndpoint', { VpcEndpointId: world.endpointId, PrivateDnsEnabled });
    modify(false);
    expect(resolved(PRIVATE_NAME)).toMatchObject({
      ExplanationCode: 'UNKNOWN_DESTINATION',
      Component: { Id: world.endpointId },
      MissingComponent: 'privateDnsEnabled',
    });
    modify(true);
    expect(resolved(PRIVATE_NAME)).toHaveProperty('addresses');
  });
});
