/** A shared endpoint: another account's VPC reaches it through a transit gateway, and agents come and go. */
import { fileURLToPath } from 'node:url';
import * as ec2 from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { known } from '../../src/base/assert.ts';
import {
  makeNetwork,
  type Network,
  openPort,
  type Party,
  partyOf,
  runInstance,
} from '../../src/cli/tour/party.ts';
import { SERVICE_PORT } from '../../src/cli/tour/provider.ts';
import { DaemonBed, longLook, whyNoDaemon } from '../support/daemonBed.ts';
import { makeConnection } from '../support/parties.ts';

const missing = whyNoDaemon();
if (missing) console.warn(`skipped: ${missing}`);

const STEADY_CLIENT = fileURLToPath(new URL('../support/steadyClient.mjs', import.meta.url));
const SPOKE = '777788889999';
const SPOKE_CIDR = '10.8.0.0/16';

interface Steady {
  readonly requests: number;
  readonly requestErrors: string[];
  readonly connections: number;
  readonly streamEnds: string[];
}

describe.skipIf(missing)('a transit gateway', () => {
  const bed = new DaemonBed();
  let hub: Awaited<ReturnType<typeof makeConnection>>;
  let spoke: Party;
  let network: Network;
  let machine: { instanceId: string };
  let attachmentId: string;

  beforeAll(async () => {
    await bed.start();
    hub = await makeConnection(bed);
    spoke = partyOf(SPOKE, bed.endpoint);
    network = await makeNetwork(spoke, SPOKE_CIDR);
    machine = await runInstance(spoke, network, '10.8.0.10', { name: 'spoke' });
  });
  afterAll(() => bed.clear());

  const url = () => `http://${hub.endpoint.address}/`;
  const connect = () => bed.inside(machine.instanceId).connect(hub.endpoint.address, SERVICE_PORT);

  test('brings a spoke to the endpoint of the hub once both sides lead there', async () => {
    const { party } = hub.consumer;
    const gatewayId = await makeGateway(party);
    await attach(party, gatewayId, hub.consumer.network);
    attachmentId = await attach(spoke, gatewayId, network, party);
    expect((await connect()).outcome).not.toBe('connected');
    await leadTo(spoke, network, '10.0.0.0/16', gatewayId);
    await leadTo(party, hub.consumer.network, SPOKE_CIDR, gatewayId);
    await openPort(party, network, hub.consumer.groupId, SERVICE_PORT);
    await expect.poll(async () => (await connect()).outcome, { timeout: 15_000 }).toBe('connected');
    expect((await bed.inside(machine.instanceId).get(url())).answered).toBe(1);
  });

  test('goes on under its connections while the agent is killed and comes back', async () => {
    const agent = bed.agentPid();
    const { instanceId } = machine;
    const client = await longLook<Steady>(bed, instanceId, STEADY_CLIENT, url(), hub.endpoint.dnsName);
    await bed.killAgent();
    await expect.poll(() => bed.agentPid(), { timeout: 15_000 }).not.toBe(agent);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const seen = await client.end();
    expect(seen).toMatchObject({ requestErrors: [], connections: 1, streamEnds: [] });
    expect(seen.requests).toBeGreaterThan(20);
  });

  test('lets nobody through who has left, and leaves no namespace', async () => {
    const before = bed.namespaces();
    const { party } = hub.consumer;
    const { TransitGatewayVpcAttachments = [] } = await party.ec2.send(
      new ec2.DescribeTransitGatewayVpcAttachmentsCommand({}),
    );
    await detach(spoke, attachmentId);
    expect((await connect()).outcome).not.toBe('connected');
    for (const each of TransitGatewayVpcAttachments) {
      const id = known(each.TransitGatewayAttachmentId, 'an attachment has an id');
      if (id !== attachmentId) await detach(party, id);
    }
    await expect.poll(() => bed.namespaces(), { timeout: 15_000 }).toBe(before - 1);
  });
});

async function makeGateway({ ec2: client }: Party): Promise<string> {
  const { TransitGateway } = await client.send(new ec2.CreateTransitGatewayCommand({}));
  const id = known(TransitGateway?.TransitGatewayId, 'a gateway has an id');
  const state = async () => {
    const command = new ec2.DescribeTransitGatewaysCommand({ TransitGatewayIds: [id] });
    return (await client.send(command)).TransitGateways?.[0]?.State;
  };
  await expect.poll(state, { timeout: 15_000 }).toBe('available');
  return id;
}

/** @param owner of the gateway, who lets it in; absent: its own */
async function attach(party: Party, gatewayId: string, { vpcId, subnetId }: Network, owner?: Party) {
  const { TransitGatewayVpcAttachment } = await party.ec2.send(
    new ec2.CreateTransitGatewayVpcAttachmentCommand({
      TransitGatewayId: gatewayId,
      VpcId: vpcId,
      SubnetIds: [subnetId],
    }),
  );
  const id = known(TransitGatewayVpcAttachment?.TransitGatewayAttachmentId, 'an attachment has an id');
  const accept = new ec2.AcceptTransitGatewayVpcAttachmentCommand({ TransitGatewayAttachmentId: id });
  await owner?.ec2.send(accept);
  await expect.poll(() => attachmentState(party, id), { timeout: 15_000 }).toBe('available');
  return id;
}

async function detach(party: Party, id: string): Promise<void> {
  await party.ec2.send(new ec2.DeleteTransitGatewayVpcAttachmentCommand({ TransitGatewayAttachmentId: id }));
  await expect.poll(() => attachmentState(party, id), { timeout: 15_000 }).toBe('deleted');
}

async function attachmentState({ ec2: client }: Party, id: string) {
  const command = new ec2.DescribeTransitGatewayVpcAttachmentsCommand({ TransitGatewayAttachmentIds: [id] });
  return (await client.send(command)).TransitGatewayVpcAttachments?.[0]?.State;
}

/** In the VPC's main table. */
async function leadTo({ ec2: client }: Party, { vpcId }: Network, block: string, gatewayId: string) {
  const Filters = [{ Name: 'vpc-id', Values: [vpcId] }];
  const { RouteTables } = await client.send(new ec2.DescribeRouteTablesCommand({ Filters }));
  await client.send(
    new ec2.CreateRouteCommand({
      RouteTableId: RouteTables?.[0]?.RouteTableId,
      DestinationCidrBlock: block,
      TransitGatewayId: gatewayId,
    }),
  );
}
