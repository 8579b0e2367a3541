/**
 * Eight clients that want the same things at the same time: the last address of a subnet, the last place under a
 * quota, one name, one endpoint's acceptance and its rejection, a change of what another deletes. Whoever loses is
 * told so in AWS's words, and what is there stays whole.
 *
 * `POSTERN_CONFLICT_SECONDS=60 npm test -- test/scenarios/conflictingCalls.test.ts` goes on for a minute.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as ec2 from '@aws-sdk/client-ec2';
import * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../src/api/testServer.ts';
import { systemClock } from '../../src/base/clock.ts';
import { type Random, seededRandom, systemRandom } from '../../src/base/random.ts';
import { AgentLink } from '../../src/link/client.ts';
import { startControlLoop } from '../../src/observe/startControlLoop.ts';
import { FakeAgent } from '../support/fakeAgent.ts';
import { violations } from '../support/invariants.ts';

const PROVIDER = '111122223333';
const CONSUMER = '444455556666';
const SECONDS = Number(process.env.POSTERN_CONFLICT_SECONDS ?? 4);
const SEED = Number(process.env.POSTERN_SEED ?? Date.now() % 2 ** 31);
const CLIENTS = 8;
/** A /28 has this many addresses for its users. */
const ADDRESSES = 11;
const VPC_QUOTA = 5;

let directory: string;
let agent: FakeAgent;
let server: TestServer;
let stopLoop: () => void;
let link: AgentLink;
let consumer: ec2.EC2Client;
let provider: ec2.EC2Client;
let balancers: elbv2.ElasticLoadBalancingV2Client;
let service: { id: string; name: string };
let vpcId: string;
let subnetId: string;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'postern-conflict-'));
  agent = await FakeAgent.listen(join(directory, 'a.sock'));
  server = await startTestServer();
  link = new AgentLink({ socketPath: join(directory, 'a.sock'), firstGeneration: 1 });
  const log = () => undefined;
  stopLoop = startControlLoop({ state: server.state, link, clock: systemClock, random: systemRandom, log });
  consumer = server.ec2(CONSUMER);
  provider = server.ec2(PROVIDER);
  balancers = server.elbv2(PROVIDER);
  service = await offerService();
  [vpcId, subnetId] = await smallNetwork();
});

afterAll(async () => {
  stopLoop();
  link.close();
  await agent.close();
  await server.close();
  rmSync(directory, { recursive: true });
});

async function offerService() {
  const { Subnets } = await provider.send(new ec2.DescribeSubnetsCommand({}));
  const { LoadBalancers } = await balancers.send(
    new elbv2.CreateLoadBalancerCommand({
      Name: 'nlb',
      Type: 'network',
      Scheme: 'internal',
      Subnets: (Subnets ?? []).map((subnet) => subnet.SubnetId as string),
    }),
  );
  const { ServiceConfiguration } = await provider.send(
    new ec2.CreateVpcEndpointServiceConfigurationCommand({
      NetworkLoadBalancerArns: [LoadBalancers?.[0]?.LoadBalancerArn as string],
      AcceptanceRequired: true,
    }),
  );
  const id = ServiceConfiguration?.ServiceId as string;
  await provider.send(
    new ec2.ModifyVpcEndpointServicePermissionsCommand({ ServiceId: id, AddAllowedPrincipals: ['*'] }),
  );
  return { id, name: ServiceConfiguration?.ServiceName as string };
}

async function smallNetwork(): Promise<[string, string]> {
  const { Vpc } = await consumer.send(new ec2.CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
  const { AvailabilityZones } = await consumer.send(new ec2.DescribeAvailabilityZonesCommand({}));
  const { Subnet } = await consumer.send(
    new ec2.CreateSubnetCommand({
      VpcId: Vpc?.VpcId,
      CidrBlock: '10.0.0.0/28',
      AvailabilityZone: AvailabilityZones?.[0]?.ZoneName,
    }),
  );
  return [Vpc?.VpcId as string, Subnet?.SubnetId as string];
}

const oneOf = <T>(random: Random, values: readonly T[]): T => values[random.integer(values.length)] as T;
const endpointIds = () => [...server.state.snapshot.vpcEndpoints.ids()];

/** What a client may do; several of these are always after the same thing. */
const ATTEMPTS: readonly ((random: Random) => Promise<unknown>)[] = [
  () =>
    consumer.send(
      new ec2.CreateVpcEndpointCommand({
        VpcEndpointType: 'Interface',
        VpcId: vpcId,
        ServiceName: service.name,
        SubnetIds: [subnetId],
      }),
    ),
  () => consumer.send(new ec2.CreateNetworkInterfaceCommand({ SubnetId: subnetId })),
  (random) =>
    consumer.send(
      new ec2.CreateNetworkInterfaceCommand({
        SubnetId: subnetId,
        PrivateIpAddress: `10.0.0.${4 + random.integer(ADDRESSES)}`,
      }),
    ),
  (random) => {
    const own = [...server.state.snapshot.networkInterfaces.all()].filter(
      ({ spec }) => spec.owner.kind === 'customer',
    );
    return consumer.send(
      new ec2.DeleteNetworkInterfaceCommand({ NetworkInterfaceId: oneOf(random, own)?.id ?? 'eni-00000000' }),
    );
  },
  (random) =>
    consumer.send(
      new ec2.DeleteVpcEndpointsCommand({
        VpcEndpointIds: [oneOf(random, endpointIds()) ?? 'vpce-00000000'],
      }),
    ),
  (random) =>
    consumer.send(
      new ec2.ModifyVpcEndpointCommand({
        VpcEndpointId: oneOf(random, endpointIds()) ?? 'vpce-00000000',
        ...(random.integer(2) === 0 ? { AddSubnetIds: [subnetId] } : { RemoveSubnetIds: [subnetId] }),
      }),
    ),
  (random) => provider.send(new ec2.AcceptVpcEndpointConnectionsCommand(connection(random))),
  (random) => provider.send(new ec2.RejectVpcEndpointConnectionsCommand(connection(random))),
  () => consumer.send(new ec2.CreateVpcCommand({ CidrBlock: '10.1.0.0/16' })),
  (random) => {
    const spare = [...server.state.snapshot.vpcs.all()].filter(
      ({ spec }) => spec.cidrBlock === '10.1.0.0/16',
    );
    return consumer.send(new ec2.DeleteVpcCommand({ VpcId: oneOf(random, spare)?.id ?? 'vpc-00000000' }));
  },
  () =>
    consumer.send(new ec2.CreateSecurityGroupCommand({ GroupName: 'one', Description: 'd', VpcId: vpcId })),
  () => consumer.send(new ec2.DeleteSecurityGroupCommand({ GroupId: groupNamedOne() })),
  (random) =>
    consumer.send(
      new ec2.ModifyVpcEndpointCommand({
        VpcEndpointId: oneOf(random, endpointIds()) ?? 'vpce-00000000',
        AddSecurityGroupIds: [groupNamedOne()],
      }),
    ),
  (random) =>
    balancers.send(
      new elbv2.CreateTargetGroupCommand({
        Name: 'one',
        Protocol: 'TCP',
        Port: 80 + random.integer(2),
        VpcId: [...server.state.snapshot.vpcs.all()].find(({ accountId }) => accountId === PROVIDER)?.id,
      }),
    ),
  () => {
    const [arn] = [...server.state.snapshot.targetGroups.ids()];
    return balancers.send(new elbv2.DeleteTargetGroupCommand({ TargetGroupArn: arn ?? 'arn:aws:x' }));
  },
];

function connection(random: Random) {
  return { ServiceId: service.id, VpcEndpointIds: [oneOf(random, endpointIds()) ?? 'vpce-00000000'] };
}

function groupNamedOne(): string {
  const groups = [...server.state.snapshot.securityGroups.all()];
  return groups.find(({ spec }) => spec.groupName === 'one')?.id ?? 'sg-00000000';
}

test(`${CLIENTS} clients in each other's way for ${SECONDS} s leave everything whole (seed ${SEED})`, async () => {
  const outcomes = new Map<string, number>();
  const until = performance.now() + SECONDS * 1000;
  const client = async (random: Random) => {
    while (performance.now() < until) {
      const outcome = await oneOf(
        random,
        ATTEMPTS,
      )(random).then(
        () => 'done',
        (error) => `${error.$metadata?.httpStatusCode} ${error.name}`,
      );
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      expect(violations(server.state.snapshot)).toEqual([]);
      expect(server.state.snapshot.networkInterfaces.count('subnet', subnetId)).toBeLessThanOrEqual(
        ADDRESSES,
      );
      expect(server.state.snapshot.vpcs.count('scope', `${CONSUMER}/us-east-1`)).toBeLessThanOrEqual(
        VPC_QUOTA,
      );
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, (_, index) => client(seededRandom(SEED + index))));
  console.log(Object.fromEntries([...outcomes].sort()));
  expect([...outcomes.keys()].filter((outcome) => outcome !== 'done' && !outcome.startsWith('4'))).toEqual(
    [],
  );
  for (const refusal of ['InsufficientFreeAddressesInSubnet', 'VpcLimitExceeded', 'InvalidGroup.Duplicate'])
    expect([...outcomes.keys()], 'the clients were in each other’s way').toContainEqual(
      expect.stringContaining(refusal),
    );
}, 180_000);
