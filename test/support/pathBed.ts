/**
 * A path with everything on it that can be in the way, on a real network: a client in a VPC of its own, peered with the
 * consumer's VPC, where an endpoint in a subnet of its own leads to the provider's server.
 *
 *   spoke: client ── peering ── hub: endpoint ── service ── provider: load balancer ── server
 *          (routes: hub's block, and a prefix list)   (own subnet and ACL)
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import * as ec2 from '@aws-sdk/client-ec2';
import * as elb from '@aws-sdk/client-elastic-load-balancing-v2';
import { known } from '../../src/base/assert.ts';
import { untilEndpoint } from '../../src/cli/tour/consumer.ts';
import { POSTERN } from '../../src/cli/tour/daemonProcess.ts';
import { eventually } from '../../src/cli/tour/eventually.ts';
import type { Inside } from '../../src/cli/tour/inside.ts';
import {
  makeGroup,
  makeNetwork,
  type Network,
  type Party,
  partyOf,
  runInstance,
} from '../../src/cli/tour/party.ts';
import {
  accept,
  allow,
  type Balancer,
  makeBalancer,
  offerService,
  SERVER_PORT,
  SERVICE_PORT,
  type Service,
  untilBalancing,
} from '../../src/cli/tour/provider.ts';
import type { DaemonBed } from './daemonBed.ts';

export const PROVIDER = '111122223333';
export const CONSUMER = '444455556666';
export const PRIVATE_NAME = 'orders.example.com';
const SPOKE_CIDR = '10.50.0.0/16';
const HUB_CIDR = '10.60.0.0/16';
const ENDPOINT_CIDR = '10.60.9.0/24';

export interface PathBed {
  readonly provider: Party;
  readonly consumer: Party;
  readonly providers: Network;
  readonly hub: Network;
  readonly spoke: Network;
  readonly server: { readonly instanceId: string; readonly groupId: string };
  readonly balancer: Balancer;
  readonly listenerArn: string;
  readonly service: Service;
  readonly endpoint: {
    readonly id: string;
    readonly groupId: string;
    readonly aclId: string;
    readonly address: string;
    readonly interfaceId: string;
  };
  /** In the hub; it resolves the private name. */
  readonly near: Client;
  /** In the spoke; it knows the endpoint's address only. */
  readonly far: Client & { readonly routeTableId: string; readonly peeringId: string };
  startServer(): Promise<void>;
  stopServer(): Promise<void>;
}

export interface Client {
  readonly instanceId: string;
  readonly interfaceId: string;
  readonly groupId: string;
  readonly subnetId: string;
  readonly inside: Inside;
}

export async function makePath(bed: DaemonBed): Promise<PathBed> {
  const [provider, consumer] = [partyOf(PROVIDER, bed.endpoint), partyOf(CONSUMER, bed.endpoint)];
  const providers = await makeNetwork(provider, '10.0.0.0/16');
  const server = await makeServer(provider, providers);
  const serving = new Serving(bed, server.instanceId);
  await serving.start();
  const balancer = await makeBalancer(provider, providers, { ...server, address: '10.0.0.10' });
  await untilBalancing(provider, balancer);
  const service = await offerService(provider, balancer);
  await namedService(bed, provider, service);
  const hub = await makeNetwork(consumer, HUB_CIDR);
  await consumer.ec2.send(
    new ec2.ModifyVpcAttributeCommand({ VpcId: hub.vpcId, EnableDnsHostnames: { Value: true } }),
  );
  const endpoint = await makeEndpoint(provider, consumer, hub, service);
  const spoke = await makeNetwork(consumer, SPOKE_CIDR);
  return {
    provider,
    consumer,
    providers,
    hub,
    spoke,
    server,
    balancer,
    service,
    endpoint,
    listenerArn: await listenerOf(provider, balancer),
    near: await makeClient(bed, consumer, hub, 'near', '10.60.0.10'),
    far: {
      ...(await makeClient(bed, consumer, spoke, 'far', '10.50.0.10')),
      ...(await peer(consumer, spoke, hub)),
    },
    startServer: () => serving.start(),
    stopServer: () => serving.stop(),
  };
}

/** The server is a process of ours inside the instance, so that it can be ended and begun. */
class Serving {
  private process: ChildProcess | undefined;

  constructor(
    private readonly bed: DaemonBed,
    private readonly instanceId: string,
  ) {}

  async start(): Promise<void> {
    const program = `require('node:net').createServer((s) => s.on('error', () => {}).end('x')).listen(${SERVER_PORT}, () => console.log('up'))`;
    const argv = [
      POSTERN,
      'exec',
      '--data',
      this.bed.data,
      this.instanceId,
      '--',
      process.execPath,
      '-e',
      program,
    ];
    const child = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'inherit'] });
    this.process = child;
    await once(child.stdout, 'data');
  }

  async stop(): Promise<void> {
    const child = this.process;
    this.process = undefined;
    if (!child || child.exitCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    await exited;
  }
}

async function makeServer(party: Party, network: Network) {
  const groupId = await makeGroup(party, network, 'web', SERVER_PORT);
  const { instanceId } = await runInstance(party, network, '10.0.0.10', { name: 'server', groupId });
  return { instanceId, groupId };
}

async function namedService(bed: DaemonBed, party: Party, service: Service): Promise<void> {
  await party.ec2.send(
    new ec2.ModifyVpcEndpointServiceConfigurationCommand({
      ServiceId: service.id,
      PrivateDnsName: PRIVATE_NAME,
    }),
  );
  bed.postern('verify-domain', service.id);
  await allow(party, service, [CONSUMER]);
}

async function makeEndpoint(provider: Party, consumer: Party, hub: Network, service: Service) {
  const zone = { VpcId: hub.vpcId, CidrBlock: ENDPOINT_CIDR, AvailabilityZoneId: 'use1-az1' };
  const subnetId = known(
    (await consumer.ec2.send(new ec2.CreateSubnetCommand(zone))).Subnet?.SubnetId,
    'a subnet',
  );
  const aclId = await ownAcl(consumer, hub.vpcId, subnetId);
  const groupId = await makeGroup(consumer, { ...hub, cidr: '10.0.0.0/8' }, 'endpoint', SERVICE_PORT);
  const { VpcEndpoint } = await consumer.ec2.send(
    new ec2.CreateVpcEndpointCommand({
      VpcEndpointType: 'Interface',
      VpcId: hub.vpcId,
      ServiceName: service.name,
      SubnetIds: [subnetId],
      SecurityGroupIds: [groupId],
      PrivateDnsEnabled: true,
    }),
  );
  const id = known(VpcEndpoint?.VpcEndpointId, 'an endpoint');
  const interfaceId = known(VpcEndpoint?.NetworkInterfaceIds?.[0], 'an interface');
  await accept(provider, service, id);
  await untilEndpoint(consumer, id, 'available');
  const { NetworkInterfaces } = await consumer.ec2.send(
    new ec2.DescribeNetworkInterfacesCommand({ NetworkInterfaceIds: [interfaceId] }),
  );
  return {
    id,
    groupId,
    aclId,
    interfaceId,
    address: known(NetworkInterfaces?.[0]?.PrivateIpAddress, 'an address'),
  };
}

/** An ACL of the subnet's own, which allows everything. */
async function ownAcl(party: Party, VpcId: string, subnetId: string): Promise<string> {
  const { NetworkAcl } = await party.ec2.send(new ec2.CreateNetworkAclCommand({ VpcId }));
  const NetworkAclId = known(NetworkAcl?.NetworkAclId, 'an ACL');
  for (const Egress of [true, false]) {
    const open = { RuleNumber: 100, Protocol: '-1', RuleAction: 'allow', CidrBlock: '0.0.0.0/0' } as const;
    await party.ec2.send(new ec2.CreateNetworkAclEntryCommand({ NetworkAclId, Egress, ...open }));
  }
  const Filters = [{ Name: 'association.subnet-id', Values: [subnetId] }];
  const { NetworkAcls } = await party.ec2.send(new ec2.DescribeNetworkAclsCommand({ Filters }));
  const association = NetworkAcls?.[0]?.Associations?.find(({ SubnetId }) => SubnetId === subnetId);
  const AssociationId = association?.NetworkAclAssociationId;
  await party.ec2.send(new ec2.ReplaceNetworkAclAssociationCommand({ AssociationId, NetworkAclId }));
  return NetworkAclId;
}

async function makeClient(
  bed: DaemonBed,
  party: Party,
  network: Network,
  name: string,
  address: string,
): Promise<Client> {
  const groupId = await makeGroup(party, network, name, 1);
  const { instanceId } = await runInstance(party, network, address, { name, groupId });
  const { Reservations } = await party.ec2.send(
    new ec2.DescribeInstancesCommand({ InstanceIds: [instanceId] }),
  );
  const interfaceId = Reservations?.[0]?.Instances?.[0]?.NetworkInterfaces?.[0]?.NetworkInterfaceId ?? '';
  return { instanceId, interfaceId, groupId, subnetId: network.subnetId, inside: bed.inside(instanceId) };
}

/** Both VPCs' main tables lead to the other; the spoke's by its address block. */
async function peer(party: Party, spoke: Network, hub: Network) {
  const { VpcPeeringConnection } = await party.ec2.send(
    new ec2.CreateVpcPeeringConnectionCommand({ VpcId: spoke.vpcId, PeerVpcId: hub.vpcId }),
  );
  const peeringId = known(VpcPeeringConnection?.VpcPeeringConnectionId, 'a peering connection');
  await party.ec2.send(new ec2.AcceptVpcPeeringConnectionCommand({ VpcPeeringConnectionId: peeringId }));
  const routeTableId = await mainTable(party, spoke.vpcId);
  await addRoute(party, routeTableId, peeringId, { DestinationCidrBlock: HUB_CIDR });
  await addRoute(party, await mainTable(party, hub.vpcId), peeringId, { DestinationCidrBlock: SPOKE_CIDR });
  return { peeringId, routeTableId };
}

export const TO_HUB = { DestinationCidrBlock: HUB_CIDR } as const;

export async function addRoute(
  party: Party,
  RouteTableId: string,
  VpcPeeringConnectionId: string,
  destination: object,
): Promise<void> {
  await party.ec2.send(new ec2.CreateRouteCommand({ RouteTableId, VpcPeeringConnectionId, ...destination }));
}

export async function mainTable(party: Party, vpcId: string): Promise<string> {
  const Filters = [
    { Name: 'vpc-id', Values: [vpcId] },
    { Name: 'association.main', Values: ['true'] },
  ];
  const { RouteTables } = await party.ec2.send(new ec2.DescribeRouteTablesCommand({ Filters }));
  return known(RouteTables?.[0]?.RouteTableId, 'a main table');
}

async function listenerOf(party: Party, { arn }: Balancer): Promise<string> {
  const { Listeners } = await party.elb.send(new elb.DescribeListenersCommand({ LoadBalancerArn: arn }));
  return known(Listeners?.[0]?.ListenerArn, 'a listener');
}

export function untilConnects(client: Client, host: string, wanted: boolean): Promise<unknown> {
  return eventually(
    `${host} ${wanted ? 'answers' : 'does not answer'}`,
    async () => ((await client.inside.connect(host, SERVICE_PORT)).outcome === 'connected') === wanted,
    30,
  );
}
