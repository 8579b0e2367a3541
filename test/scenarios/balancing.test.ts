/** What a load balancer does with packets besides TCP to one target group: datagrams, weights, zones, draining. */
import * as ec2 from '@aws-sdk/client-ec2';
import * as elb from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { known } from '../../src/base/assert.ts';
import { eventually } from '../../src/cli/tour/eventually.ts';
import { type Machine, runInstance } from '../../src/cli/tour/party.ts';
import { DaemonBed, longLook, whyNoDaemon } from '../support/daemonBed.ts';
import { makeConnection } from '../support/parties.ts';

const missing = whyNoDaemon();
if (missing) console.warn(`skipped: ${missing}`);

const PORT = 9000;
const WEIGHTED_PORT = 9001;

/** Says its name by TCP, and goes on saying it; by UDP, with whom it sees. */
function speaker(name: string): string {
  const program = `
    require("node:net").createServer((socket) => {
      socket.write("${name}\\n");
      const timer = setInterval(() => socket.write("${name}\\n"), 50);
      socket.on("error", () => {}).on("close", () => clearInterval(timer));
    }).listen(${PORT});
    const udp = require("node:dgram").createSocket("udp4");
    udp.on("message", (_, from) => udp.send("${name} sees " + from.address, from.port, from.address)).bind(${PORT});`;
  return `#!/bin/sh\nexec '${process.execPath}' -e '${program}'\n`;
}

/** In order: each step starts from where the one before has led. */
describe.skipIf(missing)('a load balancer', () => {
  const bed = new DaemonBed();
  let made: Awaited<ReturnType<typeof makeConnection>>;
  let machines: Record<'second' | 'third' | 'far', Machine>;
  let groups: Record<'both' | 'second' | 'third', string>;
  let listenerArn: string;

  beforeAll(async () => {
    await bed.start();
    made = await makeConnection(bed);
    await openAll();
    machines = {
      second: await run('second', '10.0.0.12', made.provider.network.subnetId),
      third: await run('third', '10.0.0.13', made.provider.network.subnetId),
      far: await run('far', '10.0.1.14', await farSubnet()),
    };
    groups = {
      both: await targetGroup('both', 'TCP_UDP', machines.second),
      second: await targetGroup('second', 'TCP', machines.second),
      third: await targetGroup('third', 'TCP', machines.third),
    };
    await listen('TCP_UDP', PORT, [{ TargetGroupArn: groups.both }]);
    listenerArn = await listen('TCP', WEIGHTED_PORT, weights(80, 20));
    await Promise.all([healthy(groups.both, 1), healthy(groups.second, 1), healthy(groups.third, 1)]);
  });
  afterAll(() => bed.clear());

  const client = () => made.provider.party.elb;
  const weights = (second: number, third: number) => [
    { TargetGroupArn: groups.second, Weight: second },
    { TargetGroupArn: groups.third, Weight: third },
  ];

  async function openAll() {
    for (const { party, groupId } of [made.provider, made.consumer]) {
      const IpPermissions = [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '10.0.0.0/16' }] }];
      await party.ec2.send(new ec2.AuthorizeSecurityGroupIngressCommand({ GroupId: groupId, IpPermissions }));
    }
  }

  function run(name: string, address: string, subnetId: string): Promise<Machine> {
    const { party, network, groupId } = made.provider;
    return runInstance(party, { ...network, subnetId }, address, { name, groupId, userData: speaker(name) });
  }

  /** In another zone than the load balancer. */
  async function farSubnet(): Promise<string> {
    const { party, network } = made.provider;
    const { Subnets } = await party.ec2.send(
      new ec2.DescribeSubnetsCommand({ SubnetIds: [network.subnetId] }),
    );
    const AvailabilityZone = Subnets?.[0]?.AvailabilityZone === 'us-east-1a' ? 'us-east-1b' : 'us-east-1a';
    const input = { VpcId: network.vpcId, CidrBlock: '10.0.1.0/24', AvailabilityZone };
    const { Subnet } = await party.ec2.send(new ec2.CreateSubnetCommand(input));
    return known(Subnet?.SubnetId, 'a subnet');
  }

  async function targetGroup(Name: string, Protocol: 'TCP' | 'TCP_UDP', target: Machine): Promise<string> {
    const { TargetGroups } = await client().send(
      new elb.CreateTargetGroupCommand({
        Name,
        Protocol,
        Port: PORT,
        VpcId: made.provider.network.vpcId,
        HealthCheckIntervalSeconds: 5,
        HealthyThresholdCount: 2,
      }),
    );
    const TargetGroupArn = known(TargetGroups?.[0]?.TargetGroupArn, 'an ARN');
    await client().send(
      new elb.RegisterTargetsCommand({ TargetGroupArn, Targets: [{ Id: target.instanceId }] }),
    );
    return TargetGroupArn;
  }

  async function listen(Protocol: 'TCP' | 'TCP_UDP', Port: number, TargetGroups: elb.TargetGroupTuple[]) {
    const { Listeners } = await client().send(
      new elb.CreateListenerCommand({
        LoadBalancerArn: made.provider.balancer.arn,
        Protocol,
        Port,
        DefaultActions: [{ Type: 'forward', ForwardConfig: { TargetGroups } }],
      }),
    );
    return known(Listeners?.[0]?.ListenerArn, 'an ARN');
  }

  async function states(TargetGroupArn: string): Promise<(string | undefined)[]> {
    const { TargetHealthDescriptions = [] } = await client().send(
      new elb.DescribeTargetHealthCommand({ TargetGroupArn }),
    );
    return TargetHealthDescriptions.map(({ TargetHealth }) => TargetHealth?.State).sort();
  }

  const healthy = (group: string, count: number) =>
    eventually('the targets are healthy', async () => {
      return (await states(group)).filter((state) => state === 'healthy').length === count;
    });

  /** Runs a script of Node's in the consumer's instance and gives what it printed. */
  function inConsumer(script: string): string {
    const { stdout } = bed.postern(
      'exec',
      made.consumer.machine.instanceId,
      '--',
      process.execPath,
      '-e',
      script,
    );
    return stdout.trim();
  }

  const datagram = () =>
    inConsumer(
      `const udp = require('dgram').createSocket('udp4');
       udp.on('message', (m) => { console.log(String(m)); process.exit(); });
       setTimeout(() => { console.log('silence'); process.exit(); }, 2000);
       udp.send('hello', ${PORT}, '${made.endpoint.address}');`,
    );

  /** Who answered how many of the connections. */
  const answers = (port: number, count: number): Record<string, number> =>
    JSON.parse(
      inConsumer(
        `const counts = {}; let left = ${count};
         const next = () => {
           if (left-- === 0) { console.log(JSON.stringify(counts)); process.exit(); }
           const s = require('net').connect(${port}, '${made.endpoint.address}');
           s.once('data', (d) => { const name = String(d).split('\\n')[0]; counts[name] = (counts[name] ?? 0) + 1; s.destroy(); next(); });
           s.on('error', (e) => { counts[e.code] = (counts[e.code] ?? 0) + 1; next(); });
         };
         next();`,
      ),
    );

  /** A connection to the third machine, which tells at the end whether it still speaks. */
  const holdThird = () =>
    longLook<{ ended: boolean; lately: boolean }>(
      bed,
      made.consumer.machine.instanceId,
      '-e',
      `const open = () => {
         const s = require('net').connect(${WEIGHTED_PORT}, '${made.endpoint.address}');
         s.once('data', (d) => {
           if (!String(d).startsWith('third')) { s.destroy(); return open(); }
           let [ended, last] = [false, Date.now()];
           s.on('data', () => { last = Date.now(); }).on('error', () => {}).on('close', () => { ended = true; });
           console.log('{}');
           process.on('SIGTERM', () => {
             console.log(JSON.stringify({ ended, lately: Date.now() - last < 1000 }));
             process.exit();
           });
         });
       };
       open();`,
    );

  test('answers datagrams and connections at one port, and the target sees its node', async () => {
    const { NetworkInterfaces } = await made.provider.party.ec2.send(
      new ec2.DescribeNetworkInterfacesCommand({
        Filters: [{ Name: 'interface-type', Values: ['network_load_balancer'] }],
      }),
    );
    expect(datagram()).toBe(`second sees ${NetworkInterfaces?.[0]?.PrivateIpAddress}`);
    expect(answers(PORT, 5)).toEqual({ second: 5 });
  });

  test('divides connections by the weights of its target groups, and by others once they are changed', async () => {
    const { second = 0, third = 0 } = answers(WEIGHTED_PORT, 300);
    expect(second + third).toBe(300);
    expect(third).toBeGreaterThan(25);
    expect(third).toBeLessThan(100);
    const ForwardConfig = { TargetGroups: weights(0, 1) };
    await client().send(
      new elb.ModifyListenerCommand({
        ListenerArn: listenerArn,
        DefaultActions: [{ Type: 'forward', ForwardConfig }],
      }),
    );
    await eventually('only the third answers', async () => {
      const seen = answers(WEIGHTED_PORT, 20);
      return Object.keys(seen).join() === 'third';
    });
  });

  test('reaches targets of another zone only with that zone, and across zones only when told', async () => {
    const TargetGroupArn = groups.third;
    const Targets = [{ Id: machines.far.instanceId }];
    await client().send(new elb.RegisterTargetsCommand({ TargetGroupArn, Targets }));
    expect(await states(TargetGroupArn)).toEqual(['healthy', 'unused']);
    const { arn: LoadBalancerArn } = made.provider.balancer;
    const far = await made.provider.party.ec2.send(
      new ec2.DescribeSubnetsCommand({
        Filters: [
          { Name: 'cidr-block', Values: ['10.0.1.0/24'] },
          { Name: 'vpc-id', Values: [made.provider.network.vpcId] },
        ],
      }),
    );
    const Subnets = [made.provider.network.subnetId, known(far.Subnets?.[0]?.SubnetId, 'a subnet')];
    await client().send(new elb.SetSubnetsCommand({ LoadBalancerArn, Subnets }));
    await healthy(TargetGroupArn, 2);
    expect(Object.keys(answers(WEIGHTED_PORT, 20))).toEqual(['third']);
    const Attributes = [{ Key: 'load_balancing.cross_zone.enabled', Value: 'true' }];
    await client().send(new elb.ModifyLoadBalancerAttributesCommand({ LoadBalancerArn, Attributes }));
    await eventually('both zones answer', async () => {
      return Object.keys(answers(WEIGHTED_PORT, 40)).sort().join() === 'far,third';
    });
  });

  test('drains a deregistered target: its connections go on, new ones go elsewhere, then it is gone', async () => {
    const TargetGroupArn = groups.third;
    const Attributes = [{ Key: 'deregistration_delay.timeout_seconds', Value: '5' }];
    await client().send(new elb.ModifyTargetGroupAttributesCommand({ TargetGroupArn, Attributes }));
    const Targets = [{ Id: machines.third.instanceId }];
    const held = await holdThird();
    await client().send(new elb.DeregisterTargetsCommand({ TargetGroupArn, Targets }));
    expect(await states(TargetGroupArn)).toContain('draining');
    await eventually('new connections go elsewhere', async () => {
      return Object.keys(answers(WEIGHTED_PORT, 20)).join() === 'far';
    });
    await eventually('the target is gone', async () => (await states(TargetGroupArn)).join() === 'healthy');
    expect(await held.end()).toEqual({ ended: false, lately: true });
  });
});
