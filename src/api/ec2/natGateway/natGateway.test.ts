/** NAT gateways through AWS's own client, and their states as the reconciler moves them. */
import {
  AllocateAddressCommand,
  AssignPrivateNatGatewayAddressCommand,
  AssociateNatGatewayAddressCommand,
  AttachInternetGatewayCommand,
  CreateInternetGatewayCommand,
  CreateNatGatewayCommand,
  CreateRouteCommand,
  CreateRouteTableCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  DeleteNatGatewayCommand,
  DeleteNetworkInterfaceCommand,
  DeleteSubnetCommand,
  DescribeAddressesCommand,
  DescribeNatGatewaysCommand,
  DescribeNetworkInterfacesCommand,
  DescribeRouteTablesCommand,
  DisassociateAddressCommand,
  DisassociateNatGatewayAddressCommand,
  UnassignPrivateNatGatewayAddressCommand,
} from '@aws-sdk/client-ec2';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { markArrived } from '../../../observe/interfacesInMotion.ts';
import { natGatewayLife } from '../../../reconcile/natGatewayLife.ts';
import { startTestServer, type TestServer } from '../../testServer.ts';

let server: TestServer;
let ec2: ReturnType<TestServer['ec2']>;
let VpcId: string;
let SubnetId: string;

beforeEach(async () => {
  server = await startTestServer();
  ec2 = server.ec2('111122223333');
  VpcId = (await ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }))).Vpc?.VpcId ?? '';
  const made = await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock: '10.0.0.0/24' }));
  SubnetId = made.Subnet?.SubnetId ?? '';
});

afterEach(() => server.close());

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'no error',
    (error: Error) => error.name,
  );

async function openToTheInternet() {
  const { InternetGateway } = await ec2.send(new CreateInternetGatewayCommand({}));
  const { InternetGatewayId } = InternetGateway ?? {};
  await ec2.send(new AttachInternetGatewayCommand({ InternetGatewayId, VpcId }));
}

const allocate = async () => (await ec2.send(new AllocateAddressCommand({}))).AllocationId ?? '';
const create = (input: object = {}) => ec2.send(new CreateNatGatewayCommand({ SubnetId, ...input }));

async function make(input: object = {}) {
  return (await create(input)).NatGateway?.NatGatewayId ?? '';
}

async function shown(id: string) {
  const { NatGateways } = await ec2.send(new DescribeNatGatewaysCommand({ NatGatewayIds: [id] }));
  return NatGateways?.[0];
}

/** What the control loop does after each change, or `later` than now, with a kernel that does what it is told. */
function reconcile(laterMs = 0) {
  const moment = { now: new Date(Date.now() + laterMs), random: undefined as never };
  return server.state.transact((tx) => {
    natGatewayLife(tx, moment);
    for (const place of ['pending', 'removing'])
      for (const row of tx.networkInterfaces.by('dataPlane', place)) markArrived(tx, row);
    return natGatewayLife(tx, moment);
  });
}

test('a public gateway is pending, then available, with an interface and its address', async () => {
  await openToTheInternet();
  const AllocationId = await allocate();
  const TagSpecifications = [{ ResourceType: 'natgateway', Tags: [{ Key: 'Name', Value: 'n' }] }];
  const { NatGateway } = await create({ AllocationId, TagSpecifications });
  const [address] = NatGateway?.NatGatewayAddresses ?? [];
  expect(NatGateway).toEqual({
    NatGatewayId: expect.stringMatching(/^nat-[0-9a-f]{17}$/),
    VpcId,
    SubnetId,
    State: 'pending',
    ConnectivityType: 'public',
    AvailabilityMode: 'zonal',
    CreateTime: expect.any(Date),
    NatGatewayAddresses: [
      {
        AllocationId,
        AssociationId: expect.stringMatching(/^eipassoc-/),
        NetworkInterfaceId: expect.stringMatching(/^eni-/),
        PrivateIp: expect.stringMatching(/^10\.0\.0\./),
        PublicIp: expect.stringMatching(/^198\.18\./),
        IsPrimary: true,
        Status: 'succeeded',
      },
    ],
    Tags: [{ Key: 'Name', Value: 'n' }],
  });
  const id = NatGateway?.NatGatewayId ?? '';
  reconcile();
  expect((await shown(id))?.State).toBe('available');
  const Filters = [{ Name: 'interface-type', Values: ['nat_gateway'] }];
  const { NetworkInterfaces } = await ec2.send(new DescribeNetworkInterfacesCommand({ Filters }));
  expect(NetworkInterfaces).toMatchObject([
    {
      NetworkInterfaceId: address?.NetworkInterfaceId,
      InterfaceType: 'nat_gateway',
      RequesterManaged: true,
      Status: 'in-use',
      Description: `Interface for NAT Gateway ${id}`,
      Groups: [],
      Association: { PublicIp: address?.PublicIp },
    },
  ]);
  const { NetworkInterfaceId, AssociationId } = address ?? {};
  expect(await codeOf(ec2.send(new DeleteNetworkInterfaceCommand({ NetworkInterfaceId })))).toMatch(
    /OperationNotPermitted|InvalidParameterValue/,
  );
  expect(await codeOf(ec2.send(new DisassociateAddressCommand({ AssociationId })))).toBe('AuthFailure');
  expect(await codeOf(ec2.send(new DeleteSubnetCommand({ SubnetId })))).toBe('DependencyViolation');
});

test('is made once per client token', async () => {
  const input = { ConnectivityType: 'private', ClientToken: 't' };
  expect(await make(input)).toBe(await make(input));
  expect(await codeOf(create({ ...input, PrivateIpAddress: '10.0.0.9' }))).toBe(
    'IdempotentParameterMismatch',
  );
});

test('goes by way of deleting and deleted, frees its address, and is forgotten after an hour', async () => {
  await openToTheInternet();
  const AllocationId = await allocate();
  const id = await make({ AllocationId });
  const remove = () => ec2.send(new DeleteNatGatewayCommand({ NatGatewayId: id }));
  reconcile();
  expect(await remove()).toMatchObject({ NatGatewayId: id });
  expect(await shown(id)).toMatchObject({ State: 'deleting', DeleteTime: expect.any(Date) });
  await remove();
  reconcile();
  expect(await shown(id)).toMatchObject({ State: 'deleted', NatGatewayAddresses: [{ AllocationId }] });
  const { Addresses } = await ec2.send(new DescribeAddressesCommand({}));
  expect(Addresses?.[0]?.AssociationId).toBeUndefined();
  await ec2.send(new DeleteSubnetCommand({ SubnetId }));
  expect(await codeOf(remove())).toBe('NatGatewayNotFound');
  const before = server.state.snapshot.natGateways.get(id);
  reconcile();
  expect(server.state.snapshot.natGateways.get(id)).toBe(before);
  reconcile(61 * 60 * 1000);
  expect(await codeOf(shown(id))).toBe('NatGatewayNotFound');
});

describe('fails, with the reason shown and nothing taken,', () => {
  const failed = async (input: object) => {
    const id = await make(input);
    expect((await shown(id))?.State).toBe('pending');
    reconcile();
    const { State, FailureCode, FailureMessage } = (await shown(id)) ?? {};
    return { State, FailureCode, FailureMessage };
  };

  test('without an internet gateway', async () => {
    const AllocationId = await allocate();
    expect(await failed({ AllocationId })).toEqual({
      State: 'failed',
      FailureCode: 'Gateway.NotAttached',
      FailureMessage: `Network ${VpcId} has no Internet gateway attached`,
    });
    expect(server.state.snapshot.networkInterfaces.count('subnet', SubnetId)).toBe(0);
  });

  test('with an address that is taken', async () => {
    await openToTheInternet();
    const AllocationId = await allocate();
    await make({ AllocationId });
    expect(await failed({ AllocationId })).toMatchObject({ FailureCode: 'Resource.AlreadyAssociated' });
  });

  test('in a full subnet', async () => {
    const small = await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock: '10.0.1.0/28' }));
    const input = { ConnectivityType: 'private', SubnetId: small.Subnet?.SubnetId };
    await make({ ...input, SecondaryPrivateIpAddressCount: 7 });
    const [Status, more] = ['failed', { ...input, SecondaryPrivateIpAddressCount: 7 }];
    expect(await failed(more)).toMatchObject({
      State: Status,
      FailureCode: 'InsufficientFreeAddressesInSubnet',
    });
  });
});

test.each<[object, string]>([
  [{}, 'MissingParameter'],
  [{ SubnetId: undefined, ConnectivityType: 'private' }, 'MissingParameter'],
  [{ SubnetId: 'subnet-01234567', ConnectivityType: 'private' }, 'InvalidSubnetID.NotFound'],
  [{ ConnectivityType: 'x' }, 'InvalidParameterValue'],
  [{ AllocationId: 'eipalloc-01234567' }, 'InvalidElasticIpID.NotFound'],
  [{ AllocationId: 'eipalloc-01234567', ConnectivityType: 'private' }, 'InvalidParameterCombination'],
  [{ AvailabilityMode: 'regional' }, 'UnsupportedOperation'],
  [{ ConnectivityType: 'private', SecondaryPrivateIpAddressCount: 8 }, 'InvalidParameterValue'],
  [{ ConnectivityType: 'private', PrivateIpAddress: '10.9.0.9' }, 'InvalidParameterValue'],
  [{ AllocationId: 'eipalloc-0', SecondaryPrivateIpAddressCount: 1 }, 'InvalidParameterCombination'],
])('of %j is refused with %s', async (input, code) => {
  expect(await codeOf(create(input))).toBe(code);
  expect((await ec2.send(new DescribeNatGatewaysCommand({}))).NatGateways).toEqual([]);
});

test('five fit into a zone', async () => {
  for (let count = 0; count < 5; count++) await make({ ConnectivityType: 'private' });
  expect(await codeOf(create({ ConnectivityType: 'private' }))).toBe('NatGatewayLimitExceeded');
});

test.each([
  ['nat-gateway-id', (id: string) => id],
  ['state', () => 'pending'],
  ['subnet-id', () => SubnetId],
  ['vpc-id', () => VpcId],
] as const)('are found by %s', async (Name, value) => {
  const id = await make({ ConnectivityType: 'private' });
  const found = async (wanted: string) => {
    const Filter = [{ Name, Values: [wanted] }];
    return (await ec2.send(new DescribeNatGatewaysCommand({ Filter }))).NatGateways;
  };
  expect(await found(value(id))).toMatchObject([{ NatGatewayId: id }]);
  expect(await found('x')).toEqual([]);
});

describe('secondary addresses', () => {
  test('of a public gateway are Elastic IPs that come and go', async () => {
    await openToTheInternet();
    const [first, second, third] = [await allocate(), await allocate(), await allocate()];
    const NatGatewayId = await make({
      AllocationId: first,
      SecondaryAllocationIds: [second],
      SecondaryPrivateIpAddresses: ['10.0.0.77'],
    });
    const associate = (input: object) =>
      ec2.send(new AssociateNatGatewayAddressCommand({ NatGatewayId, AllocationIds: [third], ...input }));
    expect(await codeOf(associate({ AllocationIds: [second] }))).toBe('Resource.AlreadyAssociated');
    const added = await associate({ PrivateIpAddresses: ['10.0.0.78'] });
    expect(added.NatGatewayAddresses).toMatchObject([{ AllocationId: third, Status: 'associating' }]);
    expect((await shown(NatGatewayId))?.NatGatewayAddresses).toMatchObject([
      { AllocationId: first, IsPrimary: true },
      { AllocationId: second, IsPrimary: false, PrivateIp: '10.0.0.77' },
      { AllocationId: third, IsPrimary: false, PrivateIp: '10.0.0.78', Status: 'succeeded' },
    ]);
    const disassociate = (AssociationIds: string[]) =>
      ec2.send(new DisassociateNatGatewayAddressCommand({ NatGatewayId, AssociationIds }));
    const [primary, secondary] = (await shown(NatGatewayId))?.NatGatewayAddresses ?? [];
    expect(await codeOf(disassociate([primary?.AssociationId ?? '']))).toBe('InvalidParameterValue');
    const gone = await disassociate([secondary?.AssociationId ?? '']);
    expect(gone.NatGatewayAddresses).toMatchObject([{ AllocationId: second, Status: 'disassociating' }]);
    expect((await shown(NatGatewayId))?.NatGatewayAddresses).toHaveLength(2);
    const again = await associate({ AllocationIds: [second], PrivateIpAddresses: ['10.0.0.77'] });
    expect(again.NatGatewayAddresses).toHaveLength(1);
  });

  test('of a private gateway are given by number or value, and taken', async () => {
    const NatGatewayId = await make({ ConnectivityType: 'private' });
    const assign = (input: object) =>
      ec2.send(new AssignPrivateNatGatewayAddressCommand({ NatGatewayId, ...input }));
    expect((await assign({ PrivateIpAddressCount: 2 })).NatGatewayAddresses).toHaveLength(2);
    await assign({ PrivateIpAddresses: ['10.0.0.99'] });
    expect(await codeOf(assign({ PrivateIpAddresses: ['10.0.0.99'] }))).toBe('InvalidIPAddress.InUse');
    expect(await codeOf(assign({}))).toBe('MissingParameter');
    expect(await codeOf(assign({ PrivateIpAddressCount: 5 }))).toBe('InvalidParameterValue');
    const unassign = (PrivateIpAddresses: string[]) =>
      ec2.send(new UnassignPrivateNatGatewayAddressCommand({ NatGatewayId, PrivateIpAddresses }));
    expect((await unassign(['10.0.0.99'])).NatGatewayAddresses).toMatchObject([{ PrivateIp: '10.0.0.99' }]);
    expect(await codeOf(unassign(['10.0.0.99']))).toBe('InvalidParameterValue');
    expect((await shown(NatGatewayId))?.NatGatewayAddresses).toHaveLength(3);
    const associate = { NatGatewayId, AllocationIds: [await allocate()] };
    expect(await codeOf(ec2.send(new AssociateNatGatewayAddressCommand(associate)))).toBe(
      'InvalidParameterValue',
    );
  });
});

test('a route to it is active until it is deleted', async () => {
  const NatGatewayId = await make({ ConnectivityType: 'private' });
  const { RouteTable } = await ec2.send(new CreateRouteTableCommand({ VpcId }));
  const { RouteTableId } = RouteTable ?? {};
  const route = { RouteTableId, DestinationCidrBlock: '0.0.0.0/0', NatGatewayId };
  await ec2.send(new CreateRouteCommand(route));
  const state = async () => {
    const Filters = [{ Name: 'route.nat-gateway-id', Values: [NatGatewayId] }];
    return (await ec2.send(new DescribeRouteTablesCommand({ Filters }))).RouteTables?.[0]?.Routes?.[1];
  };
  expect(await state()).toMatchObject({ NatGatewayId, State: 'active' });
  await ec2.send(new DeleteNatGatewayCommand({ NatGatewayId }));
  reconcile();
  expect(await state()).toMatchObject({ NatGatewayId, State: 'blackhole' });
  const other = { ...route, DestinationCidrBlock: '192.0.2.0/24' };
  expect(await codeOf(ec2.send(new CreateRouteCommand(other)))).toBe('InvalidNatGatewayID.NotFound');
});

test('another account sees none of it', async () => {
  const NatGatewayIds = [await make({ ConnectivityType: 'private' })];
  const stranger = server.ec2('444455556666');
  expect(await codeOf(stranger.send(new DescribeNatGatewaysCommand({ NatGatewayIds })))).toBe(
    'NatGatewayNotFound',
  );
});
