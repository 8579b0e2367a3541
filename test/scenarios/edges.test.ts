/** The hybrid case, through the API and the command line: what is on-premises serves, and is served, by PrivateLink. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import * as ec2 from '@aws-sdk/client-ec2';
import * as elb from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Endpoint } from '../../src/cli/tour/consumer.ts';
import { eventually } from '../../src/cli/tour/eventually.ts';
import { openPort, type Party } from '../../src/cli/tour/party.ts';
import { namespacePath } from '../../src/dataplane/namespaces.ts';
import { DaemonBed, isRoot, whyNoDaemon } from '../support/daemonBed.ts';
import { namespaceBed } from '../support/namespaceBed.ts';
import {
  acceptEndpoint,
  type Consumer,
  makeConsumer,
  makeProvider,
  type Provider,
  requestEndpoint,
} from '../support/parties.ts';

const missing = whyNoDaemon() ?? (isRoot ? undefined : 'the host’s namespaces are root’s to join');
if (missing) console.warn(`skipped: ${missing}`);

const CORP = '192.168.0.0/16';
const HOST = '192.168.0.1';
const ON_PREMISES_PORT = 81;

/** In order: each step starts from where the one before has led. */
describe.skipIf(missing)('a network behind a virtual private gateway', () => {
  const bed = new DaemonBed();
  const world = namespaceBed();
  const processes: ChildProcess[] = [];
  let provider: Provider;
  let consumer: Consumer;
  let endpoint: Endpoint;
  let gateways: { datacentre: string; branch: string };

  beforeAll(async () => {
    for (const label of ['datacentre', 'branch']) world.add(label);
    await bed.start();
    provider = await makeProvider(bed, ['444455556666']);
    consumer = await makeConsumer(bed, '444455556666');
    endpoint = await requestEndpoint(provider, consumer);
    await acceptEndpoint(provider, consumer, endpoint);
    gateways = {
      datacentre: await makeGateway(provider.party, provider.network.vpcId),
      branch: await makeGateway(consumer.party, consumer.network.vpcId),
    };
    processes.push(
      inside(
        'datacentre',
        `require('net').createServer((s) => { s.on('error', () => {}); s.end(s.remoteAddress); }).listen(8080)`,
      ),
    );
  });
  afterAll(async () => {
    for (const child of processes) child.kill('SIGKILL');
    await bed.clear();
    world.clear();
  });

  const inside = (label: string, source: string) =>
    spawn('nsenter', [`--net=${namespacePath(world.name(label))}`, process.execPath, '-e', source], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  const printed = async (label: string, source: string) => {
    const child = inside(label, source);
    let text = '';
    child.stdout?.on('data', (chunk) => {
      text += chunk;
    });
    await once(child, 'close');
    return text.trim();
  };
  const dial = (address: string, port: number) =>
    `const s = require('net').connect({ host: '${address}', port: ${port}, timeout: 1500 });
     s.on('connect', () => { console.log('connected'); process.exit(); });
     s.on('error', (e) => { console.log(e.code); process.exit(); });
     s.on('timeout', () => { console.log('silence'); process.exit(); });`;
  const attach = (gateway: string, label: string, ...more: string[]) =>
    bed.postern('attach', gateway, '--netns', world.name(label), '--cidr', CORP, '--address', HOST, ...more);
  const fromBranch = () => printed('branch', dial(endpoint.address, 80));
  const fromConsumer = async () =>
    (await consumer.inside.connect(endpoint.address, ON_PREMISES_PORT)).outcome;

  test('is refused in one sentence where it cannot be', () => {
    const refused = bed.postern('attach', gateways.branch, '--netns', 'nowhere-at-all', '--cidr', CORP);
    expect(refused).toMatchObject({ status: 1, stderr: 'There is no network namespace nowhere-at-all.\n' });
    const own = attach(gateways.branch, 'branch', '--cidr', '10.0.7.0/24');
    expect(own.status).toBe(1);
    expect(own.stderr).toMatch(/^The block 10\.0\.7\.0\/24 overlaps 10\.0\.0\.0\/16 of vpc-\w+\.\n$/);
    expect(bed.postern('attach', 'vgw-0', '--netns', 'a', '--cidr', CORP).stderr).toMatch(
      /^There is no virtual private gateway vgw-0\.\n$/,
    );
  });

  test('is the client of an interface endpoint, as far as the endpoint’s groups let it', async () => {
    expect(attach(gateways.branch, 'branch').stdout).toContain(`leads to namespace ${world.name('branch')}`);
    await eventually('the link is there', async () => world.links('branch').length === 2, 10);
    expect(await fromBranch()).toBe('silence');
    await admit(consumer.party, consumer.groupId, 80, CORP);
    await eventually('the group lets it in', async () => (await fromBranch()) === 'connected', 15);
  });

  test('is a target of a load balancer, checked and served through an endpoint', async () => {
    expect(attach(gateways.datacentre, 'datacentre').status).toBe(0);
    await addOnPremisesListener(provider);
    await openPort(consumer.party, consumer.network, consumer.groupId, ON_PREMISES_PORT);
    await eventually('it answers', async () => (await fromConsumer()) === 'connected', 30);
  });

  test('is listed', () => {
    const { stdout } = bed.postern('get', 'attachments');
    for (const label of ['branch', 'datacentre']) expect(stdout).toContain(`namespace ${world.name(label)}`);
  });

  test('is still there after daemon and agent were killed', async () => {
    await bed.killDaemon();
    await bed.killAgent();
    expect(await fromBranch()).toBe('connected');
    await bed.start();
    await eventually('it is reached', async () => (await fromConsumer()) === 'connected', 15);
    expect(await fromBranch()).toBe('connected');
  });

  test('comes off, and the namespace stays', async () => {
    expect(bed.postern('detach', gateways.branch).status).toBe(0);
    await eventually('the link is gone', async () => world.links('branch').length === 1, 10);
    expect(bed.postern('detach', gateways.branch).stderr).toBe(
      `Nothing is attached to ${gateways.branch}.\n`,
    );
    expect(bed.postern('down').status).toBe(0);
    await eventually('the other link is gone', async () => world.links('datacentre').length === 1, 10);
  });
});

/** Attached to the VPC, its routes propagated to the main table. */
async function makeGateway(party: Party, vpcId: string): Promise<string> {
  const { VpnGateway } = await party.ec2.send(new ec2.CreateVpnGatewayCommand({ Type: 'ipsec.1' }));
  const GatewayId = VpnGateway?.VpnGatewayId ?? '';
  await party.ec2.send(new ec2.AttachVpnGatewayCommand({ VpnGatewayId: GatewayId, VpcId: vpcId }));
  const Filters = [{ Name: 'vpc-id', Values: [vpcId] }];
  const { RouteTables = [] } = await party.ec2.send(new ec2.DescribeRouteTablesCommand({ Filters }));
  for (const { RouteTableId } of RouteTables)
    await party.ec2.send(new ec2.EnableVgwRoutePropagationCommand({ RouteTableId, GatewayId }));
  return GatewayId;
}

async function admit(party: Party, GroupId: string, port: number, CidrIp: string): Promise<void> {
  const IpPermissions = [{ IpProtocol: 'tcp', FromPort: port, ToPort: port, IpRanges: [{ CidrIp }] }];
  await party.ec2.send(new ec2.AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions }));
}

async function addOnPremisesListener({ party, network, balancer }: Provider): Promise<void> {
  const { TargetGroups } = await party.elb.send(
    new elb.CreateTargetGroupCommand({
      Name: 'datacentre',
      Protocol: 'TCP',
      Port: 8080,
      VpcId: network.vpcId,
      TargetType: 'ip',
      HealthCheckIntervalSeconds: 5,
      HealthyThresholdCount: 2,
    }),
  );
  const TargetGroupArn = TargetGroups?.[0]?.TargetGroupArn ?? '';
  const Targets = [{ Id: HOST, AvailabilityZone: 'all' }];
  await party.elb.send(new elb.RegisterTargetsCommand({ TargetGroupArn, Targets }));
  await party.elb.send(
    new elb.CreateListenerCommand({
      LoadBalancerArn: balancer.arn,
      Protocol: 'TCP',
      Port: ON_PREMISES_PORT,
      DefaultActions: [{ Type: 'forward', TargetGroupArn }],
    }),
  );
  await eventually('the target is healthy', async () => {
    const { TargetHealthDescriptions } = await party.elb.send(
      new elb.DescribeTargetHealthCommand({ TargetGroupArn }),
    );
    return TargetHealthDescriptions?.[0]?.TargetHealth?.State === 'healthy';
  });
}
