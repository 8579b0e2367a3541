/** Routes of every kind of target and destination, through AWS's own client. */
import {
  AssociateRouteTableCommand,
  AssociateVpcCidrBlockCommand,
  AttachInternetGatewayCommand,
  AttachNetworkInterfaceCommand,
  CreateEgressOnlyInternetGatewayCommand,
  CreateInternetGatewayCommand,
  CreateManagedPrefixListCommand,
  CreateNetworkInterfaceCommand,
  CreateRouteCommand,
  type CreateRouteCommandInput,
  CreateRouteTableCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  DeleteEgressOnlyInternetGatewayCommand,
  DeleteManagedPrefixListCommand,
  DeleteRouteCommand,
  DeleteRouteTableCommand,
  DescribeRouteTablesCommand,
  DisassociateRouteTableCommand,
  DisassociateVpcCidrBlockCommand,
  type EC2Client,
  GetManagedPrefixListAssociationsCommand,
  ModifyManagedPrefixListCommand,
  ReplaceRouteCommand,
  ReplaceRouteTableAssociationCommand,
  RunInstancesCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addEndpointRoutes, removeEndpointRoutes } from '../../../state/endpointRoutes.ts';
import { setQuotas } from '../../quotas.ts';
import { startTestServer, type TestServer } from '../../testServer.ts';

let server: TestServer;
let ec2: EC2Client;
let VpcId: string;
let SubnetId: string;
let InternetGatewayId: string;

beforeAll(async () => {
  server = await startTestServer();
  ec2 = server.ec2('111122223333');
  VpcId = (await ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }))).Vpc?.VpcId ?? '';
  SubnetId =
    (await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock: '10.0.1.0/24' }))).Subnet?.SubnetId ?? '';
  const made = await ec2.send(new CreateInternetGatewayCommand({}));
  InternetGatewayId = made.InternetGateway?.InternetGatewayId ?? '';
  await ec2.send(new AttachInternetGatewayCommand({ InternetGatewayId, VpcId }));
});

afterAll(() => server.close());

async function makeTable(): Promise<string> {
  const { RouteTable } = await ec2.send(new CreateRouteTableCommand({ VpcId }));
  return RouteTable?.RouteTableId ?? '';
}

async function launch() {
  const one = { ImageId: 'ami-0123456789abcdef0', MinCount: 1, MaxCount: 1, SubnetId };
  const { Instances } = await ec2.send(new RunInstancesCommand(one));
  const instance = Instances?.[0];
  return {
    InstanceId: instance?.InstanceId ?? '',
    NetworkInterfaceId: instance?.NetworkInterfaces?.[0]?.NetworkInterfaceId ?? '',
  };
}

/** The routes beside the local one. */
async function routesOf(RouteTableId: string) {
  const { RouteTables } = await ec2.send(new DescribeRouteTablesCommand({ RouteTableIds: [RouteTableId] }));
  return RouteTables?.[0]?.Routes?.slice(1);
}

const create = (input: CreateRouteCommandInput) => ec2.send(new CreateRouteCommand(input));
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'no error',
    (error: Error) => `${error.name}: ${error.message}`,
  );

test('destinations are kept without host bits, in every family', async () => {
  const RouteTableId = await makeTable();
  const GatewayId = InternetGatewayId;
  await create({ RouteTableId, GatewayId, DestinationCidrBlock: '192.0.2.77/24' });
  await create({ RouteTableId, GatewayId, DestinationIpv6CidrBlock: '2001:DB8:0::1/32' });
  const list = await ec2.send(
    new CreateManagedPrefixListCommand({ PrefixListName: 'l', AddressFamily: 'IPv4', MaxEntries: 3 }),
  );
  const PrefixListId = list.PrefixList?.PrefixListId ?? '';
  await create({ RouteTableId, GatewayId, DestinationPrefixListId: PrefixListId });
  const rest = { GatewayId, Origin: 'CreateRoute', State: 'active' };
  expect(await routesOf(RouteTableId)).toEqual([
    { DestinationCidrBlock: '192.0.2.0/24', ...rest },
    { DestinationIpv6CidrBlock: '2001:db8::/32', ...rest },
    { DestinationPrefixListId: PrefixListId, ...rest },
  ]);
  const deleted = await ec2.send(new DeleteManagedPrefixListCommand({ PrefixListId }));
  expect(deleted.PrefixList?.State).toBe('delete-in-progress');
  const again = { RouteTableId, GatewayId, DestinationCidrBlock: '192.0.2.0/24' };
  expect(await refusal(create(again))).toBe(
    'RouteAlreadyExists: The route identified by 192.0.2.0/24 already exists.',
  );
  for (const destination of [
    { DestinationCidrBlock: '192.0.2.1/24' },
    { DestinationIpv6CidrBlock: '2001:db8::/32' },
    { DestinationPrefixListId: PrefixListId },
  ])
    await ec2.send(new DeleteRouteCommand({ RouteTableId, ...destination }));
  expect(await routesOf(RouteTableId)).toEqual([]);
  expect(
    await refusal(ec2.send(new DeleteRouteCommand({ RouteTableId, DestinationIpv6CidrBlock: '::/0' }))),
  ).toBe(
    `InvalidRoute.NotFound: no route with destination-ipv6-cidr-block ::/0 in route table ${RouteTableId}`,
  );
});

test('an instance stands for its interface, and is a black hole once it is terminated', async () => {
  const RouteTableId = await makeTable();
  const { InstanceId, NetworkInterfaceId } = await launch();
  const DestinationCidrBlock = '0.0.0.0/0';
  await create({ RouteTableId, DestinationCidrBlock, InstanceId });
  const route = { DestinationCidrBlock, InstanceId, InstanceOwnerId: '111122223333', NetworkInterfaceId };
  expect(await routesOf(RouteTableId)).toEqual([{ ...route, Origin: 'CreateRoute', State: 'active' }]);
  await ec2.send(new TerminateInstancesCommand({ InstanceIds: [InstanceId] }));
  expect(await routesOf(RouteTableId)).toMatchObject([{ NetworkInterfaceId, State: 'blackhole' }]);
});

test('an interface is a black hole until it is attached, and one of several must be named itself', async () => {
  const RouteTableId = await makeTable();
  const { NetworkInterface } = await ec2.send(new CreateNetworkInterfaceCommand({ SubnetId }));
  const { NetworkInterfaceId } = NetworkInterface ?? {};
  await create({ RouteTableId, DestinationCidrBlock: '0.0.0.0/0', NetworkInterfaceId });
  const state = async () => (await routesOf(RouteTableId))?.[0]?.State;
  expect(await state()).toBe('blackhole');
  const { InstanceId } = await launch();
  const byInstance = { RouteTableId, DestinationCidrBlock: '192.0.2.0/24', InstanceId };
  await ec2.send(new AttachNetworkInterfaceCommand({ NetworkInterfaceId, InstanceId, DeviceIndex: 1 }));
  expect(await state()).toBe('active');
  expect(await refusal(create(byInstance))).toMatch(/^InvalidInstanceID: There are multiple interfaces/);
});

test('a table takes as many routes as the quota says, and a prefix list counts by its size', async () => {
  const RouteTableId = await makeTable();
  const GatewayId = InternetGatewayId;
  const size = { PrefixListName: 'q', AddressFamily: 'IPv4' as const, MaxEntries: 3 };
  const { PrefixList } = await ec2.send(new CreateManagedPrefixListCommand(size));
  const PrefixListId = PrefixList?.PrefixListId ?? '';
  try {
    setQuotas({ routesPerRouteTable: 4 });
    await create({ RouteTableId, GatewayId, DestinationPrefixListId: PrefixListId });
    await create({ RouteTableId, GatewayId, DestinationCidrBlock: '192.0.2.0/24' });
    const more = { RouteTableId, GatewayId, DestinationCidrBlock: '198.51.100.0/24' };
    expect(await refusal(create(more))).toMatch(/^RouteLimitExceeded/);
    const grow = new ModifyManagedPrefixListCommand({ PrefixListId, MaxEntries: 4 });
    expect(await refusal(ec2.send(grow))).toMatch(/^RouteLimitExceeded/);
  } finally {
    setQuotas();
  }
  const asked = new GetManagedPrefixListAssociationsCommand({ PrefixListId });
  expect((await ec2.send(asked)).PrefixListAssociations).toEqual([
    { ResourceId: RouteTableId, ResourceOwner: '111122223333' },
  ]);
});

describe('inside the VPC', () => {
  test('a route needs a subnet’s block and a target that sees all traffic', async () => {
    const RouteTableId = await makeTable();
    const { NetworkInterfaceId } = await launch();
    const to = (DestinationCidrBlock: string, target: object) =>
      refusal(create({ RouteTableId, DestinationCidrBlock, ...target }));
    expect(await to('10.0.1.0/24', { GatewayId: InternetGatewayId })).toBe(
      'InvalidParameterValue: Route target is not supported. This route only supports interface and instance targets.',
    );
    expect(await to('10.0.2.0/24', { NetworkInterfaceId })).toBe(
      "InvalidParameterValue: Route destination doesn't match any subnet CIDR blocks.",
    );
    expect(await to('10.0.0.0/16', { NetworkInterfaceId })).toMatch(/^RouteAlreadyExists/);
    expect(await to('10.0.1.0/24', { NetworkInterfaceId })).toBe('no error');
  });

  test('the local route can be led elsewhere and back, and never removed', async () => {
    const RouteTableId = await makeTable();
    const { NetworkInterfaceId } = await launch();
    const local = { RouteTableId, DestinationCidrBlock: '10.0.0.0/16' };
    const routes = async () =>
      (await ec2.send(new DescribeRouteTablesCommand({ RouteTableIds: [RouteTableId] }))).RouteTables?.[0]
        ?.Routes;
    const before = await routes();
    await ec2.send(new ReplaceRouteCommand({ ...local, NetworkInterfaceId }));
    expect(await routes()).toMatchObject([{ NetworkInterfaceId, Origin: 'CreateRouteTable' }]);
    expect(await refusal(ec2.send(new DeleteRouteCommand(local)))).toBe(
      `InvalidParameterValue: cannot remove local route 10.0.0.0/16 in route table ${RouteTableId}`,
    );
    await ec2.send(new ReplaceRouteCommand({ ...local, LocalTarget: true }));
    expect(await routes()).toEqual(before);
    await ec2.send(new ReplaceRouteCommand({ ...local, NetworkInterfaceId }));
    await ec2.send(new ReplaceRouteCommand({ ...local, GatewayId: 'local' }));
    expect(await routes()).toEqual(before);
  });
});

test('a route is replaced by another target, if it is there', async () => {
  const RouteTableId = await makeTable();
  const { NetworkInterfaceId } = await launch();
  const route = { RouteTableId, DestinationCidrBlock: '0.0.0.0/0' };
  expect(await refusal(ec2.send(new ReplaceRouteCommand({ ...route, NetworkInterfaceId })))).toBe(
    "InvalidParameterValue: There is no route defined for '0.0.0.0/0' in the route table. Use CreateRoute instead.",
  );
  await create({ ...route, GatewayId: InternetGatewayId });
  await ec2.send(new ReplaceRouteCommand({ ...route, NetworkInterfaceId }));
  expect(await routesOf(RouteTableId)).toMatchObject([{ NetworkInterfaceId, State: 'active' }]);
  expect(await refusal(ec2.send(new ReplaceRouteCommand({ ...route, LocalTarget: true })))).toMatch(
    /^InvalidParameterValue/,
  );
});

test('an egress-only gateway takes IPv6 routes, and is a black hole once it is deleted', async () => {
  const RouteTableId = await makeTable();
  const { EgressOnlyInternetGateway } = await ec2.send(new CreateEgressOnlyInternetGatewayCommand({ VpcId }));
  const { EgressOnlyInternetGatewayId } = EgressOnlyInternetGateway ?? {};
  const target = { RouteTableId, EgressOnlyInternetGatewayId };
  await create({ ...target, DestinationIpv6CidrBlock: '::/0' });
  expect(await routesOf(RouteTableId)).toEqual([
    { DestinationIpv6CidrBlock: '::/0', EgressOnlyInternetGatewayId, Origin: 'CreateRoute', State: 'active' },
  ]);
  expect(await refusal(create({ ...target, DestinationCidrBlock: '0.0.0.0/0' }))).toMatch(
    /^InvalidParameterValue/,
  );
  await ec2.send(new DeleteEgressOnlyInternetGatewayCommand({ EgressOnlyInternetGatewayId }));
  expect((await routesOf(RouteTableId))?.[0]?.State).toBe('blackhole');
  const gone = { ...target, DestinationIpv6CidrBlock: '2001:db8::/32' };
  expect(await refusal(create(gone))).toBe(
    `InvalidGatewayID.NotFound: The eigw ID '${EgressOnlyInternetGatewayId}' does not exist`,
  );
});

test('every block of the VPC has its local route, and parts of it need a subnet', async () => {
  const block = { VpcId, CidrBlock: '10.7.0.0/16' };
  const first = await ec2.send(new AssociateVpcCidrBlockCommand(block));
  const second = await ec2.send(
    new AssociateVpcCidrBlockCommand({ VpcId, AmazonProvidedIpv6CidrBlock: true }),
  );
  const RouteTableId = await makeTable();
  const local = { GatewayId: 'local', Origin: 'CreateRouteTable', State: 'active' };
  const ipv6 = second.Ipv6CidrBlockAssociation?.Ipv6CidrBlock ?? '';
  expect(await routesOf(RouteTableId)).toEqual([
    { DestinationCidrBlock: '10.7.0.0/16', ...local },
    { DestinationIpv6CidrBlock: ipv6, ...local },
  ]);
  const { NetworkInterfaceId } = await launch();
  const inside = { RouteTableId, NetworkInterfaceId, DestinationIpv6CidrBlock: ipv6.replace('/56', '/64') };
  expect(await refusal(create(inside))).toBe(
    "InvalidParameterValue: Route destination doesn't match any subnet CIDR blocks.",
  );
  for (const AssociationId of [
    first.CidrBlockAssociation?.AssociationId,
    second.Ipv6CidrBlockAssociation?.AssociationId,
  ])
    await ec2.send(new DisassociateVpcCidrBlockCommand({ AssociationId }));
  expect(await routesOf(RouteTableId)).toEqual([]);
});

test('a table of a gateway leads to what is inside the VPC only', async () => {
  const RouteTableId = await makeTable();
  const { NetworkInterfaceId } = await launch();
  const GatewayId = InternetGatewayId;
  const full = await makeTable();
  await create({ RouteTableId: full, DestinationCidrBlock: '0.0.0.0/0', GatewayId });
  const associate = (RouteTableId: string) =>
    ec2.send(new AssociateRouteTableCommand({ RouteTableId, GatewayId }));
  expect(await refusal(associate(full))).toMatch(/^InvalidParameterValue/);
  const { AssociationId } = await associate(RouteTableId);
  expect((await associate(RouteTableId)).AssociationId).toBe(AssociationId);
  const Filters = [{ Name: 'association.gateway-id', Values: [GatewayId] }];
  const { RouteTables } = await ec2.send(new DescribeRouteTablesCommand({ Filters }));
  expect(RouteTables).toMatchObject([{ RouteTableId, Associations: [{ GatewayId, Main: false }] }]);
  const outside = { RouteTableId, DestinationCidrBlock: '0.0.0.0/0' };
  expect(await refusal(create({ ...outside, NetworkInterfaceId }))).toMatch(/^InvalidParameterValue/);
  await create({ RouteTableId, DestinationCidrBlock: '10.0.1.0/24', NetworkInterfaceId });
  const other = new AssociateRouteTableCommand({ RouteTableId: await makeTable(), GatewayId });
  expect(await refusal(ec2.send(other))).toMatch(/^Resource.AlreadyAssociated/);
});

test('tables change places, and go when they serve nothing', async () => {
  const [first, second] = [await makeTable(), await makeTable()];
  const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock: '10.0.9.0/24' }));
  const place = { RouteTableId: first, SubnetId: Subnet?.SubnetId };
  const { AssociationId } = await ec2.send(new AssociateRouteTableCommand(place));
  const replace = { AssociationId, RouteTableId: second };
  const replaced = await ec2.send(new ReplaceRouteTableAssociationCommand(replace));
  expect(replaced).toMatchObject({
    NewAssociationId: expect.stringMatching(/^rtbassoc-[0-9a-f]{17}$/),
    AssociationState: { State: 'associated' },
  });
  const same = { AssociationId: replaced.NewAssociationId, RouteTableId: second };
  const again = await ec2.send(new ReplaceRouteTableAssociationCommand(same));
  expect(again.NewAssociationId).toBe(replaced.NewAssociationId);
  const remove = (RouteTableId: string) => ec2.send(new DeleteRouteTableCommand({ RouteTableId }));
  await remove(first);
  expect(await refusal(remove(second))).toMatch(/^DependencyViolation/);
  await ec2.send(new DisassociateRouteTableCommand({ AssociationId: replaced.NewAssociationId }));
  await remove(second);
  expect(await refusal(remove(second))).toMatch(/^InvalidRouteTableID.NotFound/);
});

describe('routes of a gateway endpoint', () => {
  const endpointId = 'vpce-0123456789abcdef0';
  const prefixListId = 'pl-63a5400a';

  test('are put and taken by the endpoint alone', async () => {
    const routeTableIds = [await makeTable(), await makeTable()];
    const [RouteTableId = '', second = ''] = routeTableIds;
    server.state.transact((tx) => addEndpointRoutes(tx, { endpointId, prefixListId, routeTableIds }));
    expect(await routesOf(RouteTableId)).toMatchObject([
      { DestinationPrefixListId: prefixListId, GatewayId: endpointId, Origin: 'CreateRoute' },
    ]);
    const route = { RouteTableId, DestinationPrefixListId: prefixListId };
    expect(await refusal(ec2.send(new DeleteRouteCommand(route)))).toBe(
      `InvalidParameterValue: cannot remove VPC endpoint route ${prefixListId} in route table ${RouteTableId}`,
    );
    const GatewayId = InternetGatewayId;
    expect(await refusal(ec2.send(new ReplaceRouteCommand({ ...route, GatewayId })))).toMatch(
      /^InvalidParameterValue/,
    );
    server.state.transact((tx) => removeEndpointRoutes(tx, endpointId, [RouteTableId]));
    expect([await routesOf(RouteTableId), (await routesOf(second))?.length]).toEqual([[], 1]);
    server.state.transact((tx) => removeEndpointRoutes(tx, endpointId));
    expect(await routesOf(second)).toEqual([]);
  });

  test('are one per prefix list and table', async () => {
    const routeTableIds = [await makeTable()];
    const add = (id: string) =>
      server.state.transact((tx) => addEndpointRoutes(tx, { endpointId: id, prefixListId, routeTableIds }));
    add(endpointId);
    expect(() => add('vpce-0fedcba9876543210')).toThrow(
      `route table ${routeTableIds[0]} already has a route with destination-prefix-list-id ${prefixListId}`,
    );
  });
});
