/** Transit gateways and their attachments through AWS's own client. */
import {
  AcceptTransitGatewayVpcAttachmentCommand,
  CreateRouteCommand,
  CreateRouteTableCommand,
  CreateTagsCommand,
  CreateTransitGatewayCommand,
  CreateTransitGatewayVpcAttachmentCommand,
  DeleteSubnetCommand,
  DeleteTransitGatewayCommand,
  DeleteTransitGatewayVpcAttachmentCommand,
  DeleteVpcCommand,
  DescribeNetworkInterfacesCommand,
  DescribeRouteTablesCommand,
  DescribeTagsCommand,
  DescribeTransitGatewayAttachmentsCommand,
  DescribeTransitGatewayRouteTablesCommand,
  DescribeTransitGatewaysCommand,
  DescribeTransitGatewayVpcAttachmentsCommand,
  type EC2Client,
  ModifyTransitGatewayCommand,
  type ModifyTransitGatewayOptions,
  ModifyTransitGatewayVpcAttachmentCommand,
  RejectTransitGatewayVpcAttachmentCommand,
  ReplaceRouteCommand,
} from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codeOf, TransitBed } from '../../../../test/support/transitBed.ts';
import { setQuotas } from '../../quotas.ts';

const OWNER = '111122223333';
const OTHER = '444455556666';
const HOUR = 3_600_000;

let bed: TransitBed;
let ec2: EC2Client;
let other: EC2Client;
let octet = 0;

beforeAll(async () => {
  setQuotas({ vpcsPerRegion: 100, transitGatewaysPerRegion: 100 });
  bed = await TransitBed.start();
  ec2 = bed.server.ec2(OWNER);
  other = bed.server.ec2(OTHER);
});

afterAll(() => {
  setQuotas();
  return bed.server.close();
});

async function shownGateway(id: string, as = ec2) {
  const { TransitGateways } = await as.send(new DescribeTransitGatewaysCommand({ TransitGatewayIds: [id] }));
  return TransitGateways?.[0];
}

async function shownAttachment(id: string, as = ec2) {
  const command = new DescribeTransitGatewayVpcAttachmentsCommand({ TransitGatewayAttachmentIds: [id] });
  return (await as.send(command)).TransitGatewayVpcAttachments?.[0];
}

describe('a gateway', () => {
  test('has AWS’s options, one table that is both defaults, and is available in a moment', async () => {
    const { TransitGateway: made } = await ec2.send(
      new CreateTransitGatewayCommand({
        Description: 'hub',
        TagSpecifications: [{ ResourceType: 'transit-gateway', Tags: [{ Key: 'Name', Value: 'hub' }] }],
      }),
    );
    const id = made?.TransitGatewayId ?? '';
    const tableId = made?.Options?.AssociationDefaultRouteTableId ?? '';
    const table = new DescribeTransitGatewayRouteTablesCommand({ TransitGatewayRouteTableIds: [tableId] });
    expect(made).toEqual({
      TransitGatewayId: id,
      TransitGatewayArn: `arn:aws:ec2:us-east-1:${OWNER}:transit-gateway/${id}`,
      State: 'pending',
      OwnerId: OWNER,
      Description: 'hub',
      CreationTime: bed.time,
      Options: {
        AmazonSideAsn: 64_512,
        TransitGatewayCidrBlocks: [],
        AutoAcceptSharedAttachments: 'disable',
        DefaultRouteTableAssociation: 'enable',
        AssociationDefaultRouteTableId: tableId,
        DefaultRouteTablePropagation: 'enable',
        PropagationDefaultRouteTableId: tableId,
        VpnEcmpSupport: 'enable',
        DnsSupport: 'enable',
        SecurityGroupReferencingSupport: 'disable',
        MulticastSupport: 'disable',
        EncryptionSupport: { EncryptionState: 'disabled' },
      },
      Tags: [{ Key: 'Name', Value: 'hub' }],
    });
    bed.settle();
    expect(await shownGateway(id)).toEqual({ ...made, State: 'available' });
    expect((await ec2.send(table)).TransitGatewayRouteTables).toEqual([
      {
        TransitGatewayRouteTableId: tableId,
        TransitGatewayId: id,
        State: 'available',
        DefaultAssociationRouteTable: true,
        DefaultPropagationRouteTable: true,
        CreationTime: bed.time,
        Tags: [],
      },
    ]);
  });

  test('without defaults has no table', async () => {
    const { TransitGateway } = await ec2.send(
      new CreateTransitGatewayCommand({
        Options: { DefaultRouteTableAssociation: 'disable', DefaultRouteTablePropagation: 'disable' },
      }),
    );
    expect(TransitGateway?.Options?.AssociationDefaultRouteTableId).toBeUndefined();
    const Filters = [{ Name: 'transit-gateway-id', Values: [TransitGateway?.TransitGatewayId ?? ''] }];
    const tables = await ec2.send(new DescribeTransitGatewayRouteTablesCommand({ Filters }));
    expect(tables.TransitGatewayRouteTables).toEqual([]);
    bed.settle();
    const attached = await bed.attached(ec2, TransitGateway?.TransitGatewayId ?? '', ++octet);
    expect(await shownAttachment(attached.id)).toMatchObject({ State: 'available' });
  });

  test.each([
    ['an ASN that is not private', { AmazonSideAsn: 65_000 + 1000 }, 'InvalidParameterValue'],
    ['a block that is too small', { TransitGatewayCidrBlocks: ['10.0.0.0/25'] }, 'InvalidParameterValue'],
    ['a link-local block', { TransitGatewayCidrBlocks: ['169.254.1.0/24'] }, 'InvalidParameterValue'],
    [
      'blocks that overlap',
      { TransitGatewayCidrBlocks: ['10.0.0.0/24', '10.0.0.0/16'] },
      'InvalidParameterValue',
    ],
    ['a switch that is none', { DnsSupport: 'on' as never }, 'InvalidParameterValue'],
    [
      'six blocks',
      { TransitGatewayCidrBlocks: Array.from({ length: 6 }, (_, at) => `10.0.${at}.0/24`) },
      'TransitGatewayCidrBlockLimitExceeded',
    ],
  ])('with %s is refused', async (_what, Options, code) => {
    expect(await codeOf(ec2.send(new CreateTransitGatewayCommand({ Options })))).toBe(code);
  });

  test('is modified: description, blocks, switches and default tables', async () => {
    const { id, tableId } = await bed.gateway(ec2, {
      Options: { TransitGatewayCidrBlocks: ['10.9.0.0/24'] },
    });
    const modify = (Options: ModifyTransitGatewayOptions) =>
      ec2.send(new ModifyTransitGatewayCommand({ TransitGatewayId: id, Description: 'new', Options }));
    const { TransitGateway: changed } = await modify({
      AddTransitGatewayCidrBlocks: ['2001:db8::/48'],
      RemoveTransitGatewayCidrBlocks: ['10.9.0.0/24'],
      VpnEcmpSupport: 'disable',
      AmazonSideAsn: 4_200_000_000,
      DefaultRouteTablePropagation: 'disable',
    });
    expect(changed).toMatchObject({ State: 'modifying', Description: 'new' });
    expect(await shownGateway(id)).toMatchObject({
      State: 'available',
      Options: {
        AmazonSideAsn: 4_200_000_000,
        TransitGatewayCidrBlocks: ['2001:db8::/48'],
        VpnEcmpSupport: 'disable',
        AssociationDefaultRouteTableId: tableId,
        DefaultRouteTablePropagation: 'disable',
      },
    });
    expect(await codeOf(modify({ DefaultRouteTablePropagation: 'enable' }))).toBe(
      'InvalidParameterCombination',
    );
    expect(await codeOf(modify({ PropagationDefaultRouteTableId: tableId }))).toBe(
      'InvalidParameterCombination',
    );
    const elsewhere = (await bed.gateway(ec2)).tableId;
    expect(await codeOf(modify({ AssociationDefaultRouteTableId: elsewhere }))).toBe(
      'InvalidRouteTableID.NotFound',
    );
    expect(await codeOf(modify({ RemoveTransitGatewayCidrBlocks: ['10.9.0.0/24'] }))).toBe(
      'InvalidParameterValue',
    );
    await modify({ DefaultRouteTablePropagation: 'enable', PropagationDefaultRouteTableId: tableId });
    expect((await shownGateway(id))?.Options?.PropagationDefaultRouteTableId).toBe(tableId);
  });

  test('goes with its tables once it has no attachments, and is shown as deleted for an hour', async () => {
    const { id, tableId } = await bed.gateway(ec2);
    const attached = await bed.attached(ec2, id, ++octet);
    const remove = new DeleteTransitGatewayCommand({ TransitGatewayId: id });
    await expect(ec2.send(remove)).rejects.toMatchObject({
      name: 'IncorrectState',
      message: `${id} has non-deleted VPC Attachments: ${attached.id}.`,
    });
    await ec2.send(new DeleteTransitGatewayVpcAttachmentCommand({ TransitGatewayAttachmentId: attached.id }));
    bed.settle();
    expect((await ec2.send(remove)).TransitGateway?.State).toBe('deleting');
    bed.settle();
    expect((await shownGateway(id))?.State).toBe('deleted');
    const table = new DescribeTransitGatewayRouteTablesCommand({ TransitGatewayRouteTableIds: [tableId] });
    expect((await ec2.send(table)).TransitGatewayRouteTables?.[0]?.State).toBe('deleted');
    expect(await codeOf(ec2.send(remove))).toBe('InvalidTransitGatewayID.NotFound');
    bed.later(HOUR);
    expect(await codeOf(shownGateway(id))).toBe('InvalidTransitGatewayID.NotFound');
    expect(await codeOf(ec2.send(table))).toBe('InvalidRouteTableID.NotFound');
    expect(await codeOf(shownAttachment(attached.id))).toBe('InvalidTransitGatewayAttachmentID.NotFound');
  });

  test.each([
    ['tgw-0', 'InvalidTransitGatewayID.Malformed'],
    ['tgw-attach-01234567', 'InvalidTransitGatewayID.Malformed'],
    ['tgw-01234567', 'InvalidTransitGatewayID.NotFound'],
  ])('by the id %s is not found: %s', async (id, code) => {
    expect(await codeOf(shownGateway(id))).toBe(code);
    expect(await codeOf(ec2.send(new DeleteTransitGatewayCommand({ TransitGatewayId: id })))).toBe(code);
  });

  test('and its attachments, unknown, are told as deleted or never there', async () => {
    const attach = {
      TransitGatewayId: 'tgw-01234567',
      VpcId: 'vpc-01234567',
      SubnetIds: ['subnet-01234567'],
    };
    await expect(ec2.send(new CreateTransitGatewayVpcAttachmentCommand(attach))).rejects.toMatchObject({
      message: 'Transit Gateway tgw-01234567 was deleted or does not exist.',
    });
    await expect(shownAttachment('tgw-attach-01234567')).rejects.toMatchObject({
      message: 'Transit Gateway Attachment tgw-attach-01234567 was deleted or does not exist.',
    });
  });

  test.each([
    ['options.amazon-side-asn', '64600'],
    ['options.auto-accept-shared-attachments', 'enable'],
    ['options.default-route-table-association', 'enable'],
    ['options.dns-support', 'disable'],
    ['owner-id', OWNER],
    ['state', 'available'],
    ['tag:Filtered', 'yes'],
  ])('is found by %s', async (Name, value) => {
    const { id } = await bed.gateway(ec2, {
      Options: { AmazonSideAsn: 64_600, AutoAcceptSharedAttachments: 'enable', DnsSupport: 'disable' },
      TagSpecifications: [{ ResourceType: 'transit-gateway', Tags: [{ Key: 'Filtered', Value: 'yes' }] }],
    });
    const found = async (wanted: string) => {
      const Filters = [
        { Name, Values: [wanted] },
        { Name: 'transit-gateway-id', Values: [id] },
      ];
      return (await ec2.send(new DescribeTransitGatewaysCommand({ Filters }))).TransitGateways?.length;
    };
    expect([await found(value), await found('x')]).toEqual([1, 0]);
  });

  test('is one of five in a Region', async () => {
    setQuotas({ vpcsPerRegion: 100 });
    const alone = bed.server.ec2('555566667777');
    for (let made = 0; made < 5; made++) await bed.gateway(alone);
    expect(await codeOf(bed.gateway(alone))).toBe('TransitGatewayLimitExceeded');
    const page = await alone.send(new DescribeTransitGatewaysCommand({ MaxResults: 5 }));
    expect([page.TransitGateways?.length, page.NextToken]).toEqual([5, undefined]);
    setQuotas({ vpcsPerRegion: 100, transitGatewaysPerRegion: 100 });
  });
});

describe('an attachment', () => {
  test('is pending until the data plane has its interfaces, one in each subnet', async () => {
    const { id: TransitGatewayId, tableId } = await bed.gateway(ec2);
    const { VpcId, subnetIds: SubnetIds } = await bed.vpc(ec2, ++octet);
    const { TransitGatewayVpcAttachment: made } = await ec2.send(
      new CreateTransitGatewayVpcAttachmentCommand({ TransitGatewayId, VpcId, SubnetIds }),
    );
    const id = made?.TransitGatewayAttachmentId ?? '';
    expect(made).toEqual({
      TransitGatewayAttachmentId: id,
      TransitGatewayId,
      VpcId,
      VpcOwnerId: OWNER,
      State: 'pending',
      SubnetIds,
      CreationTime: bed.time,
      Options: {
        DnsSupport: 'enable',
        SecurityGroupReferencingSupport: 'enable',
        Ipv6Support: 'disable',
        ApplianceModeSupport: 'disable',
      },
    });
    bed.settle();
    expect(await shownAttachment(id)).toEqual({ ...made, State: 'available', Tags: [] });
    const TransitGatewayAttachmentIds = [id];
    const { TransitGatewayAttachments } = await ec2.send(
      new DescribeTransitGatewayAttachmentsCommand({ TransitGatewayAttachmentIds }),
    );
    expect(TransitGatewayAttachments).toEqual([
      {
        TransitGatewayAttachmentId: id,
        TransitGatewayId,
        TransitGatewayOwnerId: OWNER,
        ResourceOwnerId: OWNER,
        ResourceType: 'vpc',
        ResourceId: VpcId,
        State: 'available',
        Association: { TransitGatewayRouteTableId: tableId, State: 'associated' },
        CreationTime: bed.time,
        Tags: [],
      },
    ]);
    const Filters = [{ Name: 'vpc-id', Values: [VpcId] }];
    const { NetworkInterfaces = [] } = await ec2.send(new DescribeNetworkInterfacesCommand({ Filters }));
    expect(NetworkInterfaces.map(({ SubnetId }) => SubnetId).sort()).toEqual([...SubnetIds].sort());
    expect(NetworkInterfaces[0]).toMatchObject({
      InterfaceType: 'transit_gateway',
      RequesterManaged: true,
      Description: `Network Interface for Transit Gateway Attachment ${id}`,
    });
    const [SubnetId] = SubnetIds;
    expect(await codeOf(ec2.send(new DeleteSubnetCommand({ SubnetId })))).toBe('DependencyViolation');
    expect(await codeOf(ec2.send(new DeleteVpcCommand({ VpcId })))).toBe('DependencyViolation');
  });

  test('changes its subnets and options', async () => {
    const { id: gatewayId } = await bed.gateway(ec2);
    const { id, subnetIds } = await bed.attached(ec2, gatewayId, ++octet);
    const [first, second] = subnetIds;
    const modify = (input: object) =>
      ec2.send(new ModifyTransitGatewayVpcAttachmentCommand({ TransitGatewayAttachmentId: id, ...input }));
    const added = await modify({ AddSubnetIds: [second], Options: { ApplianceModeSupport: 'enable' } });
    expect(added.TransitGatewayVpcAttachment).toMatchObject({ State: 'modifying', SubnetIds: subnetIds });
    expect(await codeOf(modify({ RemoveSubnetIds: [first] }))).toBe('IncorrectState');
    bed.settle();
    expect(await codeOf(modify({ AddSubnetIds: [second] }))).toBe('DuplicateSubnetsInSameZone');
    await modify({ RemoveSubnetIds: [first] });
    bed.settle();
    expect(await shownAttachment(id)).toMatchObject({
      State: 'available',
      SubnetIds: [second],
      Options: { ApplianceModeSupport: 'enable' },
    });
    expect(await codeOf(ec2.send(new DeleteSubnetCommand({ SubnetId: first })))).toBe('no error');
    expect(await codeOf(modify({ RemoveSubnetIds: [first] }))).toBe('InvalidSubnetID.NotFound');
    expect(await codeOf(modify({ RemoveSubnetIds: [second] }))).toBe('InsufficientSubnetsException');
  });

  test('goes, and its VPC is free', async () => {
    const { id: gatewayId } = await bed.gateway(ec2);
    const { id, VpcId, subnetIds } = await bed.attached(ec2, gatewayId, ++octet);
    const remove = new DeleteTransitGatewayVpcAttachmentCommand({ TransitGatewayAttachmentId: id });
    expect((await ec2.send(remove)).TransitGatewayVpcAttachment?.State).toBe('deleting');
    expect(await codeOf(ec2.send(remove))).toBe('IncorrectState');
    bed.settle();
    expect((await shownAttachment(id))?.State).toBe('deleted');
    expect(await codeOf(ec2.send(remove))).toBe('InvalidTransitGatewayAttachmentID.NotFound');
    for (const SubnetId of subnetIds) await ec2.send(new DeleteSubnetCommand({ SubnetId }));
    await ec2.send(new DeleteVpcCommand({ VpcId }));
  });

  test('is refused as AWS refuses it', async () => {
    const { id: TransitGatewayId } = await bed.gateway(ec2);
    const { VpcId, subnetIds } = await bed.attached(ec2, TransitGatewayId, ++octet);
    const [SubnetIds, free] = [subnetIds.slice(0, 1), await bed.vpc(ec2, ++octet)];
    const attach = (input: object) =>
      codeOf(
        ec2.send(
          new CreateTransitGatewayVpcAttachmentCommand({ TransitGatewayId, VpcId, SubnetIds, ...input }),
        ),
      );
    expect(await attach({})).toBe('DuplicateTransitGatewayAttachment');
    expect(await attach({ SubnetIds: [] })).toBe('MissingParameter');
    expect(await attach({ VpcId: free.VpcId })).toBe('InvalidSubnetID.NotFound');
    expect(await attach({ VpcId: 'vpc-01234567' })).toBe('InvalidVpcID.NotFound');
    expect(await attach({ TransitGatewayId: 'tgw-01234567' })).toBe('InvalidTransitGatewayID.NotFound');
    expect(await attach({ SubnetIds: [...SubnetIds, ...SubnetIds] })).toBe('DuplicateSubnetsInSameZone');
    const fresh = await ec2.send(new CreateTransitGatewayCommand({}));
    const early = { TransitGatewayId: fresh.TransitGateway?.TransitGatewayId };
    expect(await attach(early)).toBe('IncorrectState');
    const foreign = new CreateTransitGatewayVpcAttachmentCommand({ TransitGatewayId, VpcId, SubnetIds });
    expect(await codeOf(other.send(foreign))).toBe('InvalidVpcID.NotFound');
  });

  test.each([
    ['association.state', () => 'associated'],
    ['association.transit-gateway-route-table-id', ({ tableId }: { tableId: string }) => tableId],
    ['resource-id', ({ VpcId }: { VpcId: string }) => VpcId],
    ['resource-owner-id', () => OWNER],
    ['resource-type', () => 'vpc'],
    ['state', () => 'available'],
    ['transit-gateway-id', ({ gatewayId }: { gatewayId: string }) => gatewayId],
    ['transit-gateway-owner-id', () => OWNER],
  ])('is found by %s', async (Name, value) => {
    const { id: gatewayId, tableId } = await bed.gateway(ec2);
    const { id, VpcId } = await bed.attached(ec2, gatewayId, ++octet);
    const found = async (wanted: string) => {
      const Filters = [
        { Name, Values: [wanted] },
        { Name: 'transit-gateway-attachment-id', Values: [id] },
      ];
      const command = new DescribeTransitGatewayAttachmentsCommand({ Filters });
      return (await ec2.send(command)).TransitGatewayAttachments?.length;
    };
    expect([await found(value({ gatewayId, tableId, VpcId })), await found('x')]).toEqual([1, 0]);
  });
});

describe('another account’s VPC', () => {
  async function asked(Options = {}) {
    const gateway = await bed.gateway(ec2, { Options });
    const attached = await bed.attached(other, gateway.id, ++octet);
    return { gateway, attached, decide: { TransitGatewayAttachmentId: attached.id } };
  }

  test('waits for the gateway’s owner, who sees it and lets it in', async () => {
    const { gateway, attached, decide } = await asked();
    expect((await shownAttachment(attached.id, other))?.State).toBe('pendingAcceptance');
    expect(await shownAttachment(attached.id)).toMatchObject({
      State: 'pendingAcceptance',
      VpcOwnerId: OTHER,
    });
    expect(await codeOf(other.send(new AcceptTransitGatewayVpcAttachmentCommand(decide)))).toBe(
      'InvalidTransitGatewayAttachmentID.NotFound',
    );
    const accept = new AcceptTransitGatewayVpcAttachmentCommand(decide);
    expect((await ec2.send(accept)).TransitGatewayVpcAttachment?.State).toBe('pending');
    bed.settle();
    expect((await shownAttachment(attached.id, other))?.State).toBe('available');
    expect(await codeOf(ec2.send(accept))).toBe('IncorrectState');
    const described = async (as: EC2Client) =>
      (
        await as.send(
          new DescribeTransitGatewayAttachmentsCommand({ TransitGatewayAttachmentIds: [attached.id] }),
        )
      ).TransitGatewayAttachments?.[0]?.Association?.TransitGatewayRouteTableId;
    expect([await described(ec2), await described(other)]).toEqual([gateway.tableId, undefined]);
    const seen = await other.send(
      new DescribeTransitGatewaysCommand({ Filters: [{ Name: 'owner-id', Values: [OWNER] }] }),
    );
    expect(seen.TransitGateways?.map(({ TransitGatewayId }) => TransitGatewayId)).toContain(gateway.id);
  });

  test('may be turned away', async () => {
    const { gateway, attached, decide } = await asked();
    const reject = new RejectTransitGatewayVpcAttachmentCommand(decide);
    expect((await ec2.send(reject)).TransitGatewayVpcAttachment?.State).toBe('rejected');
    expect((await shownAttachment(attached.id, other))?.State).toBe('rejected');
    expect(await codeOf(ec2.send(new DeleteTransitGatewayCommand({ TransitGatewayId: gateway.id })))).toBe(
      'no error',
    );
    bed.later(HOUR);
    expect(await codeOf(shownAttachment(attached.id, other))).toBe(
      'InvalidTransitGatewayAttachmentID.NotFound',
    );
    expect(bed.server.state.snapshot.transitGatewayAcceptances.has(attached.id)).toBe(false);
  });

  test('comes in by itself where the gateway says so', async () => {
    const { attached } = await asked({ AutoAcceptSharedAttachments: 'enable' });
    expect((await shownAttachment(attached.id))?.State).toBe('available');
  });

  test('has tags of its own on each side', async () => {
    const { attached } = await asked();
    const tag = (Value: string) =>
      new CreateTagsCommand({ Resources: [attached.id], Tags: [{ Key: 'Side', Value }] });
    await ec2.send(tag('gateway'));
    await other.send(tag('vpc'));
    const Filters = [{ Name: 'resource-id', Values: [attached.id] }];
    const tagsOf = async (as: EC2Client) =>
      (await as.send(new DescribeTagsCommand({ Filters }))).Tags?.map(({ Value, ResourceType }) => [
        ResourceType,
        Value,
      ]);
    expect(await tagsOf(ec2)).toEqual([['transit-gateway-attachment', 'gateway']]);
    expect(await tagsOf(other)).toEqual([['transit-gateway-attachment', 'vpc']]);
    expect((await shownAttachment(attached.id))?.Tags).toEqual([{ Key: 'Side', Value: 'gateway' }]);
    expect((await shownAttachment(attached.id, other))?.Tags).toEqual([{ Key: 'Side', Value: 'vpc' }]);
    expect(await codeOf(shownAttachment(attached.id, bed.server.ec2('777788889999')))).toBe(
      'InvalidTransitGatewayAttachmentID.NotFound',
    );
  });
});

test('a VPC’s route leads to a gateway that the VPC is attached to, and is a black hole afterwards', async () => {
  const { id: TransitGatewayId } = await bed.gateway(ec2);
  const { VpcId } = await bed.vpc(ec2, ++octet);
  const { RouteTable } = await ec2.send(new CreateRouteTableCommand({ VpcId }));
  const route = {
    RouteTableId: RouteTable?.RouteTableId,
    DestinationCidrBlock: '10.0.0.0/8',
    TransitGatewayId,
  };
  expect(await codeOf(ec2.send(new CreateRouteCommand(route)))).toBe('InvalidTransitGatewayID.NotFound');
  const attached = await bed.attached(ec2, TransitGatewayId, ++octet);
  const own = await ec2.send(new CreateRouteTableCommand({ VpcId: attached.VpcId }));
  const RouteTableId = own.RouteTable?.RouteTableId;
  await ec2.send(new CreateRouteCommand({ ...route, RouteTableId }));
  await ec2.send(new ReplaceRouteCommand({ ...route, RouteTableId }));
  const shown = async () => {
    const Filters = [{ Name: 'route.transit-gateway-id', Values: [TransitGatewayId] }];
    const { RouteTables } = await ec2.send(new DescribeRouteTablesCommand({ Filters }));
    return RouteTables?.[0]?.Routes?.find((each) => each.TransitGatewayId);
  };
  expect(await shown()).toMatchObject({
    TransitGatewayId,
    State: 'active',
    DestinationCidrBlock: '10.0.0.0/8',
  });
  await ec2.send(new DeleteTransitGatewayVpcAttachmentCommand({ TransitGatewayAttachmentId: attached.id }));
  expect(await shown()).toMatchObject({ TransitGatewayId, State: 'blackhole' });
});
