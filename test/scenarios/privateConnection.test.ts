/** The main job, with real packets: who may reach the provider's server, when, and who is cut off. */
import * as ec2 from '@aws-sdk/client-ec2';
import * as elb from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  deleteEndpoint,
  type Endpoint,
  endpointState,
  errorOfCreate,
  untilEndpoint,
} from '../../src/cli/tour/consumer.ts';
import { eventually } from '../../src/cli/tour/eventually.ts';
import { closePort, openPort, runInstance } from '../../src/cli/tour/party.ts';
import { allow, connectionState, reject, SERVICE_PORT, webServer } from '../../src/cli/tour/provider.ts';
import { DaemonBed, whyNoDaemon } from '../support/daemonBed.ts';
import {
  ADDRESS,
  acceptEndpoint,
  type Consumer,
  makeConsumer,
  makeProvider,
  type Provider,
  requestEndpoint,
} from '../support/parties.ts';

const missing = whyNoDaemon();
if (missing) console.warn(`skipped: ${missing}`);

const FIRST = '444455556666';
const SECOND = '777788889999';
const PRIVATE_NAME = 'orders.example.com';

/** In order: each step starts from where the one before has led. */
describe.skipIf(missing)('a private connection', () => {
  const bed = new DaemonBed();
  let provider: Provider;
  let first: Consumer;
  let second: Consumer;
  let endpoint: Endpoint;
  let other: Endpoint;

  beforeAll(async () => {
    await bed.start();
    provider = await makeProvider(bed, []);
    await provider.party.ec2.send(
      new ec2.ModifyVpcEndpointServiceConfigurationCommand({
        ServiceId: provider.service.id,
        PrivateDnsName: PRIVATE_NAME,
      }),
    );
    first = await makeConsumer(bed, FIRST);
    second = await makeConsumer(bed, SECOND);
  });
  afterAll(() => bed.clear());

  const outcome = async (consumer: Consumer, at: Endpoint) =>
    (await consumer.inside.connect(at.address, SERVICE_PORT)).outcome;
  const answer = async (consumer: Consumer, at: Endpoint) =>
    JSON.parse(Object.keys((await consumer.inside.get(`http://${at.dnsName}/`)).bodies)[0] ?? '');

  test('without permission the service does not exist', async () => {
    const error = await errorOfCreate(first.party, first.network, provider.service.name, first.groupId);
    expect(error).toBe('InvalidServiceName');
  });

  test('with permission the endpoint waits, and refuses every connection', async () => {
    await allow(provider.party, provider.service, [FIRST, SECOND]);
    endpoint = await requestEndpoint(provider, first);
    expect(await connectionState(provider.party, provider.service, endpoint.id)).toBe('pendingAcceptance');
    expect(await outcome(first, endpoint)).toBe('ECONNREFUSED');
  });

  test('once accepted it answers by its name, and the server sees the load balancer only', async () => {
    await acceptEndpoint(provider, first, endpoint);
    expect((await first.inside.lookup(endpoint.dnsName)).addresses).toEqual([endpoint.address]);
    const node = await nodeAddress(provider);
    expect(await answer(first, endpoint)).toEqual({ greeting: 'first', sees: node });
    expect(node).not.toBe(ADDRESS);
  });

  test('a second consumer with the same client address is told apart', async () => {
    other = await requestEndpoint(provider, second);
    expect(await outcome(second, other)).toBe('ECONNREFUSED');
    expect(await answer(first, endpoint)).toMatchObject({ greeting: 'first' });
    await acceptEndpoint(provider, second, other);
    expect(await answer(second, other)).toMatchObject({ greeting: 'first' });
  });

  test("an instance reaches neither another VPC's endpoint nor its load balancer", async () => {
    const node = await nodeAddress(provider);
    for (const address of [other.address, node ?? '']) {
      if (address === endpoint.address) continue;
      expect((await first.inside.connect(address, SERVICE_PORT)).outcome).not.toBe('connected');
    }
  });

  test("closing the endpoint's security group stops new connections, opening it lets them in", async () => {
    await closePort(first.party, first.network, first.groupId, SERVICE_PORT);
    await eventually('the group is closed', async () => (await outcome(first, endpoint)) === 'ETIMEDOUT', 10);
    expect(await outcome(second, other)).toBe('connected');
    await openPort(first.party, first.network, first.groupId, SERVICE_PORT);
    await eventually('the group is open', async () => (await outcome(first, endpoint)) === 'connected', 10);
  });

  test('a name of its own works once its domain is verified', async () => {
    expect(bed.postern('verify-domain', provider.service.id).stdout).toContain(`${PRIVATE_NAME} is verified`);
    await first.party.ec2.send(
      new ec2.ModifyVpcAttributeCommand({
        VpcId: first.network.vpcId,
        EnableDnsHostnames: { Value: true },
      }),
    );
    await first.party.ec2.send(
      new ec2.ModifyVpcEndpointCommand({ VpcEndpointId: endpoint.id, PrivateDnsEnabled: true }),
    );
    await untilEndpoint(first.party, endpoint.id, 'available');
    const addresses = async (consumer: Consumer) => (await consumer.inside.lookup(PRIVATE_NAME)).addresses;
    await eventually('the name resolves', async () => (await addresses(first)).length > 0, 10);
    expect(await addresses(first)).toEqual([endpoint.address]);
    expect(await addresses(second)).toEqual([]);
  });

  test('a thousand connections are split over two targets, and a dead one gets none', async () => {
    const target = await addTarget(provider);
    const seen = await greetings(first, endpoint, 1000);
    expect(seen.first + seen.second).toBe(1000);
    expect(Math.min(seen.first, seen.second)).toBeGreaterThan(400);
    await provider.party.ec2.send(new ec2.TerminateInstancesCommand({ InstanceIds: [target] }));
    const onlyOne = () =>
      greetings(first, endpoint, 40).then(
        ({ second }) => second === 0,
        () => false,
      );
    await eventually('only the living target is asked', onlyOne, 15);
  });

  test('a rejection cuts the running connection, and accepting again mends it', async () => {
    const download = await first.inside.hold(`http://${endpoint.dnsName}/stream`);
    await reject(provider.party, provider.service, endpoint.id);
    expect((await download.ended).ended).toBe('ECONNRESET');
    expect(await outcome(first, endpoint)).toBe('ECONNREFUSED');
    expect(await outcome(second, other)).toBe('connected');
    await acceptEndpoint(provider, first, endpoint);
    expect(await outcome(first, endpoint)).toBe('connected');
  });

  test('a deletion cuts the running connection, and the address is gone', async () => {
    const download = await first.inside.hold(`http://${endpoint.dnsName}/stream`);
    await deleteEndpoint(first.party, endpoint.id);
    expect((await download.ended).ended).not.toBe('closed');
    await untilEndpoint(first.party, endpoint.id, 'gone');
    expect(await endpointState(first.party, endpoint.id)).toBe('gone');
    expect(await outcome(first, endpoint)).not.toBe('connected');
    expect(await outcome(second, other)).toBe('connected');
  });
});

async function nodeAddress({ party, network }: Provider): Promise<string | undefined> {
  const { NetworkInterfaces } = await party.ec2.send(
    new ec2.DescribeNetworkInterfacesCommand({
      Filters: [
        { Name: 'vpc-id', Values: [network.vpcId] },
        { Name: 'interface-type', Values: ['network_load_balancer'] },
      ],
    }),
  );
  return NetworkInterfaces?.[0]?.PrivateIpAddress;
}

/** A second server behind the load balancer, healthy. */
async function addTarget({ party, network, groupId, balancer }: Provider): Promise<string> {
  const { instanceId } = await runInstance(party, network, '10.0.0.11', {
    name: 'second',
    groupId,
    userData: webServer('second'),
  });
  const { targetGroupArn: TargetGroupArn } = balancer;
  await party.elb.send(new elb.RegisterTargetsCommand({ TargetGroupArn, Targets: [{ Id: instanceId }] }));
  await eventually('both targets are healthy', async () => {
    const { TargetHealthDescriptions } = await party.elb.send(
      new elb.DescribeTargetHealthCommand({ TargetGroupArn }),
    );
    return TargetHealthDescriptions?.every(({ TargetHealth }) => TargetHealth?.State === 'healthy');
  });
  return instanceId;
}

async function greetings(consumer: Consumer, endpoint: Endpoint, count: number) {
  const { bodies } = await consumer.inside.get(`http://${endpoint.dnsName}/`, count);
  const of = (name: string) =>
    Object.entries(bodies)
      .filter(([body]) => JSON.parse(body).greeting === name)
      .reduce((sum, [, times]) => sum + times, 0);
  return { first: of('first'), second: of('second') };
}
