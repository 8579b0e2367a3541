/** Elastic IPs through AWS's own client: taken, bound to interfaces and instances, freed. */
import {
  AllocateAddressCommand,
  AssociateAddressCommand,
  type AssociateAddressCommandInput,
  AttachInternetGatewayCommand,
  CreateInternetGatewayCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  DescribeAddressesAttributeCommand,
  DescribeAddressesCommand,
  type DescribeAddressesCommandInput,
  DescribeInstancesCommand,
  DescribeInternetGatewaysCommand,
  DescribeNetworkInterfacesCommand,
  DescribeTagsCommand,
  DetachInternetGatewayCommand,
  DisassociateAddressCommand,
  ModifyAddressAttributeCommand,
  ModifyVpcAttributeCommand,
  ReleaseAddressCommand,
  ResetAddressAttributeCommand,
  RunInstancesCommand,
} from '@aws-sdk/client-ec2';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { containsAddress, parseCidr, parseIpv4 } from '../../../base/ip.ts';
import { lostAssociations } from '../../../reconcile/lostAssociations.ts';
import { ELASTIC_IP_BLOCK } from '../../../resources/elasticIp.ts';
import { startTestServer, type TestServer } from '../../testServer.ts';

let server: TestServer;
let ec2: ReturnType<TestServer['ec2']>;

beforeEach(async () => {
  server = await startTestServer();
  ec2 = server.ec2('111122223333');
});

afterEach(() => server.close());

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'no error',
    (error: Error) => error.name,
  );
const allocate = (input: object = {}) => ec2.send(new AllocateAddressCommand({ Domain: 'vpc', ...input }));
const associate = (input: AssociateAddressCommandInput) => ec2.send(new AssociateAddressCommand(input));
const addresses = async (input: DescribeAddressesCommandInput = {}) =>
  (await ec2.send(new DescribeAddressesCommand(input))).Addresses ?? [];

async function network({ isOpen = true } = {}) {
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
  const VpcId = Vpc?.VpcId;
  const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock: '10.0.0.0/24' }));
  if (isOpen) {
    const { InternetGateway } = await ec2.send(new CreateInternetGatewayCommand({}));
    const { InternetGatewayId } = InternetGateway ?? {};
    await ec2.send(new AttachInternetGatewayCommand({ InternetGatewayId, VpcId }));
  }
  return { VpcId, SubnetId: Subnet?.SubnetId };
}

async function launch(SubnetId: string | undefined) {
  const one = { ImageId: 'ami-0123456789abcdef0', MinCount: 1, MaxCount: 1, SubnetId };
  const instance = (await ec2.send(new RunInstancesCommand(one))).Instances?.[0];
  return {
    InstanceId: instance?.InstanceId ?? '',
    NetworkInterfaceId: instance?.NetworkInterfaces?.[0]?.NetworkInterfaceId ?? '',
    PrivateIpAddress: instance?.PrivateIpAddress ?? '',
  };
}

describe('AllocateAddress', () => {
  test('gives an address that leads nowhere else, once in the installation', async () => {
    const TagSpecifications = [{ ResourceType: 'elastic-ip' as const, Tags: [{ Key: 'Name', Value: 'a' }] }];
    const made = await allocate({ TagSpecifications });
    expect(made).toMatchObject({
      AllocationId: expect.stringMatching(/^eipalloc-[0-9a-f]{17}$/),
      Domain: 'vpc',
      PublicIpv4Pool: 'amazon',
      NetworkBorderGroup: 'us-east-1',
    });
    const block = parseCidr(ELASTIC_IP_BLOCK);
    expect(block && containsAddress(block, parseIpv4(made.PublicIp ?? '') ?? 0)).toBe(true);
    expect(await addresses()).toEqual([
      {
        AllocationId: made.AllocationId,
        PublicIp: made.PublicIp,
        Domain: 'vpc',
        PublicIpv4Pool: 'amazon',
        NetworkBorderGroup: 'us-east-1',
        InstanceId: '',
        NetworkInterfaceId: '',
        Tags: [{ Key: 'Name', Value: 'a' }],
      },
    ]);
    const Filters = [{ Name: 'resource-type', Values: ['elastic-ip'] }];
    expect((await ec2.send(new DescribeTagsCommand({ Filters }))).Tags).toMatchObject([
      { ResourceId: made.AllocationId, Key: 'Name', Value: 'a' },
    ]);
  });

  test('stops at five', async () => {
    for (let count = 0; count < 5; count++) await allocate();
    expect(await codeOf(allocate())).toBe('AddressLimitExceeded');
    expect(await codeOf(allocate({ DryRun: true }))).toBe('AddressLimitExceeded');
    expect(new Set((await addresses()).map(({ PublicIp }) => PublicIp)).size).toBe(5);
  });

  test.each([
    [{ Domain: 'standard' }, 'InvalidParameterValue'],
    [{ Address: '198.18.0.1' }, 'InvalidAddress.NotFound'],
    [{ PublicIpv4Pool: 'ipv4pool-ec2-1' }, 'InvalidPublicIpv4PoolID.NotFound'],
    [{ NetworkBorderGroup: 'us-west-2' }, 'InvalidParameterValue'],
    [{ IpamPoolId: 'ipam-pool-1' }, 'UnsupportedOperation'],
  ])('with %j is refused', async (input, code) => {
    expect(await codeOf(allocate(input))).toBe(code);
  });
});

describe('AssociateAddress', () => {
  test('shows on the address, the interface and the instance', async () => {
    const { SubnetId, VpcId } = await network();
    await ec2.send(new ModifyVpcAttributeCommand({ VpcId, EnableDnsHostnames: { Value: true } }));
    const { InstanceId, NetworkInterfaceId, PrivateIpAddress } = await launch(SubnetId);
    const { AllocationId, PublicIp } = await allocate();
    const { AssociationId } = await associate({ AllocationId, InstanceId });
    expect(AssociationId).toMatch(/^eipassoc-[0-9a-f]{17}$/);
    expect(await addresses()).toMatchObject([
      {
        AssociationId,
        InstanceId,
        NetworkInterfaceId,
        NetworkInterfaceOwnerId: '111122223333',
        PrivateIpAddress,
      },
    ]);
    const Association = {
      AllocationId,
      AssociationId,
      IpOwnerId: '111122223333',
      PublicIp,
      PublicDnsName: `ec2-${PublicIp?.replaceAll('.', '-')}.compute-1.amazonaws.com`,
    };
    const Filters = [{ Name: 'association.public-ip', Values: [PublicIp ?? ''] }];
    const { NetworkInterfaces } = await ec2.send(new DescribeNetworkInterfacesCommand({ Filters }));
    expect(NetworkInterfaces).toMatchObject([
      { NetworkInterfaceId, Association, PrivateIpAddresses: [{ Association }] },
    ]);
    const byAddress = [{ Name: 'ip-address', Values: [PublicIp ?? ''] }];
    const { Reservations } = await ec2.send(new DescribeInstancesCommand({ Filters: byAddress }));
    expect(Reservations?.[0]?.Instances).toMatchObject([
      {
        InstanceId,
        PublicIpAddress: PublicIp,
        PublicDnsName: Association.PublicDnsName,
        NetworkInterfaces: [{ Association: { PublicIp, IpOwnerId: '111122223333' } }],
      },
    ]);
  });

  test('moves an address unless that is forbidden, and is the same twice', async () => {
    const { SubnetId } = await network();
    const [first, second] = [await launch(SubnetId), await launch(SubnetId)];
    const { AllocationId, PublicIp } = await allocate();
    const { AssociationId } = await associate({ PublicIp, InstanceId: first.InstanceId });
    const again = await associate({ AllocationId, NetworkInterfaceId: first.NetworkInterfaceId });
    expect(again.AssociationId).toBe(AssociationId);
    const { NetworkInterfaceId } = second;
    expect(await codeOf(associate({ AllocationId, NetworkInterfaceId, AllowReassociation: false }))).toBe(
      'Resource.AlreadyAssociated',
    );
    const moved = await associate({ AllocationId, NetworkInterfaceId });
    expect(moved.AssociationId).not.toBe(AssociationId);
    const other = await allocate();
    await associate({ AllocationId: other.AllocationId, NetworkInterfaceId });
    const bound = await addresses({
      Filters: [{ Name: 'network-interface-id', Values: [NetworkInterfaceId] }],
    });
    expect(bound.map(({ PublicIp: shown }) => shown)).toEqual([other.PublicIp]);
  });

  test.each<[string, (place: { InstanceId: string; NetworkInterfaceId: string }) => object, string]>([
    [
      'no address',
      (place) => ({ InstanceId: place.InstanceId, AllocationId: undefined }),
      'MissingParameter',
    ],
    ['no place', () => ({}), 'MissingParameter'],
    ['two places', (place) => place, 'InvalidParameterCombination'],
    [
      'an unknown address',
      () => ({ AllocationId: 'eipalloc-01234567', InstanceId: 'x' }),
      'InvalidAllocationID.NotFound',
    ],
    [
      'an unknown interface',
      () => ({ NetworkInterfaceId: 'eni-01234567' }),
      'InvalidNetworkInterfaceID.NotFound',
    ],
    [
      'an address that the interface has not',
      ({ InstanceId }) => ({ InstanceId, PrivateIpAddress: '10.0.0.250' }),
      'InvalidParameterValue',
    ],
  ])('refuses %s', async (_what, input, code) => {
    const { SubnetId } = await network();
    const { InstanceId, NetworkInterfaceId } = await launch(SubnetId);
    const { AllocationId } = await allocate();
    expect(await codeOf(associate({ AllocationId, ...input({ InstanceId, NetworkInterfaceId }) }))).toBe(
      code,
    );
  });

  test('needs a VPC with an internet gateway', async () => {
    const { SubnetId } = await network({ isOpen: false });
    const { InstanceId } = await launch(SubnetId);
    const { AllocationId } = await allocate();
    expect(await codeOf(associate({ AllocationId, InstanceId }))).toBe('Gateway.NotAttached');
  });
});

describe('an association', () => {
  test('ends when asked, by its id or the address, and the address can go then', async () => {
    const { SubnetId } = await network();
    const { InstanceId } = await launch(SubnetId);
    const { AllocationId, PublicIp } = await allocate();
    const release = (input: object) => ec2.send(new ReleaseAddressCommand(input));
    const disassociate = (input: object) => ec2.send(new DisassociateAddressCommand(input));
    const { AssociationId } = await associate({ AllocationId, InstanceId });
    expect(await codeOf(release({ AllocationId }))).toBe('InvalidIPAddress.InUse');
    await disassociate({ AssociationId });
    expect(await codeOf(disassociate({ AssociationId }))).toBe('InvalidAssociationID.NotFound');
    await associate({ AllocationId, InstanceId });
    await disassociate({ PublicIp });
    expect(await codeOf(disassociate({ PublicIp }))).toBe('InvalidAssociationID.NotFound');
    expect(await codeOf(disassociate({}))).toBe('MissingParameter');
    expect(await codeOf(release({}))).toBe('MissingParameter');
    expect(await codeOf(release({ AllocationId, PublicIp }))).toBe('InvalidParameterCombination');
    expect(await codeOf(release({ AllocationId, NetworkBorderGroup: 'x' }))).toBe('InvalidAddress.NotFound');
    await release({ AllocationId });
    expect(await codeOf(release({ AllocationId }))).toBe('InvalidAllocationID.NotFound');
    expect(await codeOf(release({ PublicIp }))).toBe('InvalidAddress.NotFound');
  });

  test('keeps the internet gateway of its VPC in place', async () => {
    const { SubnetId, VpcId } = await network();
    const { InstanceId } = await launch(SubnetId);
    const { AllocationId } = await allocate();
    await associate({ AllocationId, InstanceId });
    const Filters = [{ Name: 'attachment.vpc-id', Values: [VpcId ?? ''] }];
    const { InternetGateways } = await ec2.send(new DescribeInternetGatewaysCommand({ Filters }));
    const detach = { VpcId, InternetGatewayId: InternetGateways?.[0]?.InternetGatewayId };
    expect(await codeOf(ec2.send(new DetachInternetGatewayCommand(detach)))).toBe('DependencyViolation');
  });

  test('ends with the interface', async () => {
    const { SubnetId } = await network();
    const { InstanceId, NetworkInterfaceId } = await launch(SubnetId);
    const { AllocationId = '' } = await allocate();
    await associate({ AllocationId, InstanceId });
    const moment = { now: new Date(), random: undefined as never };
    const reconcile = () => server.state.transact((tx) => lostAssociations(tx, moment));
    reconcile();
    expect(server.state.snapshot.elasticIps.get(AllocationId)?.spec.association).toBeDefined();
    server.state.transact((tx) => tx.networkInterfaces.delete(NetworkInterfaceId));
    expect(await addresses()).toMatchObject([{ InstanceId: '', NetworkInterfaceId: '' }]);
    reconcile();
    expect(server.state.snapshot.elasticIps.get(AllocationId)?.spec.association).toBeUndefined();
  });
});

test.each([
  ['allocation-id', 'AllocationId'],
  ['association-id', 'AssociationId'],
  ['domain', 'Domain'],
  ['instance-id', 'InstanceId'],
  ['network-border-group', 'NetworkBorderGroup'],
  ['network-interface-id', 'NetworkInterfaceId'],
  ['network-interface-owner-id', 'NetworkInterfaceOwnerId'],
  ['private-ip-address', 'PrivateIpAddress'],
  ['public-ip', 'PublicIp'],
] as const)('addresses are found by %s', async (name, member) => {
  const { SubnetId } = await network();
  const { InstanceId } = await launch(SubnetId);
  const { AllocationId } = await allocate();
  await associate({ AllocationId, InstanceId });
  const [bound] = await addresses();
  const found = (value: string) => addresses({ Filters: [{ Name: name, Values: [value] }] });
  expect(await found(String(bound?.[member]))).toEqual([bound]);
  expect(await found('x')).toEqual([]);
});

test('addresses are found by id or address, each of which must be there', async () => {
  const [first, second] = [await allocate(), await allocate()];
  const ids = async (input: object) => (await addresses(input)).map(({ AllocationId }) => AllocationId);
  expect(await ids({ AllocationIds: [first.AllocationId] })).toEqual([first.AllocationId]);
  expect(await ids({ PublicIps: [second.PublicIp] })).toEqual([second.AllocationId]);
  expect(await codeOf(addresses({ PublicIps: ['203.0.113.9'] }))).toBe('InvalidAddress.NotFound');
  expect(await codeOf(addresses({ AllocationIds: ['bogus'] }))).toBe('InvalidAllocationID.NotFound');
  const stranger = server.ec2('444455556666');
  const ask = new DescribeAddressesCommand({ AllocationIds: [first.AllocationId ?? ''] });
  expect(await codeOf(stranger.send(ask))).toBe('InvalidAllocationID.NotFound');
});

test('a reverse name is kept until it is reset', async () => {
  const { AllocationId, PublicIp } = await allocate();
  const Attribute = 'domain-name' as const;
  const modify = (DomainName: string) =>
    ec2.send(new ModifyAddressAttributeCommand({ AllocationId, DomainName }));
  const named = async () =>
    (await ec2.send(new DescribeAddressesAttributeCommand({ Attribute }))).Addresses ?? [];
  expect(await named()).toEqual([{ AllocationId, PublicIp }]);
  await modify('mail.example.com');
  expect(await named()).toEqual([{ AllocationId, PublicIp, PtrRecord: 'mail.example.com.' }]);
  expect(await codeOf(modify('-'))).toBe('InvalidParameterValue');
  await ec2.send(new ResetAddressAttributeCommand({ AllocationId, Attribute }));
  expect(await named()).toEqual([{ AllocationId, PublicIp }]);
});
