/** Services on Gateway Load Balancers and the endpoints to them, through AWS's own clients. */
import * as ec2 from '@aws-sdk/client-ec2';
import * as elb from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { known } from '../../../base/assert.ts';
import { seededRandom } from '../../../base/random.ts';
import { markArrived } from '../../../observe/interfacesInMotion.ts';
import { reconcile } from '../../../reconcile/reconcile.ts';
import { setQuotas } from '../../quotas.ts';
import { startTestServer, type TestServer } from '../../testServer.ts';

// Both accounts call zone 1 `a`.
const ACCOUNT = '000000000000';

let server: TestServer;
let client: ec2.EC2Client;
let balancers: elb.ElasticLoadBalancingV2Client;
let provider: Network;
let consumer: Network;
let made = 0;

interface Network {
  readonly vpcId: string;
  readonly subnetIds: [string, string];
}

beforeAll(async () => {
  setQuotas({ vpcsPerRegion: 100 });
  server = await startTestServer();
  client = server.ec2(ACCOUNT);
  balancers = server.elbv2(ACCOUNT);
});
afterAll(() => {
  setQuotas();
  return server.close();
});
beforeEach(async () => {
  provider = await network();
  consumer = await network();
});

async function network(): Promise<Network> {
  const { Vpc } = await client.send(new ec2.CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
  const VpcId = known(Vpc?.VpcId, 'a VPC');
  const subnet = async (third: number, letter: string) => {
    const place = { CidrBlock: `10.0.${third}.0/24`, AvailabilityZone: `us-east-1${letter}` };
    const { Subnet } = await client.send(new ec2.CreateSubnetCommand({ VpcId, ...place }));
    return known(Subnet?.SubnetId, 'a subnet');
  };
  return { vpcId: VpcId, subnetIds: [await subnet(0, 'a'), await subnet(1, 'b')] };
}

async function makeBalancer(Type: 'gateway' | 'network' = 'gateway', subnets: string[] = provider.subnetIds) {
  made += 1;
  const input = { Name: `lb-${made}`, Type, Subnets: subnets };
  const { LoadBalancers } = await balancers.send(new elb.CreateLoadBalancerCommand(input));
  return known(LoadBalancers?.[0]?.LoadBalancerArn, 'a load balancer');
}

async function makeService(input: Partial<ec2.CreateVpcEndpointServiceConfigurationCommandInput> = {}) {
  const command = new ec2.CreateVpcEndpointServiceConfigurationCommand({
    GatewayLoadBalancerArns: [await makeBalancer('gateway', [provider.subnetIds[0]])],
    AcceptanceRequired: false,
    ...input,
  });
  return known((await client.send(command)).ServiceConfiguration, 'a service');
}

const create = async (
  { ServiceName }: ec2.ServiceConfiguration,
  input: Partial<ec2.CreateVpcEndpointCommandInput> = {},
) => {
  const command = new ec2.CreateVpcEndpointCommand({
    VpcEndpointType: 'GatewayLoadBalancer',
    VpcId: consumer.vpcId,
    ServiceName,
    SubnetIds: [consumer.subnetIds[0]],
    ...input,
  });
  return known((await client.send(command)).VpcEndpoint, 'an endpoint');
};

async function stateOf(id: string | undefined) {
  const input = { VpcEndpointIds: [id ?? ''] };
  return (await client.send(new ec2.DescribeVpcEndpointsCommand(input))).VpcEndpoints?.[0]?.State;
}

function everythingArrives(): void {
  server.state.transact((tx) => {
    for (const row of tx.networkInterfaces.by('dataPlane', 'pending')) markArrived(tx, row);
    reconcile(tx, { now: new Date(), random: seededRandom(1) });
  });
}

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'no error',
    (error: Error) => error.name,
  );

test('a service on Gateway Load Balancers has their zones, no names and takes nothing but their kind', async () => {
  const service = await makeService();
  expect(service).toMatchObject({
    ServiceType: [{ ServiceType: 'GatewayLoadBalancer' }],
    ServiceState: 'Available',
    AvailabilityZones: ['us-east-1a'],
    GatewayLoadBalancerArns: [expect.stringContaining(':loadbalancer/gwy/')],
    PrivateDnsNameConfiguration: {},
  });
  expect(service.NetworkLoadBalancerArns).toBeUndefined();
  expect(service.BaseEndpointDnsNames).toBeUndefined();
  const { ServiceId } = service;
  const modify = (input: Partial<ec2.ModifyVpcEndpointServiceConfigurationCommandInput>) =>
    codeOf(client.send(new ec2.ModifyVpcEndpointServiceConfigurationCommand({ ServiceId, ...input })));
  expect(await modify({ AddNetworkLoadBalancerArns: [await makeBalancer('network')] })).toBe(
    'InvalidParameter',
  );
  expect(await modify({ PrivateDnsName: 'api.example.com' })).toBe('InvalidParameter');
  expect(await modify({ RemoveGatewayLoadBalancerArns: service.GatewayLoadBalancerArns })).toBe(
    'InvalidParameter',
  );
  const second = await makeBalancer();
  expect(await modify({ AddGatewayLoadBalancerArns: [second] })).toBe('no error');
  const asked = new ec2.DescribeVpcEndpointServicesCommand({ ServiceNames: [service.ServiceName ?? ''] });
  const [detail] = (await client.send(asked)).ServiceDetails ?? [];
  expect(detail).toMatchObject({
    AvailabilityZones: ['us-east-1a', 'us-east-1b'],
    VpcEndpointPolicySupported: false,
  });
  expect(await codeOf(balancers.send(new elb.DeleteLoadBalancerCommand({ LoadBalancerArn: second })))).toBe(
    'ResourceInUseException',
  );
});

test('is not made with a private name, nor of both kinds of load balancers', async () => {
  expect(await codeOf(makeService({ PrivateDnsName: 'api.example.com' }))).toBe('InvalidParameter');
  const NetworkLoadBalancerArns = [await makeBalancer('network')];
  expect(await codeOf(makeService({ NetworkLoadBalancerArns }))).toBe('InvalidParameter');
  expect(await codeOf(makeService({ GatewayLoadBalancerArns: NetworkLoadBalancerArns }))).toBe(
    'InvalidGatewayLoadBalancerArn.Malformed',
  );
});

test('an endpoint has one interface, no names, no groups, no policy, and is available once it is there', async () => {
  const endpoint = await create(await makeService());
  expect(endpoint).toMatchObject({
    VpcEndpointType: 'GatewayLoadBalancer',
    State: 'pending',
    SubnetIds: [consumer.subnetIds[0]],
    Groups: [],
    DnsEntries: [],
    RouteTableIds: [],
    PrivateDnsEnabled: false,
  });
  expect(endpoint.PolicyDocument).toBeUndefined();
  const input = { NetworkInterfaceIds: endpoint.NetworkInterfaceIds };
  const { NetworkInterfaces } = await client.send(new ec2.DescribeNetworkInterfacesCommand(input));
  expect(NetworkInterfaces).toMatchObject([
    {
      InterfaceType: 'gateway_load_balancer_endpoint',
      RequesterManaged: true,
      Groups: [],
      Attachment: { InstanceOwnerId: 'amazon-aws', DeviceIndex: 1 },
    },
  ]);
  everythingArrives();
  expect(await stateOf(endpoint.VpcEndpointId)).toBe('available');
});

test('an endpoint waits for acceptance, and the provider sees it', async () => {
  const { ServiceId, ServiceName, GatewayLoadBalancerArns } = await makeService({ AcceptanceRequired: true });
  const { VpcEndpointId, State } = await create({ ServiceName });
  expect(State).toBe('pendingAcceptance');
  const Filters = [{ Name: 'service-id', Values: [ServiceId ?? ''] }];
  const seen = await client.send(new ec2.DescribeVpcEndpointConnectionsCommand({ Filters }));
  expect(seen.VpcEndpointConnections).toMatchObject([{ VpcEndpointId, GatewayLoadBalancerArns }]);
  const decide = { ServiceId, VpcEndpointIds: [VpcEndpointId ?? ''] };
  await client.send(new ec2.AcceptVpcEndpointConnectionsCommand(decide));
  everythingArrives();
  expect(await stateOf(VpcEndpointId)).toBe('available');
  await client.send(new ec2.RejectVpcEndpointConnectionsCommand(decide));
  expect(await stateOf(VpcEndpointId)).toBe('rejected');
});

test('routes may lead to an endpoint, which stays as long as they do', async () => {
  const { VpcEndpointId } = await create(await makeService());
  everythingArrives();
  const filter = { Filters: [{ Name: 'vpc-id', Values: [consumer.vpcId] }] };
  const { RouteTables } = await client.send(new ec2.DescribeRouteTablesCommand(filter));
  const route = { RouteTableId: RouteTables?.[0]?.RouteTableId, DestinationCidrBlock: '0.0.0.0/0' };
  await client.send(new ec2.CreateRouteCommand({ ...route, VpcEndpointId }));
  const remove = async () => {
    const command = new ec2.DeleteVpcEndpointsCommand({ VpcEndpointIds: [VpcEndpointId ?? ''] });
    return (await client.send(command)).Unsuccessful?.map((item) => item.Error?.Message);
  };
  expect(await remove()).toEqual([
    expect.stringMatching(/^Endpoint must be removed from route table before deletion/),
  ]);
  expect(await stateOf(VpcEndpointId)).toBe('available');
  await client.send(new ec2.DeleteRouteCommand(route));
  const list = { PrefixListName: 'l', AddressFamily: 'IPv4', MaxEntries: 1 };
  const { PrefixList } = await client.send(new ec2.CreateManagedPrefixListCommand(list));
  const { RouteTableId } = route;
  const byList = { RouteTableId, DestinationPrefixListId: PrefixList?.PrefixListId };
  await client.send(new ec2.CreateRouteCommand({ ...byList, VpcEndpointId }));
  await client.send(new ec2.DeleteRouteCommand(byList));
  expect(await remove()).toEqual([]);
});

describe('an endpoint is refused', () => {
  test.each<[string, string, (place: Network) => Partial<ec2.CreateVpcEndpointCommandInput>]>([
    ['no subnet', 'InvalidParameter', () => ({ SubnetIds: [] })],
    ['two subnets', 'InvalidParameter', ({ subnetIds }) => ({ SubnetIds: subnetIds })],
    ['a zone without a node', 'InvalidParameter', ({ subnetIds }) => ({ SubnetIds: [subnetIds[1]] })],
    ['security groups', 'InvalidParameter', () => ({ SecurityGroupIds: ['sg-00000000000000000'] })],
    ['a policy', 'InvalidParameter', () => ({ PolicyDocument: '{}' })],
    ['private DNS', 'InvalidParameter', () => ({ PrivateDnsEnabled: true })],
    ['a record type', 'InvalidParameter', () => ({ DnsOptions: { DnsRecordIpType: 'ipv4' as const } })],
    ['route tables', 'InvalidParameter', () => ({ RouteTableIds: ['rtb-00000000000000000'] })],
    ['another type', 'InvalidParameter', () => ({ VpcEndpointType: 'Interface' as const })],
  ])('with %s: %s', async (_what, code, input) => {
    expect(await codeOf(create(await makeService(), input(consumer)))).toBe(code);
  });
});

test('an endpoint of another Region is refused: InvalidParameter', async () => {
  const { ServiceName } = await makeService({ SupportedRegions: ['eu-west-1'] });
  const abroad = new ec2.EC2Client({
    endpoint: server.endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: ACCOUNT, secretAccessKey: 'any' },
  });
  const { Vpcs } = await abroad.send(new ec2.DescribeVpcsCommand({}));
  const place = { VpcId: Vpcs?.[0]?.VpcId, ServiceName, ServiceRegion: 'us-east-1' };
  const command = new ec2.CreateVpcEndpointCommand({ ...place, VpcEndpointType: 'GatewayLoadBalancer' });
  expect(await codeOf(abroad.send(command))).toBe('InvalidParameter');
});

test('an endpoint moves to another address of its subnet, and to no other subnet', async () => {
  const { VpcEndpointId } = await create(await makeService());
  const [SubnetId, other] = consumer.subnetIds;
  const modify = (input: Partial<ec2.ModifyVpcEndpointCommandInput>) =>
    codeOf(client.send(new ec2.ModifyVpcEndpointCommand({ VpcEndpointId, ...input })));
  expect(await modify({ SubnetConfigurations: [{ SubnetId, Ipv4: '10.0.0.77' }] })).toBe('no error');
  expect(await modify({ RemoveSubnetIds: [SubnetId] })).toBe('InvalidParameter');
  expect(await modify({ AddSubnetIds: [other] })).toBe('InvalidParameter');
  expect(await modify({ ResetPolicy: true })).toBe('InvalidParameter');
});
