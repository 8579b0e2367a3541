/** A service in Virginia that a consumer in Ireland reaches, with real packets, by a name that a TXT record proves. */
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import * as ec2 from '@aws-sdk/client-ec2';
import { decode, encode, type Packet } from 'dns-packet';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { known } from '../../src/base/assert.ts';
import { untilEndpoint } from '../../src/cli/tour/consumer.ts';
import { eventually } from '../../src/cli/tour/eventually.ts';
import type { Inside } from '../../src/cli/tour/inside.ts';
import { makeGroup, type Network, type Party, partyOf, runInstance } from '../../src/cli/tour/party.ts';
import { accept, SERVICE_PORT } from '../../src/cli/tour/provider.ts';
import { DaemonBed, whyNoDaemon } from '../support/daemonBed.ts';
import { ADDRESS, CIDR, makeProvider, type Provider } from '../support/parties.ts';

const missing = whyNoDaemon();
if (missing) console.warn(`skipped: ${missing}`);

const CONSUMER = '444455556666';
const ABROAD = 'eu-west-1';
const PRIVATE_NAME = 'orders.example.com';

/** In order: each step starts from where the one before has led. */
describe.skipIf(missing)('a connection between Regions', () => {
  const bed = new DaemonBed();
  const published = new Map<string, string>();
  let dns: Socket;
  let provider: Provider;
  let consumer: Party;
  let network: Network;
  let machine: Inside;
  let endpoint: ec2.VpcEndpoint;

  beforeAll(async () => {
    dns = await publicDns(published);
    await bed.start('--verification-resolver', `127.0.0.1:${dns.address().port}`);
    provider = await makeProvider(bed, [CONSUMER]);
    consumer = abroad(bed);
    network = await networkAbroad(consumer);
    const { instanceId } = await runInstance(consumer, network, ADDRESS, { name: 'client' });
    machine = bed.inside(instanceId);
  });
  afterAll(async () => {
    dns.close();
    await bed.clear();
  });

  const service = async () =>
    (
      await provider.party.ec2.send(
        new ec2.DescribeVpcEndpointServiceConfigurationsCommand({ ServiceIds: [provider.service.id] }),
      )
    ).ServiceConfigurations?.[0];

  const ask = (groupId: string) =>
    consumer.ec2.send(
      new ec2.CreateVpcEndpointCommand({
        VpcEndpointType: 'Interface',
        VpcId: network.vpcId,
        ServiceName: provider.service.name,
        ServiceRegion: 'us-east-1',
        SubnetIds: [network.subnetId],
        SecurityGroupIds: [groupId],
        PrivateDnsEnabled: true,
      }),
    );

  test('the service is offered abroad, and its name is verified once the record is published', async () => {
    const ServiceId = provider.service.id;
    await provider.party.ec2.send(
      new ec2.ModifyVpcEndpointServiceConfigurationCommand({
        ServiceId,
        AddSupportedRegions: [ABROAD],
        PrivateDnsName: PRIVATE_NAME,
      }),
    );
    const verification = async () => (await service())?.PrivateDnsNameConfiguration;
    const start = () =>
      provider.party.ec2.send(new ec2.StartVpcEndpointServicePrivateDnsVerificationCommand({ ServiceId }));
    const until = (state: string) =>
      eventually(`the name is ${state}`, async () => (await verification())?.State === state);
    await start();
    await until('failed');
    const record = await verification();
    published.set(`${record?.Name}.${PRIVATE_NAME}`, record?.Value ?? '');
    await start();
    await until('verified');
  });

  test('an endpoint abroad has the regional name of the service, and a zone of its own', async () => {
    await consumer.ec2.send(
      new ec2.ModifyVpcAttributeCommand({ VpcId: network.vpcId, EnableDnsHostnames: { Value: true } }),
    );
    const groupId = await makeGroup(consumer, network, 'endpoint', SERVICE_PORT);
    endpoint = known((await ask(groupId)).VpcEndpoint, 'an endpoint');
    expect(endpoint.DnsEntries?.map((entry) => entry.DnsName)).toEqual([
      expect.stringContaining('.us-east-1.vpce.amazonaws.com'),
      PRIVATE_NAME,
    ]);
    expect((await machine.connect(PRIVATE_NAME, SERVICE_PORT)).outcome).not.toBe('connected');
  });

  test('once accepted it answers by both names', async () => {
    const id = known(endpoint.VpcEndpointId, 'an id');
    await accept(provider.party, provider.service, id);
    await untilEndpoint(consumer, id, 'available');
    for (const name of endpoint.DnsEntries?.map((entry) => entry.DnsName) ?? []) {
      const { bodies } = await machine.get(`http://${name}/`);
      expect(JSON.parse(Object.keys(bodies)[0] ?? '')).toMatchObject({ greeting: 'first' });
    }
  });
});

function abroad(bed: DaemonBed): Party {
  const credentials = { accessKeyId: CONSUMER, secretAccessKey: 'any' };
  return {
    ...partyOf(CONSUMER, bed.endpoint),
    ec2: new ec2.EC2Client({ endpoint: bed.endpoint, region: ABROAD, credentials, maxAttempts: 1 }),
  };
}

async function networkAbroad(party: Party): Promise<Network> {
  const { Vpc } = await party.ec2.send(new ec2.CreateVpcCommand({ CidrBlock: CIDR }));
  const vpcId = known(Vpc?.VpcId, 'a VPC');
  const AvailabilityZone = `${ABROAD}c`;
  const { Subnet } = await party.ec2.send(
    new ec2.CreateSubnetCommand({ VpcId: vpcId, CidrBlock: '10.0.0.0/24', AvailabilityZone }),
  );
  return { vpcId, subnetId: known(Subnet?.SubnetId, 'a subnet'), cidr: CIDR };
}

/** A DNS server on loopback that knows the TXT records published so far. */
async function publicDns(published: ReadonlyMap<string, string>): Promise<Socket> {
  const socket = createSocket('udp4');
  socket.on('message', (message, from) => {
    const { id, questions } = decode(message);
    const name = questions?.[0]?.name.toLowerCase() ?? '';
    const text = published.get(name);
    const answers = text === undefined ? [] : [{ type: 'TXT' as const, name, ttl: 60, data: [text] }];
    const flags = 0x0180 | (text === undefined ? 3 : 0);
    socket.send(
      encode({ type: 'response', id, flags, questions, answers } as Packet),
      from.port,
      from.address,
    );
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return socket;
}
