/** Endpoints to AWS's own services in a real network: what there is of them, and that nobody answers behind them. */
import * as ec2 from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  createEndpoint,
  deleteEndpoint,
  type Endpoint,
  endpointState,
  untilEndpoint,
} from '../../src/cli/tour/consumer.ts';
import { eventually } from '../../src/cli/tour/eventually.ts';
import { DaemonBed, whyNoDaemon } from '../support/daemonBed.ts';
import { type Consumer, makeConsumer } from '../support/parties.ts';

const missing = whyNoDaemon();
if (missing) console.warn(`skipped: ${missing}`);

const PRIVATE_NAME = 'sqs.us-east-1.amazonaws.com';

describe.skipIf(missing)("endpoints to AWS's services", () => {
  const bed = new DaemonBed();
  let consumer: Consumer;
  let endpoint: Endpoint;

  beforeAll(async () => {
    await bed.start();
    consumer = await makeConsumer(bed, '444455556666');
    const { party, network, groupId } = consumer;
    endpoint = await createEndpoint(party, network, 'com.amazonaws.us-east-1.sqs', groupId);
  });
  afterAll(() => bed.clear());

  test('are available without acceptance, resolve, and refuse every connection', async () => {
    await untilEndpoint(consumer.party, endpoint.id, 'available');
    expect((await consumer.inside.lookup(endpoint.dnsName)).addresses).toEqual([endpoint.address]);
    expect((await consumer.inside.connect(endpoint.address, 80)).outcome).toBe('ECONNREFUSED');
  });

  test('answer to the public name inside the VPC once private DNS is on', async () => {
    const { party, network, inside } = consumer;
    const attribute = { VpcId: network.vpcId, EnableDnsHostnames: { Value: true } };
    await party.ec2.send(new ec2.ModifyVpcAttributeCommand(attribute));
    const change = { VpcEndpointId: endpoint.id, PrivateDnsEnabled: true };
    await party.ec2.send(new ec2.ModifyVpcEndpointCommand(change));
    const resolves = async () => (await inside.lookup(PRIVATE_NAME)).addresses.includes(endpoint.address);
    await eventually('the name resolves', resolves, 10);
    await untilEndpoint(party, endpoint.id, 'available');
  });

  test('as gateways are there at once and gone at once', async () => {
    const { party, network } = consumer;
    const input = { VpcId: network.vpcId, ServiceName: 'com.amazonaws.us-east-1.s3' };
    const { VpcEndpoint } = await party.ec2.send(new ec2.CreateVpcEndpointCommand(input));
    expect(VpcEndpoint?.State).toBe('available');
    await deleteEndpoint(party, VpcEndpoint?.VpcEndpointId ?? '');
    expect(await endpointState(party, VpcEndpoint?.VpcEndpointId ?? '')).toBe('gone');
  });

  test('go with their interfaces', async () => {
    await deleteEndpoint(consumer.party, endpoint.id);
    await untilEndpoint(consumer.party, endpoint.id, 'gone');
    expect((await consumer.inside.lookup(endpoint.dnsName)).addresses).toEqual([]);
  });
});
