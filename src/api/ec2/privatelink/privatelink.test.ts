/** The seven steps through the SDK's own clients: provider and consumer with the same addresses. */
import * as ec2 from '@aws-sdk/client-ec2';
import * as elb from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { known } from '../../../base/assert.ts';
import { endpointIsProgrammed } from '../../../state/connections.ts';
import { verifyPrivateDnsName } from '../../../state/privateDnsName.ts';
import { setQuotas } from '../../quotas.ts';
import { startTestServer, type TestServer } from '../../testServer.ts';

const PROVIDER = '111111111111';
const CONSUMER = '222222222222';
const STRANGER = '333333333333';

let server: TestServer;

beforeAll(async () => {
  setQuotas({ vpcsPerRegion: 1_000 });
  server = await startTestServer();
});
afterAll(() => {
  setQuotas();
  return server.close();
});

async function network(accountId: string) {
  const client = server.ec2(accountId);
  const vpc = known((await client.send(new ec2.CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }))).Vpc, 'a VPC');
  const subnet = async (CidrBlock: string, AvailabilityZoneId: string) => {
    const command = new ec2.CreateSubnetCommand({ VpcId: vpc.VpcId, CidrBlock, AvailabilityZoneId });
    return known((await client.send(command)).Subnet?.SubnetId, 'a subnet');
  };
  return {
    client,
    vpcId: known(vpc.VpcId, 'a VPC id'),
    subnets: [await subnet('10.0.0.0/24', 'use1-az1'), await subnet('10.0.1.0/24', 'use1-az2')],
  };
}

async function provider(options: Partial<ec2.CreateVpcEndpointServiceConfigurationCommandInput> = {}) {
  const { client, vpcId, subnets } = await network(PROVIDER);
  const elbv2 = server.elbv2(PROVIDER);
  const Name = `nlb-${Math.random().toString(36).slice(2, 10)}`;
  const made = await elbv2.send(
    new elb.CreateLoadBalancerCommand({ Name, Type: 'network', Scheme: 'internal', Subnets: subnets }),
  );
  const loadBalancerArn = known(made.LoadBalancers?.[0]?.LoadBalancerArn, 'an ARN');
  const { ServiceConfiguration: service } = await client.send(
    new ec2.CreateVpcEndpointServiceConfigurationCommand({
      NetworkLoadBalancerArns: [loadBalancerArn],
      ...options,
    }),
  );
  return { client, elbv2, vpcId, subnets, loadBalancerArn, service: known(service, 'a service') };
}

async function allow(client: ec2.EC2Client, ServiceId: string | undefined, principal: string) {
  await client.send(
    new ec2.ModifyVpcEndpointServicePermissionsCommand({ ServiceId, AddAllowedPrincipals: [principal] }),
  );
}

/** What the reconciler does when the data plane has confirmed. */
function confirm(endpointId: string | undefined) {
  server.state.transact((tx) =>
    endpointIsProgrammed(tx, known(tx.vpcEndpoints.get(endpointId ?? ''), 'the endpoint')),
  );
}

test('a consumer is refused, admitted, accepted, connected, rejected and gone, as AWS shows it', async () => {
  const { client, service, loadBalancerArn } = await provider({ AcceptanceRequired: true });
  const consumer = await network(CONSUMER);
  const wanted = {
    VpcEndpointType: 'Interface' as const,
    VpcId: consumer.vpcId,
    ServiceName: service.ServiceName,
    SubnetIds: consumer.subnets,
    TagSpecifications: [
      { ResourceType: 'vpc-endpoint' as const, Tags: [{ Key: 'Name', Value: 'to-provider' }] },
    ],
  };
  const ask = () => consumer.client.send(new ec2.CreateVpcEndpointCommand(wanted));
  await expect(ask()).rejects.toMatchObject({
    name: 'InvalidServiceName',
    message: `The Vpc Endpoint Service '${service.ServiceName}' does not exist`,
  });

  await allow(client, service.ServiceId, `arn:aws:iam::${CONSUMER}:root`);
  const { VpcEndpoint: endpoint } = await ask();
  const id = known(endpoint?.VpcEndpointId, 'an id');
  const base = `${service.ServiceId}.us-east-1.vpce.amazonaws.com`;
  const label = known(endpoint?.DnsEntries?.[0]?.DnsName, 'a name').split('.')[0];
  expect(label).toMatch(new RegExp(`^${id}-[a-z0-9]{8}$`));
  expect(endpoint).toEqual({
    VpcEndpointId: expect.stringMatching(/^vpce-[0-9a-f]{17}$/),
    VpcEndpointType: 'Interface',
    VpcId: consumer.vpcId,
    ServiceName: service.ServiceName,
    State: 'pendingAcceptance',
    PolicyDocument: expect.stringContaining('"Action": "*", '),
    RouteTableIds: [],
    SubnetIds: consumer.subnets,
    Groups: [{ GroupId: expect.stringMatching(/^sg-/), GroupName: 'default' }],
    IpAddressType: 'ipv4',
    DnsOptions: { DnsRecordIpType: 'ipv4' },
    PrivateDnsEnabled: false,
    RequesterManaged: false,
    NetworkInterfaceIds: [expect.stringMatching(/^eni-/), expect.stringMatching(/^eni-/)],
    DnsEntries: [
      { DnsName: `${label}.${base}`, HostedZoneId: 'Z7HUB22UULQXV' },
      { DnsName: `${label}-us-east-1a.${base}`, HostedZoneId: 'Z7HUB22UULQXV' },
      { DnsName: `${label}-us-east-1b.${base}`, HostedZoneId: 'Z7HUB22UULQXV' },
    ],
    CreationTimestamp: expect.any(Date),
    Tags: [{ Key: 'Name', Value: 'to-provider' }],
    OwnerId: CONSUMER,
    ServiceRegion: 'us-east-1',
  });

  const connections = async () =>
    (
      await client.send(
        new ec2.DescribeVpcEndpointConnectionsCommand({
          Filters: [{ Name: 'vpc-endpoint-id', Values: [id] }],
        }),
      )
    ).VpcEndpointConnections;
  expect(await connections()).toEqual([
    {
      ServiceId: service.ServiceId,
      VpcEndpointId: id,
      VpcEndpointOwner: CONSUMER,
      VpcEndpointState: 'pendingAcceptance',
      CreationTimestamp: expect.any(Date),
      DnsEntries: endpoint?.DnsEntries,
      NetworkLoadBalancerArns: [loadBalancerArn],
      IpAddressType: 'ipv4',
      VpcEndpointConnectionId: expect.stringMatching(/^vpce-con-[0-9a-f]{17}$/),
      Tags: [],
      VpcEndpointRegion: 'us-east-1',
    },
  ]);

  const decision = { ServiceId: service.ServiceId, VpcEndpointIds: [id] };
  const stateNow = async () =>
    (await consumer.client.send(new ec2.DescribeVpcEndpointsCommand({ VpcEndpointIds: [id] })))
      .VpcEndpoints?.[0]?.State;
  expect(await client.send(new ec2.AcceptVpcEndpointConnectionsCommand(decision))).toMatchObject({
    Unsuccessful: [],
  });
  expect(await stateNow()).toBe('pending');
  confirm(id);
  expect(await stateNow()).toBe('available');
  expect((await connections())?.[0]?.VpcEndpointState).toBe('available');

  await client.send(new ec2.RejectVpcEndpointConnectionsCommand(decision));
  expect(await stateNow()).toBe('rejected');
  const gone = await consumer.client.send(new ec2.DeleteVpcEndpointsCommand({ VpcEndpointIds: [id] }));
  expect(gone.Unsuccessful).toEqual([]);
  expect(await stateNow()).toBe('deleting');
});

test('a new service shows what AWS shows, to its owner and to whom it admits', async () => {
  const { client, service, loadBalancerArn } = await provider({ PrivateDnsName: 'api.example.com' });
  expect(service).toEqual({
    ServiceType: [{ ServiceType: 'Interface' }],
    ServiceId: expect.stringMatching(/^vpce-svc-[0-9a-f]{17}$/),
    ServiceName: `com.amazonaws.vpce.us-east-1.${service.ServiceId}`,
    ServiceState: 'Available',
    AvailabilityZoneIds: ['use1-az1', 'use1-az2'],
    AvailabilityZones: ['us-east-1a', 'us-east-1b'],
    AcceptanceRequired: true,
    ManagesVpcEndpoints: false,
    NetworkLoadBalancerArns: [loadBalancerArn],
    SupportedIpAddressTypes: ['ipv4'],
    BaseEndpointDnsNames: [`${service.ServiceId}.us-east-1.vpce.amazonaws.com`],
    PrivateDnsName: 'api.example.com',
    PrivateDnsNameConfiguration: {
      State: 'pendingVerification',
      Type: 'TXT',
      Name: expect.stringMatching(/^_[a-z0-9]{20}$/),
      Value: expect.stringMatching(/^vpce:[A-Za-z0-9]{20}$/),
    },
    SupportedRegions: [{ Region: 'us-east-1', ServiceState: 'Available' }],
    RemoteAccessEnabled: false,
    Tags: [],
  });

  const named = { ServiceNames: [known(service.ServiceName, 'a name')] };
  const asStranger = server.ec2(STRANGER).send(new ec2.DescribeVpcEndpointServicesCommand(named));
  await expect(asStranger).rejects.toMatchObject({ name: 'InvalidServiceName' });
  await allow(client, service.ServiceId, '*');
  const seen = await server.ec2(STRANGER).send(new ec2.DescribeVpcEndpointServicesCommand(named));
  expect(seen.ServiceNames).toEqual(named.ServiceNames);
  expect(seen.ServiceDetails).toMatchObject([
    {
      ServiceId: service.ServiceId,
      Owner: PROVIDER,
      VpcEndpointPolicySupported: false,
      PrivateDnsName: 'api.example.com',
      PrivateDnsNames: [{ PrivateDnsName: 'api.example.com' }],
      PrivateDnsNameVerificationState: 'pendingVerification',
    },
  ]);
  const unasked = await server.ec2(STRANGER).send(new ec2.DescribeVpcEndpointServicesCommand({}));
  expect(new Set(unasked.ServiceDetails?.map(({ Owner }) => Owner))).toEqual(new Set(['amazon']));
});

test('a service without a private name answers an empty configuration of it', async () => {
  const { service } = await provider();
  expect(service.PrivateDnsName).toBeUndefined();
  expect(service.PrivateDnsNameConfiguration).toEqual({});
});

test('a verified private name comes last among the names of an endpoint that enables it', async () => {
  const { client, service } = await provider({ PrivateDnsName: 'db.example.com', AcceptanceRequired: false });
  await allow(client, service.ServiceId, '*');
  const consumer = await network(CONSUMER);
  await consumer.client.send(
    new ec2.ModifyVpcAttributeCommand({ VpcId: consumer.vpcId, EnableDnsHostnames: { Value: true } }),
  );
  const ask = () =>
    consumer.client.send(
      new ec2.CreateVpcEndpointCommand({
        VpcEndpointType: 'Interface',
        VpcId: consumer.vpcId,
        ServiceName: service.ServiceName,
        SubnetIds: consumer.subnets.slice(0, 1),
        PrivateDnsEnabled: true,
        ClientToken: 'once',
      }),
    );
  await expect(ask()).rejects.toMatchObject({ name: 'InvalidParameter' });
  server.state.transact((tx) => {
    const row = known(tx.endpointServices.get(service.ServiceId ?? ''), 'the service');
    expect(verifyPrivateDnsName(tx, row)).toBe('db.example.com');
  });
  const { VpcEndpoint: endpoint, ClientToken } = await ask();
  expect(ClientToken).toBe('once');
  expect(endpoint?.State).toBe('pending');
  expect(endpoint?.DnsEntries?.map((entry) => entry.DnsName).at(-1)).toBe('db.example.com');
  expect((await ask()).VpcEndpoint?.VpcEndpointId).toBe(endpoint?.VpcEndpointId);
});

test('DryRun makes no endpoint', async () => {
  const { service } = await provider();
  const { client, vpcId } = await network(PROVIDER);
  const dry = client.send(
    new ec2.CreateVpcEndpointCommand({
      VpcEndpointType: 'Interface',
      VpcId: vpcId,
      ServiceName: service.ServiceName,
      DryRun: true,
    }),
  );
  await expect(dry).rejects.toMatchObject({ name: 'DryRunOperation' });
  const filter = { Filters: [{ Name: 'vpc-id', Values: [vpcId] }] };
  expect((await client.send(new ec2.DescribeVpcEndpointsCommand(filter))).VpcEndpoints).toEqual([]);
});
