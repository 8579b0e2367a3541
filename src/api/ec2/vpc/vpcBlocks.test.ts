/** Blocks of VPCs beyond the first: IPv4 and Amazon's IPv6. */
import { afterEach, describe, expect, test } from 'vitest';
import { setQuotas } from '../../quotas.ts';
import { codeOf, testCaller } from '../../testCall.ts';
import { describeNetworkAcls } from '../networkAcl/describeNetworkAcls.ts';
import { acceptVpcPeeringConnection } from '../peering/acceptVpcPeeringConnection.ts';
import { createVpcPeeringConnection } from '../peering/createVpcPeeringConnection.ts';
import { createRoute } from '../routing/createRoute.ts';
import { describeInternetGateways } from '../routing/describeInternetGateways.ts';
import { describeRouteTables } from '../routing/describeRouteTables.ts';
import { describeSecurityGroups } from '../securityGroup/describeSecurityGroups.ts';
import { createSubnet } from '../subnet/createSubnet.ts';
import { associateVpcCidrBlock } from './associateVpcCidrBlock.ts';
import { createVpc } from './createVpc.ts';
import { describeVpcBlockPublicAccessOptions } from './describeVpcBlockPublicAccessOptions.ts';
import { describeVpcClassicLink, describeVpcClassicLinkDnsSupport } from './describeVpcClassicLink.ts';
import { describeVpcs } from './describeVpcs.ts';
import { disassociateVpcCidrBlock } from './disassociateVpcCidrBlock.ts';
import { modifyVpcTenancy } from './modifyVpcTenancy.ts';

afterEach(() => setQuotas());

async function inVpc(CidrBlock = '10.4.0.0/24', input: object = {}) {
  const caller = await testCaller();
  const VpcId = caller.run(createVpc, { CidrBlock, ...input }).Vpc?.VpcId ?? '';
  const add = (more: object) => caller.run(associateVpcCidrBlock, { VpcId, ...more });
  const remove = (AssociationId: string | undefined, as = {}) =>
    caller.run(disassociateVpcCidrBlock, { AssociationId }, as);
  const shown = () => caller.run(describeVpcs, { VpcIds: [VpcId] }).Vpcs?.[0];
  return { caller, VpcId, add, remove, shown };
}

describe('AssociateVpcCidrBlock', () => {
  test('gives a VPC further blocks, and every route table a local route to each', async () => {
    const { caller, VpcId, add, shown } = await inVpc();
    const { CidrBlockAssociation: made } = add({ CidrBlock: '10.4.1.77/24' });
    expect(made).toEqual({
      AssociationId: expect.stringMatching(/^vpc-cidr-assoc-[0-9a-f]{17}$/),
      CidrBlock: '10.4.1.0/24',
      CidrBlockState: { State: 'associating' },
    });
    expect(shown()?.CidrBlock).toBe('10.4.0.0/24');
    expect(shown()?.CidrBlockAssociationSet).toMatchObject([
      { CidrBlock: '10.4.0.0/24', CidrBlockState: { State: 'associated' } },
      {
        AssociationId: made?.AssociationId,
        CidrBlock: '10.4.1.0/24',
        CidrBlockState: { State: 'associated' },
      },
    ]);
    const Filters = [{ Name: 'vpc-id', Values: [VpcId] }];
    const routes = caller.run(describeRouteTables, { Filters }).RouteTables?.[0]?.Routes;
    expect(routes?.map((route) => [route.DestinationCidrBlock, route.GatewayId])).toEqual([
      ['10.4.0.0/24', 'local'],
      ['10.4.1.0/24', 'local'],
    ]);
    expect(caller.run(createSubnet, { VpcId, CidrBlock: '10.4.1.0/25' }).Subnet?.CidrBlock).toBe(
      '10.4.1.0/25',
    );
  });

  test.each([
    ['10.0.0.0/24', '10.0.1.0/29', 'InvalidVpc.Range'],
    ['10.0.0.0/24', '10.1.0.0/15', 'InvalidVpc.Range'],
    ['10.0.0.0/24', '10.0.0.128/25', 'CidrConflict'],
    ['10.2.0.0/24', '10.2.0.0/16', 'CidrConflict'],
    ['10.0.0.0/24', 'x', 'InvalidParameterValue'],
    ['10.0.0.0/24', '172.16.0.0/16', 'InvalidVpc.Range'],
    ['10.0.0.0/24', '192.168.0.0/16', 'InvalidVpc.Range'],
    ['10.0.0.0/24', '198.19.0.0/16', 'InvalidVpc.Range'],
    ['10.1.0.0/24', '10.0.7.0/24', 'InvalidVpc.Range'],
    ['10.2.0.0/24', '10.0.7.0/24', 'no error'],
    ['10.2.0.0/24', '100.64.0.0/16', 'no error'],
    ['10.2.0.0/24', '203.0.112.0/20', 'no error'],
    ['172.16.0.0/16', '172.31.0.0/16', 'InvalidVpc.Range'],
    ['172.16.0.0/16', '172.20.0.0/16', 'no error'],
    ['192.168.0.0/24', '192.168.1.0/24', 'no error'],
    ['192.168.0.0/24', '10.5.0.0/16', 'InvalidVpc.Range'],
    ['100.64.0.0/16', '10.5.0.0/16', 'InvalidVpc.Range'],
    ['198.19.0.0/16', '172.16.0.0/16', 'InvalidVpc.Range'],
    ['100.64.0.0/16', '100.65.0.0/16', 'no error'],
  ])('to a VPC of %s with %s: %s', async (primary, CidrBlock, code) => {
    const { add } = await inVpc(primary);
    expect(codeOf(() => add({ CidrBlock }))).toBe(code);
  });

  test('refuses a block that would hide where a route leads', async () => {
    const { caller } = await inVpc();
    const gateway = caller.run(describeInternetGateways, {}).InternetGateways?.[0];
    const table = caller.run(describeRouteTables, {}).RouteTables?.[0];
    const route = { DestinationCidrBlock: '100.64.8.0/24', GatewayId: gateway?.InternetGatewayId };
    caller.run(createRoute, { RouteTableId: table?.RouteTableId, ...route });
    const associate = (CidrBlock: string) =>
      codeOf(() => caller.run(associateVpcCidrBlock, { VpcId: table?.VpcId, CidrBlock }));
    expect(associate('100.64.0.0/16')).toBe('CidrConflict');
    expect(associate('100.64.8.0/24')).toBe('CidrConflict');
    expect(associate('100.64.8.0/25')).toBe('no error');
  });

  test('refuses a block that a peer has', async () => {
    const { caller, VpcId, add } = await inVpc();
    const PeerVpcId = caller.run(createVpc, { CidrBlock: '10.5.0.0/24' }).Vpc?.VpcId;
    const peering = caller.run(createVpcPeeringConnection, { VpcId, PeerVpcId }).VpcPeeringConnection;
    const { VpcPeeringConnectionId } = peering ?? {};
    caller.run(acceptVpcPeeringConnection, { VpcPeeringConnectionId });
    expect(codeOf(() => add({ CidrBlock: '10.5.0.128/25' }))).toBe('CidrConflict');
    expect(codeOf(() => add({ CidrBlock: '10.5.1.0/24' }))).toBe('no error');
  });

  test('stops at five, or where the quota says', async () => {
    const { add, VpcId } = await inVpc();
    for (const third of [1, 2, 3, 4]) add({ CidrBlock: `10.4.${third}.0/24` });
    expect(() => add({ CidrBlock: '10.4.5.0/24' })).toThrow(
      `This network ${VpcId} has met its maximum number of allowed CIDRs: 5`,
    );
    setQuotas({ ipv4CidrBlocksPerVpc: 6 });
    expect(codeOf(() => add({ CidrBlock: '10.4.5.0/24' }))).toBe('no error');
    expect(codeOf(() => add({ CidrBlock: '10.4.6.0/24' }))).toBe('CidrLimitExceeded');
  });

  test('wants one kind of block, of a kind that there is', async () => {
    const { add } = await inVpc();
    expect(codeOf(() => add({}))).toBe('MissingParameter');
    expect(codeOf(() => add({ CidrBlock: '10.4.1.0/24', AmazonProvidedIpv6CidrBlock: true }))).toBe(
      'InvalidParameterCombination',
    );
    expect(codeOf(() => add({ CidrBlock: '10.4.1.0/24', AmazonProvidedIpv6CidrBlock: false }))).toBe(
      'no error',
    );
    const own = { Ipv6CidrBlock: '2001:db8::/56' };
    expect(codeOf(() => add(own))).toBe('MissingParameter');
    expect(codeOf(() => add({ ...own, Ipv6Pool: 'ipv6pool-ec2-1' }))).toBe('InvalidPoolID.NotFound');
    const there = { AmazonProvidedIpv6CidrBlock: true, Ipv6CidrBlockNetworkBorderGroup: 'us-east-1' };
    expect(codeOf(() => add(there))).toBe('no error');
    expect(codeOf(() => add({ ...there, Ipv6CidrBlockNetworkBorderGroup: 'eu-west-1' }))).toBe(
      'InvalidParameterValue',
    );
  });
});

describe('an IPv6 block', () => {
  test('comes with the VPC or later, a /56 of Amazon’s, with what lets it out', async () => {
    const { caller, VpcId, shown } = await inVpc('10.4.0.0/24', { AmazonProvidedIpv6CidrBlock: true });
    const set = shown()?.Ipv6CidrBlockAssociationSet;
    expect(set).toEqual([
      {
        AssociationId: expect.stringMatching(/^vpc-cidr-assoc-/),
        Ipv6CidrBlock: expect.stringMatching(/^2600:1f[0-9a-f]{2}:.*::\/56$/),
        Ipv6CidrBlockState: { State: 'associated' },
        NetworkBorderGroup: 'us-east-1',
        Ipv6Pool: 'Amazon',
        Ipv6AddressAttribute: 'public',
        IpSource: 'amazon',
      },
    ]);
    const Filters = [{ Name: 'vpc-id', Values: [VpcId] }];
    const later = caller.run(createVpc, { CidrBlock: '10.4.0.0/24' }).Vpc?.VpcId ?? '';
    caller.run(associateVpcCidrBlock, { VpcId: later, AmazonProvidedIpv6CidrBlock: true });
    for (const id of [VpcId, later]) {
      Filters[0] = { Name: 'vpc-id', Values: [id] };
      const table = caller.run(describeRouteTables, { Filters }).RouteTables?.[0];
      expect(table?.Routes?.map(({ DestinationIpv6CidrBlock }) => DestinationIpv6CidrBlock)).toHaveLength(2);
      const group = caller.run(describeSecurityGroups, { Filters }).SecurityGroups?.[0];
      const open = group?.IpPermissionsEgress?.flatMap(({ Ipv6Ranges }) => Ipv6Ranges ?? []);
      expect(open).toEqual([{ CidrIpv6: '::/0' }]);
      const entries = caller.run(describeNetworkAcls, { Filters }).NetworkAcls?.[0]?.Entries;
      expect(
        entries?.filter(({ Ipv6CidrBlock }) => Ipv6CidrBlock).map(({ RuleNumber }) => RuleNumber),
      ).toEqual([101, 32768, 101, 32768]);
    }
  });

  test('is found by every filter, and goes by its association', async () => {
    const { caller, VpcId, add, remove } = await inVpc();
    const { Ipv6CidrBlockAssociation: made } = add({ AmazonProvidedIpv6CidrBlock: true });
    const found = (name: string, value: string | undefined) =>
      caller
        .run(describeVpcs, {
          Filters: [{ Name: `ipv6-cidr-block-association.${name}`, Values: [value ?? ''] }],
        })
        .Vpcs?.map((vpc) => vpc.VpcId);
    expect(found('ipv6-cidr-block', made?.Ipv6CidrBlock)).toEqual([VpcId]);
    expect(found('ipv6-pool', 'Amazon')).toEqual([VpcId]);
    expect(found('association-id', made?.AssociationId)).toEqual([VpcId]);
    expect(found('state', 'associated')).toEqual([VpcId]);
    expect(remove(made?.AssociationId).Ipv6CidrBlockAssociation).toMatchObject({
      ...made,
      Ipv6CidrBlockState: { State: 'disassociating' },
    });
    expect(found('state', '*')).toEqual([]);
  });
});

describe('DisassociateVpcCidrBlock', () => {
  test('refuses the primary block, unknown ones, other accounts’, and blocks with subnets', async () => {
    const { caller, VpcId, add, remove, shown } = await inVpc();
    const primary = shown()?.CidrBlockAssociationSet?.[0]?.AssociationId;
    expect(() => remove(primary)).toThrow(
      `The vpc CIDR block with association ID ${primary} may not be disassociated. It is the primary IPv4 CIDR block of the VPC`,
    );
    expect(codeOf(() => remove('vpc-cidr-assoc-BORING123'))).toBe(
      'InvalidVpcCidrBlockAssociationIdError.NotFound',
    );
    const id = add({ CidrBlock: '10.4.1.0/24' }).CidrBlockAssociation?.AssociationId;
    expect(codeOf(() => remove(id, { accountId: '444455556666' }))).toBe(
      'InvalidVpcCidrBlockAssociationIdError.NotFound',
    );
    caller.run(createSubnet, { VpcId, CidrBlock: '10.4.1.0/28' });
    expect(() => remove(id)).toThrow(`The vpc ${VpcId} currently has a subnet within CIDR block 10.4.1.0/24`);
    const ipv6 = add({ AmazonProvidedIpv6CidrBlock: true }).Ipv6CidrBlockAssociation;
    const Ipv6CidrBlock = ipv6?.Ipv6CidrBlock?.replace('/56', '/64');
    caller.run(createSubnet, { VpcId, CidrBlock: '10.4.0.0/28', Ipv6CidrBlock });
    expect(codeOf(() => remove(ipv6?.AssociationId))).toBe('InvalidCidrBlock.InUse');
  });

  test('takes a free block away, which can come again', async () => {
    const { add, remove, shown } = await inVpc();
    const id = add({ CidrBlock: '10.4.1.0/24' }).CidrBlockAssociation?.AssociationId;
    expect(remove(id).CidrBlockAssociation).toMatchObject({ CidrBlockState: { State: 'disassociating' } });
    expect(shown()?.CidrBlockAssociationSet).toHaveLength(1);
    expect(codeOf(() => add({ CidrBlock: '10.4.1.0/24' }))).toBe('no error');
  });
});

test('tenancy goes from dedicated to default, never another way', async () => {
  const { caller, VpcId, shown } = await inVpc('10.4.0.0/24', { InstanceTenancy: 'dedicated' });
  const modify = (InstanceTenancy: string) =>
    caller.run(modifyVpcTenancy, { VpcId, InstanceTenancy: InstanceTenancy as 'default' });
  expect(shown()?.InstanceTenancy).toBe('dedicated');
  expect(() => modify('unknown')).toThrow('The tenancy value unknown is not supported.');
  expect(codeOf(() => modify('dedicated'))).toBe('UnsupportedTenancy');
  expect(modify('default')).toEqual({ ReturnValue: true });
  expect(shown()?.InstanceTenancy).toBe('default');
});

test('EC2-Classic links no VPC, and nothing blocks public access', async () => {
  const { caller, VpcId } = await inVpc();
  const VpcIds = [VpcId];
  expect(caller.run(describeVpcClassicLink, { VpcIds }).Vpcs).toEqual([
    { VpcId, ClassicLinkEnabled: false, Tags: [] },
  ]);
  expect(caller.run(describeVpcClassicLinkDnsSupport, { VpcIds }).Vpcs).toEqual([
    { VpcId, ClassicLinkDnsSupported: false },
  ]);
  expect(codeOf(() => caller.run(describeVpcClassicLink, { VpcIds: ['vpc-01234567'] }))).toBe(
    'InvalidVpcID.NotFound',
  );
  const options = caller.run(describeVpcBlockPublicAccessOptions, {}).VpcBlockPublicAccessOptions;
  expect(options).toMatchObject({ AwsAccountId: '111122223333', InternetGatewayBlockMode: 'off' });
});
