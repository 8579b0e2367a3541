/** A dual-stack service and a dual-stack endpoint to it: packets, names and groups of both families. */
import { existsSync } from 'node:fs';
import * as ec2 from '@aws-sdk/client-ec2';
import * as elb from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { known } from '../../src/base/assert.ts';
import { untilEndpoint } from '../../src/cli/tour/consumer.ts';
import { eventually } from '../../src/cli/tour/eventually.ts';
import {
  makeGroup,
  makeNetwork,
  type Network,
  openPort,
  type Party,
  partyOf,
} from '../../src/cli/tour/party.ts';
import { DaemonBed, whyNoDaemon } from '../support/daemonBed.ts';

const missing = whyNoDaemon() ?? (existsSync('/proc/sys/net/ipv6') ? undefined : 'this kernel has no IPv6');
if (missing) console.warn(`skipped: ${missing}`);

const SERVER_PORT = 8080;
const SERVICE_PORT = 80;

interface DualNetwork extends Network {
  readonly ipv6Cidr: string;
  readonly groupId: string;
}

interface DualMachine {
  readonly instanceId: string;
  readonly address: string;
  readonly ipv6Address: string;
}

describe.skipIf(missing)('a dual-stack endpoint', () => {
  const bed = new DaemonBed();
  let provider: Party;
  let consumer: Party;
  let inside: DualNetwork;
  let client: DualMachine;
  let server: DualMachine;
  let endpointId: string;
  let serviceName: string;
  let addresses: { ipv4: string; ipv6: string };
  let node: { ipv4: string; ipv6: string };

  beforeAll(async () => {
    await bed.start();
    provider = partyOf('111122223333', bed.endpoint);
    consumer = partyOf('444455556666', bed.endpoint);
    const home = await dualNetwork(provider);
    server = await dualMachine(provider, home, webServer());
    const balancer = await dualBalancer(home);
    node = await addressesOf(provider, 'description', `ELB ${balancer.split('loadbalancer/')[1]}`);
    serviceName = await offer(balancer);
    inside = await dualNetwork(consumer);
    client = await dualMachine(consumer, inside);
    endpointId = await connect();
    addresses = await addressesOf(consumer, 'description', `VPC Endpoint Interface ${endpointId}`);
  });
  afterAll(() => bed.clear());

  test('carries IPv4 and IPv6 to targets of the family, which see the node', async () => {
    const { bodies } = await look().get(`http://[${addresses.ipv6}]:${SERVICE_PORT}/`, 3);
    expect(bodies).toEqual({ [node.ipv6]: 3 });
    const { bodies: ipv4 } = await look().get(`http://${addresses.ipv4}:${SERVICE_PORT}/`, 3);
    expect(ipv4).toEqual({ [node.ipv4]: 3 });
  });

  test('has addresses of both families by its names, or of the one that its records are of', async () => {
    const { VpcEndpoints } = await consumer.ec2.send(
      new ec2.DescribeVpcEndpointsCommand({ VpcEndpointIds: [endpointId] }),
    );
    const [regional, zonal] = (VpcEndpoints?.[0]?.DnsEntries ?? []).map(({ DnsName }) => DnsName ?? '');
    for (const name of [regional, zonal]) {
      const found = await look().lookup(known(name, 'the endpoint has names'));
      expect(found.addresses.sort()).toEqual([addresses.ipv4, addresses.ipv6].sort());
    }
    await consumer.ec2.send(
      new ec2.ModifyVpcEndpointCommand({
        VpcEndpointId: endpointId,
        DnsOptions: { DnsRecordIpType: 'ipv6' },
      }),
    );
    await eventually('the name has IPv6 records alone', async () => {
      const found = await look().lookup(regional ?? '');
      return found.addresses.join() === addresses.ipv6;
    });
  });

  test('lets in by IPv6 whom its group admits by IPv6', async () => {
    expect((await look().connect(addresses.ipv6, SERVICE_PORT)).outcome).toBe('connected');
    const GroupId = inside.groupId;
    const IpPermissions = [anyTcp({ Ipv6Ranges: [{ CidrIpv6: inside.ipv6Cidr }] })];
    await consumer.ec2.send(new ec2.RevokeSecurityGroupIngressCommand({ GroupId, IpPermissions }));
    await eventually('IPv6 is shut', async () => {
      const { outcome } = await look().connect(addresses.ipv6, SERVICE_PORT);
      return outcome !== 'connected';
    });
    expect((await look().connect(addresses.ipv4, SERVICE_PORT)).outcome).toBe('connected');
  });

  test('ends for IPv6 too where the provider rejects it', async () => {
    await consumer.ec2.send(
      new ec2.AuthorizeSecurityGroupIngressCommand({
        GroupId: inside.groupId,
        IpPermissions: [anyTcp({ Ipv6Ranges: [{ CidrIpv6: inside.ipv6Cidr }] })],
      }),
    );
    await eventually('IPv6 is open again', async () => {
      const { outcome } = await look().connect(addresses.ipv6, SERVICE_PORT);
      return outcome === 'connected';
    });
    const { VpcEndpointConnections } = await provider.ec2.send(
      new ec2.DescribeVpcEndpointConnectionsCommand({}),
    );
    const ServiceId = VpcEndpointConnections?.[0]?.ServiceId;
    await provider.ec2.send(
      new ec2.RejectVpcEndpointConnectionsCommand({ ServiceId, VpcEndpointIds: [endpointId] }),
    );
    await eventually('it is refused', async () => {
      const { outcome } = await look().connect(addresses.ipv6, SERVICE_PORT);
      return outcome === 'ECONNREFUSED';
    });
  });

  test('an endpoint of IPv6 alone serves an instance that has nothing else', async () => {
    const alone = await ipv6Network(inside);
    const machine = await runMachine(consumer, alone);
    const { VpcEndpoint } = await consumer.ec2.send(
      new ec2.CreateVpcEndpointCommand({
        VpcEndpointType: 'Interface',
        VpcId: alone.vpcId,
        ServiceName: serviceName,
        SubnetIds: [alone.subnetId],
        SecurityGroupIds: [alone.groupId],
        IpAddressType: 'ipv6',
        PrivateDnsEnabled: false,
      }),
    );
    const id = known(VpcEndpoint?.VpcEndpointId, 'an endpoint has an id');
    await untilEndpoint(consumer, id, 'available');
    const name = known(VpcEndpoint?.DnsEntries?.[0]?.DnsName, 'it has a name');
    const found = await bed.inside(machine).lookup(name);
    expect(found).toMatchObject({ addresses: [expect.stringMatching(/:/)], servers: ['fd00:ec2::253'] });
    const { bodies } = await bed.inside(machine).get(`http://${name}:${SERVICE_PORT}/`, 3);
    expect(bodies).toEqual({ [node.ipv6]: 3 });
  });

  const look = () => bed.inside(client.instanceId);

  /** A subnet of IPv6 alone in the same VPC. */
  async function ipv6Network(network: DualNetwork): Promise<DualNetwork> {
    const { Subnet } = await consumer.ec2.send(
      new ec2.CreateSubnetCommand({
        VpcId: network.vpcId,
        Ipv6Native: true,
        Ipv6CidrBlock: network.ipv6Cidr.replace(/00::\/56$/, '01::/64'),
        AvailabilityZoneId: 'use1-az1',
      }),
    );
    return { ...network, subnetId: known(Subnet?.SubnetId, 'a subnet has an id') };
  }

  /** With an IPv6 block from Amazon, and a group that admits TCP from both blocks. */
  async function dualNetwork(party: Party): Promise<DualNetwork> {
    const network = await makeNetwork(party, '10.0.0.0/16');
    const made = await party.ec2.send(
      new ec2.AssociateVpcCidrBlockCommand({ VpcId: network.vpcId, AmazonProvidedIpv6CidrBlock: true }),
    );
    const associationId = known(made.Ipv6CidrBlockAssociation?.AssociationId, 'an association');
    const ipv6Cidr = await eventually('the block is there', async () => {
      const { Vpcs } = await party.ec2.send(new ec2.DescribeVpcsCommand({ VpcIds: [network.vpcId] }));
      const blocks = Vpcs?.[0]?.Ipv6CidrBlockAssociationSet ?? [];
      return blocks.find(({ AssociationId }) => AssociationId === associationId)?.Ipv6CidrBlock;
    });
    await party.ec2.send(
      new ec2.AssociateSubnetCidrBlockCommand({
        SubnetId: network.subnetId,
        Ipv6CidrBlock: ipv6Cidr.replace(/\/56$/, '/64'),
      }),
    );
    const groupId = await makeGroup(party, network, 'web', SERVER_PORT);
    await openPort(party, network, groupId, SERVICE_PORT);
    const IpPermissions = [anyTcp({ Ipv6Ranges: [{ CidrIpv6: ipv6Cidr }] })];
    await party.ec2.send(new ec2.AuthorizeSecurityGroupIngressCommand({ GroupId: groupId, IpPermissions }));
    return { ...network, ipv6Cidr, groupId };
  }

  async function dualMachine(party: Party, network: DualNetwork, userData?: string): Promise<DualMachine> {
    const instanceId = await runMachine(party, network, userData);
    const { Reservations } = await party.ec2.send(
      new ec2.DescribeInstancesCommand({ InstanceIds: [instanceId] }),
    );
    const instance = Reservations?.[0]?.Instances?.[0];
    return {
      instanceId,
      address: known(instance?.PrivateIpAddress, 'an address'),
      ipv6Address: known(instance?.NetworkInterfaces?.[0]?.Ipv6Addresses?.[0]?.Ipv6Address, 'IPv6'),
    };
  }

  async function runMachine(party: Party, network: DualNetwork, userData?: string): Promise<string> {
    const { Instances } = await party.ec2.send(
      new ec2.RunInstancesCommand({
        ImageId: 'ami-00000000000000000',
        InstanceType: 't3.micro',
        MinCount: 1,
        MaxCount: 1,
        SubnetId: network.subnetId,
        SecurityGroupIds: [network.groupId],
        Ipv6AddressCount: 1,
        UserData: userData && Buffer.from(userData).toString('base64'),
      }),
    );
    const instanceId = known(Instances?.[0]?.InstanceId, 'an instance has an id');
    await eventually('the instance runs', async () => {
      const { Reservations } = await party.ec2.send(
        new ec2.DescribeInstancesCommand({ InstanceIds: [instanceId] }),
      );
      return Reservations?.[0]?.Instances?.[0]?.State?.Name === 'running';
    });
    return instanceId;
  }

  /** One group of targets for each family, behind one listener. */
  async function dualBalancer(network: Network): Promise<string> {
    const { LoadBalancers } = await provider.elb.send(
      new elb.CreateLoadBalancerCommand({
        Name: 'dual',
        Type: 'network',
        Scheme: 'internal',
        IpAddressType: 'dualstack',
        Subnets: [network.subnetId],
      }),
    );
    const arn = known(LoadBalancers?.[0]?.LoadBalancerArn, 'a load balancer has an ARN');
    const groups = [
      await targetGroup(network, 'ipv4', server.address),
      await targetGroup(network, 'ipv6', server.ipv6Address),
    ];
    await provider.elb.send(
      new elb.CreateListenerCommand({
        LoadBalancerArn: arn,
        Protocol: 'TCP',
        Port: SERVICE_PORT,
        DefaultActions: [
          {
            Type: 'forward',
            ForwardConfig: { TargetGroups: groups.map((TargetGroupArn) => ({ TargetGroupArn, Weight: 1 })) },
          },
        ],
      }),
    );
    for (const TargetGroupArn of groups) {
      await eventually('the target is healthy', async () => {
        const { TargetHealthDescriptions } = await provider.elb.send(
          new elb.DescribeTargetHealthCommand({ TargetGroupArn }),
        );
        return TargetHealthDescriptions?.[0]?.TargetHealth?.State === 'healthy';
      });
    }
    return arn;
  }

  async function targetGroup(network: Network, family: 'ipv4' | 'ipv6', address: string): Promise<string> {
    const { TargetGroups } = await provider.elb.send(
      new elb.CreateTargetGroupCommand({
        Name: family,
        Protocol: 'TCP',
        Port: SERVER_PORT,
        VpcId: network.vpcId,
        TargetType: 'ip',
        IpAddressType: family,
        HealthCheckIntervalSeconds: 5,
        HealthyThresholdCount: 2,
      }),
    );
    const TargetGroupArn = known(TargetGroups?.[0]?.TargetGroupArn, 'a target group has an ARN');
    await provider.elb.send(new elb.RegisterTargetsCommand({ TargetGroupArn, Targets: [{ Id: address }] }));
    return TargetGroupArn;
  }

  async function offer(balancer: string): Promise<string> {
    const { ServiceConfiguration } = await provider.ec2.send(
      new ec2.CreateVpcEndpointServiceConfigurationCommand({
        NetworkLoadBalancerArns: [balancer],
        AcceptanceRequired: false,
        SupportedIpAddressTypes: ['ipv4', 'ipv6'],
      }),
    );
    await provider.ec2.send(
      new ec2.ModifyVpcEndpointServicePermissionsCommand({
        ServiceId: ServiceConfiguration?.ServiceId,
        AddAllowedPrincipals: ['*'],
      }),
    );
    return known(ServiceConfiguration?.ServiceName, 'a service has a name');
  }

  async function connect(): Promise<string> {
    const { VpcEndpoint } = await consumer.ec2.send(
      new ec2.CreateVpcEndpointCommand({
        VpcEndpointType: 'Interface',
        VpcId: inside.vpcId,
        ServiceName: serviceName,
        SubnetIds: [inside.subnetId],
        SecurityGroupIds: [inside.groupId],
        IpAddressType: 'dualstack',
        PrivateDnsEnabled: false,
      }),
    );
    const id = known(VpcEndpoint?.VpcEndpointId, 'an endpoint has an id');
    await untilEndpoint(consumer, id, 'available');
    return id;
  }

  async function addressesOf(party: Party, name: string, value: string) {
    const { NetworkInterfaces } = await party.ec2.send(
      new ec2.DescribeNetworkInterfacesCommand({ Filters: [{ Name: name, Values: [value] }] }),
    );
    const [found] = NetworkInterfaces ?? [];
    return {
      ipv4: known(found?.PrivateIpAddress, 'an IPv4 address'),
      ipv6: known(found?.Ipv6Addresses?.[0]?.Ipv6Address, 'an IPv6 address'),
    };
  }
});

function anyTcp(peers: Partial<ec2.IpPermission>): ec2.IpPermission {
  return { IpProtocol: 'tcp', FromPort: 1, ToPort: 65535, ...peers };
}

/** Answers with the address that it sees, by either family. */
function webServer(): string {
  const program = `require("node:http").createServer((request, response) =>
    response.end(request.socket.remoteAddress.replace("::ffff:", ""))).listen(${SERVER_PORT}, "::");`;
  return `#!/bin/sh\nexec '${process.execPath}' -e '${program}'\n`;
}
