/** Virtual private gateways and customer gateways through AWS's own client. */
import {
  AttachVpnGatewayCommand,
  CreateCustomerGatewayCommand,
  CreateRouteCommand,
  CreateRouteTableCommand,
  CreateVpcCommand,
  CreateVpnGatewayCommand,
  DeleteCustomerGatewayCommand,
  DeleteRouteCommand,
  DeleteVpcCommand,
  DeleteVpnGatewayCommand,
  DescribeCustomerGatewaysCommand,
  DescribeRouteTablesCommand,
  DescribeVpnGatewaysCommand,
  DetachVpnGatewayCommand,
  DisableVgwRoutePropagationCommand,
  type EC2Client,
  EnableVgwRoutePropagationCommand,
} from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { known } from '../../../base/assert.ts';
import { deletedVpnEnds } from '../../../reconcile/deletedVpnEnds.ts';
import { setQuotas } from '../../quotas.ts';
import { startTestServer, type TestServer } from '../../testServer.ts';

let server: TestServer;
let ec2: EC2Client;
let VpcId: string;

beforeAll(async () => {
  setQuotas({ vpcsPerRegion: 100 });
  server = await startTestServer();
  ec2 = server.ec2('111122223333');
});

beforeEach(async () => {
  VpcId = (await ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }))).Vpc?.VpcId ?? '';
});

afterAll(() => {
  setQuotas();
  return server.close();
});

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'no error',
    (error: Error) => error.name,
  );

async function makeGateway(input: object = {}) {
  const { VpnGateway } = await ec2.send(new CreateVpnGatewayCommand({ Type: 'ipsec.1', ...input }));
  return VpnGateway?.VpnGatewayId ?? '';
}

async function shown(id: string, filters: Record<string, string> = {}) {
  const Filters = Object.entries(filters).map(([Name, value]) => ({ Name, Values: [value] }));
  const command = new DescribeVpnGatewaysCommand({ VpnGatewayIds: [id], Filters });
  return (await ec2.send(command)).VpnGateways ?? [];
}

function anHourLater() {
  const now = new Date(Date.now() + 61 * 60 * 1000);
  server.state.transact((tx) => deletedVpnEnds(tx, { now, random: undefined as never }));
}

describe('a virtual private gateway', () => {
  test('is attached to one VPC, which has one', async () => {
    const VpnGatewayId = await makeGateway({ AvailabilityZone: 'us-east-1a', AmazonSideAsn: 65_001 });
    const made = {
      VpnGatewayId,
      Type: 'ipsec.1',
      State: 'available',
      AmazonSideAsn: 65_001,
      AvailabilityZone: 'us-east-1a',
      Tags: [],
    };
    expect(await shown(VpnGatewayId)).toEqual([{ ...made, VpcAttachments: [] }]);
    const attach = (id: string) => ec2.send(new AttachVpnGatewayCommand({ VpnGatewayId: id, VpcId }));
    expect((await attach(VpnGatewayId)).VpcAttachment).toEqual({ VpcId, State: 'attaching' });
    expect((await attach(VpnGatewayId)).VpcAttachment).toEqual({ VpcId, State: 'attached' });
    expect(await codeOf(attach(await makeGateway()))).toBe('VpnGatewayAttachmentLimitExceeded');
    expect(await shown(VpnGatewayId)).toEqual([{ ...made, VpcAttachments: [{ VpcId, State: 'attached' }] }]);
    const remove = new DeleteVpnGatewayCommand({ VpnGatewayId });
    expect(await codeOf(ec2.send(remove))).toBe('IncorrectState');
    expect(await codeOf(ec2.send(new DeleteVpcCommand({ VpcId })))).toBe('DependencyViolation');
    const detach = new DetachVpnGatewayCommand({ VpnGatewayId, VpcId });
    await ec2.send(detach);
    expect((await shown(VpnGatewayId))[0]?.VpcAttachments).toEqual([{ VpcId, State: 'detached' }]);
    expect(await codeOf(ec2.send(detach))).toBe('InvalidVpnGatewayAttachment.NotFound');
    await ec2.send(remove);
    expect((await shown(VpnGatewayId))[0]?.State).toBe('deleted');
    expect(await codeOf(ec2.send(remove))).toBe('InvalidVpnGatewayID.NotFound');
    await ec2.send(new DeleteVpcCommand({ VpcId }));
    anHourLater();
    expect(await codeOf(shown(VpnGatewayId))).toBe('InvalidVpnGatewayID.NotFound');
  });

  test.each([
    [{ Type: 'x' }, 'InvalidParameterValue'],
    [{ Type: undefined }, 'MissingParameter'],
    [{ AmazonSideAsn: 1 }, 'InvalidParameterValue'],
  ])('of %j is refused', async (input, code) => {
    expect(await codeOf(makeGateway(input))).toBe(code);
  });

  test.each([
    ['amazon-side-asn', '64512'],
    ['attachment.state', 'attached'],
    ['availability-zone', 'us-east-1b'],
    ['state', 'available'],
    ['type', 'ipsec.1'],
    ['attachment.vpc-id', 'vpc-*'],
    ['vpn-gateway-id', 'vgw-*'],
  ])('is found by %s', async (name, value) => {
    const VpnGatewayId = await makeGateway({ AvailabilityZone: 'us-east-1b' });
    await ec2.send(new AttachVpnGatewayCommand({ VpnGatewayId, VpcId }));
    expect(await shown(VpnGatewayId, { [name]: value })).toHaveLength(1);
    expect(await shown(VpnGatewayId, { [name]: 'x' })).toEqual([]);
  });

  test('takes routes and propagates to tables of its VPC', async () => {
    const { RouteTable } = await ec2.send(new CreateRouteTableCommand({ VpcId }));
    const RouteTableId = RouteTable?.RouteTableId;
    const GatewayId = await makeGateway();
    const enable = new EnableVgwRoutePropagationCommand({ RouteTableId, GatewayId });
    expect(await codeOf(ec2.send(enable))).toBe('Gateway.NotAttached');
    await ec2.send(new AttachVpnGatewayCommand({ VpnGatewayId: GatewayId, VpcId }));
    await ec2.send(enable);
    await ec2.send(enable);
    await ec2.send(new CreateRouteCommand({ RouteTableId, GatewayId, DestinationCidrBlock: '0.0.0.0/0' }));
    const table = async () => {
      const command = new DescribeRouteTablesCommand({ RouteTableIds: [RouteTableId ?? ''] });
      return (await ec2.send(command)).RouteTables?.[0];
    };
    expect((await table())?.PropagatingVgws).toEqual([{ GatewayId }]);
    expect((await table())?.Routes?.[1]).toMatchObject({ GatewayId, State: 'active' });
    const propagated = async () =>
      (await table())?.Routes?.filter(({ Origin }) => Origin === 'EnableVgwRoutePropagation');
    expect(await propagated()).toEqual([]);
    const spec = { place: { namespace: 'corp' }, cidrs: ['192.168.0.0/16', '10.0.7.0/24'] };
    const { state } = server;
    const gateway = known(state.snapshot.vpnGateways.get(GatewayId), 'the gateway exists');
    state.transact((tx) => tx.onPremises.put({ ...gateway, spec }));
    const DestinationCidrBlock = '192.168.0.0/16';
    expect(await propagated()).toMatchObject([{ DestinationCidrBlock, GatewayId, State: 'active' }]);
    await ec2.send(new CreateRouteCommand({ RouteTableId, GatewayId, DestinationCidrBlock }));
    expect(await propagated()).toEqual([]);
    await ec2.send(new DeleteRouteCommand({ RouteTableId, DestinationCidrBlock }));
    expect(await propagated()).toHaveLength(1);
    await ec2.send(new DisableVgwRoutePropagationCommand({ RouteTableId, GatewayId }));
    expect(await propagated()).toEqual([]);
    expect((await table())?.PropagatingVgws).toEqual([]);
    await ec2.send(enable);
    await ec2.send(new DetachVpnGatewayCommand({ VpnGatewayId: GatewayId, VpcId }));
    expect((await table())?.Routes?.[1]?.State).toBe('blackhole');
    await ec2.send(new DeleteVpnGatewayCommand({ VpnGatewayId: GatewayId }));
    expect(state.snapshot.onPremises.has(GatewayId)).toBe(false);
    expect((await table())?.PropagatingVgws).toEqual([]);
  });
});

describe('a customer gateway', () => {
  const create = (input: object) => ec2.send(new CreateCustomerGatewayCommand({ Type: 'ipsec.1', ...input }));

  test('comes, is the same for the same request, and goes', async () => {
    const input = { BgpAsn: 65_010, PublicIp: '203.0.113.1', DeviceName: 'edge' };
    const { CustomerGateway } = await create(input);
    expect(CustomerGateway).toEqual({
      CustomerGatewayId: expect.stringMatching(/^cgw-[0-9a-f]{17}$/),
      Type: 'ipsec.1',
      State: 'available',
      BgpAsn: '65010',
      IpAddress: '203.0.113.1',
      DeviceName: 'edge',
      Tags: [],
    });
    expect((await create(input)).CustomerGateway).toEqual(CustomerGateway);
    const CustomerGatewayId = CustomerGateway?.CustomerGatewayId ?? '';
    const found = async (filters: Record<string, string>) => {
      const Filters = Object.entries(filters).map(([Name, value]) => ({ Name, Values: [value] }));
      return (await ec2.send(new DescribeCustomerGatewaysCommand({ Filters }))).CustomerGateways;
    };
    for (const [name, value] of [
      ['bgp-asn', '65010'],
      ['ip-address', '203.0.113.1'],
      ['customer-gateway-id', CustomerGatewayId],
      ['state', 'available'],
      ['type', 'ipsec.1'],
    ] as const)
      expect(await found({ [name]: value })).toEqual([CustomerGateway]);
    const remove = new DeleteCustomerGatewayCommand({ CustomerGatewayId });
    await ec2.send(remove);
    expect(await found({ state: 'deleted' })).toMatchObject([{ CustomerGatewayId }]);
    expect(await codeOf(ec2.send(remove))).toBe('InvalidCustomerGatewayID.NotFound');
    anHourLater();
    expect(await found({})).toEqual([]);
  });

  test.each([
    [{ IpAddress: '203.0.113.1', Type: 'x' }, 'InvalidParameterValue'],
    [{}, 'MissingParameter'],
    [{ IpAddress: 'x' }, 'InvalidParameterValue'],
    [{ IpAddress: '203.0.113.1', BgpAsn: 0 }, 'InvalidParameterValue'],
  ])('of %j is refused', async (input, code) => {
    expect(await codeOf(create(input))).toBe(code);
  });

  test('may have a 32-bit number', async () => {
    const { CustomerGateway } = await create({ IpAddress: '203.0.113.9', BgpAsnExtended: 4_200_000_000 });
    expect(CustomerGateway).toMatchObject({ BgpAsnExtended: '4200000000' });
  });
});
