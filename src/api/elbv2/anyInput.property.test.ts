/**
 * Random calls of every operation, shaped by the SDK's own schemas: each is answered in a form that can be written
 * down or refused with an error of AWS's, and a refused call leaves no trace. What is left is whole.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { answeredOrRefused } from '../../../test/support/anyCall.ts';
import { known } from '../../base/assert.ts';
import { type Random, seededRandom } from '../../base/random.ts';
import type { Listener } from '../../resources/loadBalancer.ts';
import type { Snapshot } from '../../state/tables.ts';
import { awsQuery } from '../../wire/awsQuery.ts';
import { elbv2Model } from '../../wire/model.ts';
import type { OperationModel } from '../../wire/protocol.ts';
import { kindOf, requiredMembers, type Schema, schemaOf } from '../../wire/schemaKind.ts';
import { createSubnet } from '../ec2/subnet/createSubnet.ts';
import { type TestCaller, testCaller } from '../testCall.ts';
import { elbv2Operations } from './operations.ts';
import {
  makeInstance,
  makeListener,
  makeLoadBalancer,
  makeNetwork,
  makeTargetGroup,
} from './testBalancer.ts';

const MODEL = elbv2Model();
const NAMES = Object.keys(elbv2Operations);
/** Without what these make the others have nothing to work on. */
const MAKERS = ['CreateLoadBalancer', 'CreateTargetGroup', 'CreateListener', 'RegisterTargets'];
const RUNS = 20;
const CALLS = 250;

const TEXTS: Readonly<Record<string, readonly string[]>> = {
  Type: ['network', 'network', 'network', 'network', 'gateway', 'application'],
  Name: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'],
  Scheme: ['internal', 'internet-facing'],
  Protocol: ['TCP', 'TCP', 'TCP', 'UDP', 'TCP_UDP', 'TCP_UDP', 'TLS', 'GENEVE', 'HTTP'],
  HealthCheckProtocol: ['TCP', 'HTTP', 'HTTPS'],
  HealthCheckPort: ['traffic-port', '80'],
  HealthCheckPath: ['/', '/up'],
  HttpCode: ['200', '200-399'],
  TargetType: ['ip', 'ip', 'ip', 'instance', 'instance', 'alb', 'lambda'],
  IpAddressType: ['ipv4', 'dualstack', 'ipv6'],
  AvailabilityZone: ['us-east-1a', 'all'],
  PrivateIPv4Address: ['10.0.0.9', '10.0.1.9'],
  CertificateArn: [
    'arn:aws:acm:us-east-1:111122223333:certificate/a',
    'arn:aws:acm:eu-west-1:111122223333:certificate/a',
  ],
  SslPolicy: ['ELBSecurityPolicy-2016-08', 'ELBSecurityPolicy-TLS13-1-3-2021-06'],
  AlpnPolicy: ['None', 'HTTP2Only'],
  EnablePrefixForIpv6SourceNat: ['on', 'off'],
  EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: ['on', 'off'],
  SourceNatIpv6Prefix: ['auto_assigned'],
  Key: [
    'deletion_protection.enabled',
    'load_balancing.cross_zone.enabled',
    'stickiness.enabled',
    'preserve_client_ip.enabled',
    'deregistration_delay.timeout_seconds',
    'tcp.idle_timeout.seconds',
    'secondary_ips.auto_assigned.per_subnet',
  ],
  Value: ['true', 'false', '60', '1'],
};
const ACTIONS = ['forward', 'forward', 'forward', 'redirect'];
const ODD = ['', '__proto__', 'constructor', '\u0000', 'é😀', 'x'.repeat(300), '../..', 'aws:x', '*', '::1'];
const NUMBERS = [1, 2, 5, 10, 30, 80, 443, 0, -1, 70_000, 1e9, Number.NaN];
const PORTS = [80, 80, 443, 53, 8080, 6081];

const oneOf = <T>(random: Random, values: readonly T[]): T => values[random.integer(values.length)] as T;

/** What there is, by the members that name it. */
function present(snapshot: Snapshot): Readonly<Record<string, readonly string[]>> {
  const ids = (table: { all(): Iterable<{ id: string }> }) => Array.from(table.all(), ({ id }) => id);
  const [balancers, groups] = [ids(snapshot.loadBalancers), ids(snapshot.targetGroups)];
  const listeners = ids(snapshot.listeners);
  const rules = listeners.map((arn) => `${arn.replace(':listener/', ':listener-rule/')}/${arn.slice(-16)}`);
  return {
    LoadBalancerArn: balancers,
    LoadBalancerArns: balancers,
    TargetGroupArn: groups,
    TargetGroupArns: groups,
    ListenerArn: listeners,
    ListenerArns: listeners,
    RuleArn: rules,
    RuleArns: rules,
    ResourceArns: [...balancers, ...groups, ...listeners, ...rules],
    VpcId: ids(snapshot.vpcs).slice(-1),
    Subnets: ids(snapshot.subnets).slice(-5),
    SubnetId: ids(snapshot.subnets).slice(-5),
    SecurityGroups: ids(snapshot.securityGroups),
    Id: [...ids(snapshot.instances), '10.0.0.20', '10.0.0.21', '10.0.1.20', '192.168.0.1'],
  };
}

type Present = ReturnType<typeof present>;

function textFor(random: Random, member: string, there: Present): string {
  if (random.integer(40) === 0) return oneOf(random, ODD);
  const values = there[member] ?? TEXTS[member] ?? ['a', 'b', 'c'];
  return values.length > 0 ? oneOf(random, values) : 'a';
}

function valueFor(random: Random, schema: Schema, member: string, there: Present): unknown {
  const kind = kindOf(schema);
  if (kind === 'string') return textFor(random, member, there);
  if (kind === 'integer' || kind === 'number') {
    return oneOf(random, member === 'Port' && random.integer(20) > 0 ? PORTS : NUMBERS);
  }
  if (kind === 'boolean') return random.integer(2) === 0;
  if (kind === 'struct') return structFor(random, schema, there);
  if (kind !== 'list') return undefined;
  const length = random.integer(12) === 0 ? 0 : 1 + (random.integer(4) === 0 ? 1 : 0);
  return Array.from({ length }, () => valueFor(random, schema.getValueSchema(), member, there));
}

/** Members without which a call would mostly say that they are missing. */
const LIKELY =
  /^(Type|Subnets|Protocol|Port|VpcId|DefaultActions|TargetGroupArn|LoadBalancerArn|ListenerArn|Attributes|CertificateArn|TargetType)$/;

function structFor(random: Random, schema: Schema, there: Present): Record<string, unknown> {
  if (kindOf(schema) === 'unit') return {};
  const needed = requiredMembers(schema);
  const struct: Record<string, unknown> = {};
  for (const [name, member] of schema.structIterator()) {
    const chance = LIKELY.test(name) ? random.integer(12) > 0 : random.integer(20) === 0;
    // The wire lets nothing pass without its required members.
    if (needed.includes(name) || chance) struct[name] = valueFor(random, member, name, there);
  }
  // An action's type has the name that a load balancer's type has.
  if ('TargetGroupArn' in struct && 'Type' in struct) struct.Type = oneOf(random, ACTIONS);
  return struct;
}

/** No row points to one that is gone, and nothing has two owners. */
function checkWhole(snapshot: Snapshot): void {
  const { loadBalancers, listeners, targetGroups, targets, networkInterfaces } = snapshot;
  for (const { id, spec } of loadBalancers.all()) {
    const zones = spec.zones.map(({ availabilityZone }) => availabilityZone);
    expect(new Set(zones).size).toBe(zones.length);
    for (const { networkInterfaceId } of spec.zones) {
      const owner = networkInterfaces.get(networkInterfaceId)?.spec.owner;
      expect(owner).toEqual({ kind: 'loadBalancer', loadBalancerArn: id });
    }
    checkPorts(listeners.by('loadBalancer', id));
  }
  for (const group of targetGroups.all()) {
    const users = listeners.by('targetGroup', group.id).map(({ spec }) => spec.loadBalancerArn);
    expect(new Set(users).size).toBeLessThan(2);
  }
  for (const { spec } of listeners.all()) {
    const { vpcId } = known(loadBalancers.get(spec.loadBalancerArn), 'the load balancer').spec;
    expect(spec.protocol === 'TLS').toBe(spec.tls !== undefined);
    for (const { targetGroupArn } of spec.forwardsTo) {
      expect(targetGroups.get(targetGroupArn)?.spec.vpcId).toBe(vpcId);
    }
  }
  for (const { spec } of targets.all()) expect(targetGroups.has(spec.targetGroupArn)).toBe(true);
  for (const table of [loadBalancers, targetGroups]) {
    const names = [...table.all()].map(({ spec }) => spec.name);
    expect(new Set(names).size).toBe(names.length);
  }
}

function checkPorts(listeners: readonly Listener[]): void {
  const places = listeners.flatMap(({ spec: { protocol = 'IP', port = 0 } }) =>
    protocol
      .replace('TLS', 'TCP')
      .replace('QUIC', 'UDP')
      .split('_')
      .map((transport) => `${transport} ${port}`),
  );
  expect(new Set(places).size).toBe(places.length);
}

function callOnce(caller: TestCaller, random: Random): 'answered' | 'refused' {
  const name = oneOf(random, random.integer(2) === 0 ? MAKERS : NAMES);
  const operation = MODEL.operation(name) as OperationModel;
  const input = structFor(random, schemaOf(operation.input), present(caller.state.snapshot));
  return answeredOrRefused(caller.state.snapshot, `${name} of ${JSON.stringify(input)}`, () => {
    const output = caller.run(known(elbv2Operations[name], name), input, { action: name });
    awsQuery.serializeOutput(MODEL, operation, output, 'id');
  });
}

test('any call is answered or refused as AWS would, and leaves nothing dangling', async () => {
  const made = { loadBalancers: 0, listeners: 0, targets: 0 };
  let answered = 0;
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 2 ** 31 }), async (seed) => {
      const random = seededRandom(seed);
      const caller = await testCaller(seed);
      const network = makeNetwork(caller, { ipv6: random.integer(2) === 0 });
      const { vpcId, subnetIds } = network;
      caller.run(createSubnet, { VpcId: vpcId, CidrBlock: '10.0.9.0/28', AvailabilityZone: 'us-east-1a' });
      makeInstance(caller, subnetIds[0]);
      makeListener(caller, makeLoadBalancer(caller, network), makeTargetGroup(caller, network), 8443);
      for (let call = 0; call < CALLS; call++) if (callOnce(caller, random) === 'answered') answered++;
      checkWhole(caller.state.snapshot);
      made.loadBalancers += caller.state.snapshot.loadBalancers.size;
      made.listeners += caller.state.snapshot.listeners.size;
      made.targets += caller.state.snapshot.targets.size;
    }),
    { numRuns: RUNS, endOnFailure: true },
  );
  // The property would be empty if every call were refused at its first parameter.
  expect(answered).toBeGreaterThan(RUNS * CALLS * 0.15);
  for (const count of Object.values(made)) expect(count).toBeGreaterThan(RUNS / 4);
}, 60_000);
