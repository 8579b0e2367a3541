/** Endpoints and services with IPv6 addresses, through AWS's own clients. */
import * as ec2 from '@aws-sdk/client-ec2';
import * as elb from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { known } from '../../../base/assert.ts';
import { setQuotas } from '../../quotas.ts';
import { startTestServer, type TestServer } from '../../testServer.ts';

const LOGS = 'com.amazonaws.us-east-1.logs';

let server: TestServer;
let client: ec2.EC2Client;
let vpcId: string;
/** With IPv6, and without. */
let both: string;
let ipv4Only: string;
/** The IPv6 block of `both`, without its length. */
let prefix: string;

beforeAll(async () => {
  setQuotas({ vpcsPerRegion: 100 });
  server = await startTestServer();
  client = server.ec2('000000000000');
});
afterAll(() => {
  setQuotas();
  return server.close();
});
beforeEach(async () => {
  const input = { CidrBlock: '10.0.0.0/16', AmazonProvidedIpv6CidrBlock: true };
  vpcId = known((await client.send(new ec2.CreateVpcCommand(input))).Vpc?.VpcId, 'a VPC');
  const { Vpcs } = await client.send(new ec2.DescribeVpcsCommand({ VpcIds: [vpcId] }));
  const block = known(Vpcs?.[0]?.Ipv6CidrBlockAssociationSet?.[0]?.Ipv6CidrBlock, 'an IPv6 block');
  prefix = block.replace(/::\/56$/, '::');
  both = await subnet(0, 'a', block.replace('/56', '/64'));
  ipv4Only = await subnet(1, 'b');
});

async function subnet(third: number, letter: string, Ipv6CidrBlock?: string): Promise<string> {
  const place = { CidrBlock: `10.0.${third}.0/24`, AvailabilityZone: `us-east-1${letter}`, Ipv6CidrBlock };
  const { Subnet } = await client.send(new ec2.CreateSubnetCommand({ VpcId: vpcId, ...place }));
  return known(Subnet?.SubnetId, 'a subnet');
}

const create = async (input: Partial<ec2.CreateVpcEndpointCommandInput> = {}) => {
  const command = new ec2.CreateVpcEndpointCommand({
    VpcId: vpcId,
    VpcEndpointType: 'Interface',
    ServiceName: LOGS,
    PrivateDnsEnabled: false,
    IpAddressType: 'dualstack',
    ...input,
  });
  return known((await client.send(command)).VpcEndpoint, 'an endpoint');
};

const modify = (VpcEndpointId: string | undefined, input: Partial<ec2.ModifyVpcEndpointCommandInput>) =>
  client.send(new ec2.ModifyVpcEndpointCommand({ VpcEndpointId, ...input }));

async function shown(id: string | undefined) {
  const input = { VpcEndpointIds: [id ?? ''] };
  return (await client.send(new ec2.DescribeVpcEndpointsCommand(input))).VpcEndpoints?.[0];
}

async function addressesOf(id: string | undefined) {
  const { NetworkInterfaceIds } = known(await shown(id), 'the endpoint');
  const command = new ec2.DescribeNetworkInterfacesCommand({ NetworkInterfaceIds });
  const { NetworkInterfaces = [] } = await client.send(command);
  return NetworkInterfaces.flatMap((row) => row.Ipv6Addresses ?? []).map(({ Ipv6Address }) => Ipv6Address);
}

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'no error',
    (error: Error) => error.name,
  );

describe('a dual-stack endpoint', () => {
  test('has an IPv6 address of each subnet, and records of both kinds', async () => {
    const { VpcEndpointId, IpAddressType, DnsOptions } = await create({ SubnetIds: [both] });
    expect([IpAddressType, DnsOptions?.DnsRecordIpType]).toEqual(['dualstack', 'dualstack']);
    expect(await addressesOf(VpcEndpointId)).toEqual([expect.stringContaining(prefix.slice(0, -2))]);
  });

  test('has the addresses that a configuration fixes, and moves to others', async () => {
    const fixed = (last: number) => ({
      SubnetConfigurations: [{ SubnetId: both, Ipv4: `10.0.0.${last}`, Ipv6: `${prefix}${last}` }],
    });
    const { VpcEndpointId } = await create({ SubnetIds: [both], ...fixed(77) });
    expect(await addressesOf(VpcEndpointId)).toEqual([`${prefix}77`]);
    await modify(VpcEndpointId, fixed(78));
    expect(await addressesOf(VpcEndpointId)).toEqual([`${prefix}78`]);
    expect(
      await codeOf(
        create({ SubnetConfigurations: [{ SubnetId: both, Ipv4: '10.0.0.9', Ipv6: `${prefix}78` }] }),
      ),
    ).toBe('InvalidIPAddress.InUse');
  });

  test('comes from an IPv4 one and becomes one again', async () => {
    const { VpcEndpointId } = await create({ SubnetIds: [both], IpAddressType: 'ipv4' });
    expect(await addressesOf(VpcEndpointId)).toEqual([]);
    await modify(VpcEndpointId, { IpAddressType: 'dualstack', DnsOptions: { DnsRecordIpType: 'ipv4' } });
    expect(await addressesOf(VpcEndpointId)).toHaveLength(1);
    expect((await shown(VpcEndpointId))?.DnsOptions?.DnsRecordIpType).toBe('ipv4');
    await modify(VpcEndpointId, { DnsOptions: { DnsRecordIpType: 'service-defined' } });
    expect(await codeOf(modify(VpcEndpointId, { AddSubnetIds: [ipv4Only] }))).toBe('InvalidParameter');
    await modify(VpcEndpointId, { IpAddressType: 'ipv4' });
    expect(await addressesOf(VpcEndpointId)).toEqual([]);
    expect(await shown(VpcEndpointId)).toMatchObject({
      IpAddressType: 'ipv4',
      DnsOptions: { DnsRecordIpType: 'ipv4' },
    });
    await modify(VpcEndpointId, { AddSubnetIds: [ipv4Only] });
    expect(await codeOf(modify(VpcEndpointId, { IpAddressType: 'dualstack' }))).toBe('InvalidParameter');
  });

  test.each<[string, string, () => Partial<ec2.CreateVpcEndpointCommandInput>]>([
    ['a subnet without IPv6', 'InvalidParameter', () => ({ SubnetIds: [both, ipv4Only] })],
    ['subnets that have IPv4', 'InvalidParameter', () => ({ SubnetIds: [both], IpAddressType: 'ipv6' })],
    ['a service of IPv4', 'InvalidParameter', () => ({ ServiceName: 'com.amazonaws.us-east-1.sts' })],
    [
      'IPv6 records and IPv4 addresses',
      'InvalidParameter',
      () => ({ IpAddressType: 'ipv4', DnsOptions: { DnsRecordIpType: 'ipv6' } }),
    ],
    [
      'a configuration of IPv4 alone',
      'InvalidParameter',
      () => ({ SubnetConfigurations: [{ SubnetId: both, Ipv4: '10.0.0.9' }] }),
    ],
    [
      'a configuration of IPv6 for IPv4 addresses',
      'InvalidParameter',
      () => ({
        IpAddressType: 'ipv4',
        SubnetConfigurations: [{ SubnetId: both, Ipv4: '10.0.0.9', Ipv6: `${prefix}9` }],
      }),
    ],
    [
      'a reserved IPv6 address',
      'InvalidParameterValue',
      () => ({ SubnetConfigurations: [{ SubnetId: both, Ipv4: '10.0.0.9', Ipv6: `${prefix}3` }] }),
    ],
    [
      'an IPv6 address of another subnet',
      'InvalidParameterValue',
      () => ({ SubnetConfigurations: [{ SubnetId: both, Ipv4: '10.0.0.9', Ipv6: '2001:db8::9' }] }),
    ],
  ])('is refused with %s: %s', async (_what, code, input) => {
    expect(await codeOf(create(input()))).toBe(code);
  });
});

test('a service supports IPv6 as far as its load balancers do', async () => {
  const balancer = async (Name: string, IpAddressType: 'ipv4' | 'dualstack') => {
    const input = {
      Name,
      Type: 'network' as const,
      Scheme: 'internal' as const,
      Subnets: [both],
      IpAddressType,
    };
    const made = await server.elbv2('000000000000').send(new elb.CreateLoadBalancerCommand(input));
    return known(made.LoadBalancers?.[0]?.LoadBalancerArn, 'a load balancer');
  };
  const [dual, plain] = [await balancer('dual', 'dualstack'), await balancer('plain', 'ipv4')];
  const createService = (arn: string) =>
    client.send(
      new ec2.CreateVpcEndpointServiceConfigurationCommand({
        NetworkLoadBalancerArns: [arn],
        SupportedIpAddressTypes: ['ipv4', 'ipv6'],
        AcceptanceRequired: false,
      }),
    );
  expect(await codeOf(createService(plain))).toBe('InvalidParameter');
  const service = known((await createService(dual)).ServiceConfiguration, 'a service');
  expect(service.SupportedIpAddressTypes).toEqual(['ipv4', 'ipv6']);
  const change = (input: Partial<ec2.ModifyVpcEndpointServiceConfigurationCommandInput>) =>
    codeOf(
      client.send(
        new ec2.ModifyVpcEndpointServiceConfigurationCommand({ ServiceId: service.ServiceId, ...input }),
      ),
    );
  expect(await change({ AddNetworkLoadBalancerArns: [plain] })).toBe('InvalidParameter');
  const { VpcEndpointId } = await create({ ServiceName: service.ServiceName, SubnetIds: [both] });
  expect(await addressesOf(VpcEndpointId)).toHaveLength(1);
  const Filters = [{ Name: 'ip-address-type', Values: ['dualstack'] }];
  const connections = await client.send(new ec2.DescribeVpcEndpointConnectionsCommand({ Filters }));
  expect(connections.VpcEndpointConnections).toMatchObject([{ VpcEndpointId, IpAddressType: 'dualstack' }]);
  expect(await change({ RemoveSupportedIpAddressTypes: ['ipv6'] })).toBe('no error');
  expect(await change({ RemoveSupportedIpAddressTypes: ['ipv4'] })).toBe('InvalidParameter');
});
