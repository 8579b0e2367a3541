/** A transit gateway's tables: associations, propagation, routes and prefix lists, through AWS's own client. */
import {
  AssociateTransitGatewayRouteTableCommand,
  AssociateVpcCidrBlockCommand,
  CreateManagedPrefixListCommand,
  CreateTransitGatewayPrefixListReferenceCommand,
  CreateTransitGatewayRouteCommand,
  CreateTransitGatewayRouteTableCommand,
  DeleteManagedPrefixListCommand,
  DeleteTransitGatewayPrefixListReferenceCommand,
  DeleteTransitGatewayRouteCommand,
  DeleteTransitGatewayRouteTableCommand,
  DeleteTransitGatewayVpcAttachmentCommand,
  DescribeTransitGatewayRouteTablesCommand,
  DisableTransitGatewayRouteTablePropagationCommand,
  DisassociateTransitGatewayRouteTableCommand,
  type EC2Client,
  EnableTransitGatewayRouteTablePropagationCommand,
  GetManagedPrefixListAssociationsCommand,
  GetTransitGatewayAttachmentPropagationsCommand,
  GetTransitGatewayPrefixListReferencesCommand,
  GetTransitGatewayRouteTableAssociationsCommand,
  GetTransitGatewayRouteTablePropagationsCommand,
  ModifyTransitGatewayPrefixListReferenceCommand,
  ReplaceTransitGatewayRouteCommand,
  SearchTransitGatewayRoutesCommand,
} from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { codeOf, TransitBed } from '../../../../test/support/transitBed.ts';
import { setQuotas } from '../../quotas.ts';

let bed: TransitBed;
let ec2: EC2Client;
let octet = 0;
let gatewayId: string;
let defaultTable: string;
let TransitGatewayRouteTableId: string;
let attached: Awaited<ReturnType<TransitBed['attached']>>;
/** Names table and attachment. */
let both: { TransitGatewayRouteTableId: string; TransitGatewayAttachmentId: string };

beforeAll(async () => {
  setQuotas({ vpcsPerRegion: 200, transitGatewaysPerRegion: 100 });
  bed = await TransitBed.start();
  ec2 = bed.server.ec2('111122223333');
});

beforeEach(async () => {
  ({ id: gatewayId, tableId: defaultTable } = await bed.gateway(ec2));
  attached = await bed.attached(ec2, gatewayId, ++octet);
  TransitGatewayRouteTableId = await makeTable();
  both = { TransitGatewayRouteTableId, TransitGatewayAttachmentId: attached.id };
});

afterAll(() => {
  setQuotas();
  return bed.server.close();
});

async function makeTable() {
  const command = new CreateTransitGatewayRouteTableCommand({ TransitGatewayId: gatewayId });
  const { TransitGatewayRouteTable } = await ec2.send(command);
  bed.settle();
  return TransitGatewayRouteTable?.TransitGatewayRouteTableId ?? '';
}

/** Every search needs a filter. */
const ALL = { Name: 'type', Values: ['static', 'propagated'] };

async function routes(filters: Record<string, string> = {}, tableId = TransitGatewayRouteTableId) {
  const Filters = Object.entries(filters).map(([Name, value]) => ({ Name, Values: [value] }));
  const input = { TransitGatewayRouteTableId: tableId, Filters: [ALL, ...Filters] };
  const { Routes = [] } = await ec2.send(new SearchTransitGatewayRoutesCommand(input));
  return Routes.map(({ DestinationCidrBlock, Type, State, TransitGatewayAttachments, PrefixListId }) =>
    [DestinationCidrBlock, Type, State, TransitGatewayAttachments?.[0]?.ResourceId, PrefixListId]
      .filter((each) => each !== undefined)
      .join(' '),
  );
}

const detach = async (id: string) => {
  await ec2.send(new DeleteTransitGatewayVpcAttachmentCommand({ TransitGatewayAttachmentId: id }));
  bed.settle();
};

describe('a table', () => {
  test('is made empty, found by filters, and deleted where nothing depends on it', async () => {
    const Filters = (value: string) => [
      { Name: 'transit-gateway-id', Values: [gatewayId] },
      { Name: 'default-association-route-table', Values: [value] },
    ];
    const found = async (value: string) =>
      (
        await ec2.send(new DescribeTransitGatewayRouteTablesCommand({ Filters: Filters(value) }))
      ).TransitGatewayRouteTables?.map((table) => table.TransitGatewayRouteTableId);
    expect([await found('true'), await found('false')]).toEqual([
      [defaultTable],
      [TransitGatewayRouteTableId],
    ]);
    expect(await routes()).toEqual([]);
    const remove = (id: string) =>
      ec2.send(new DeleteTransitGatewayRouteTableCommand({ TransitGatewayRouteTableId: id }));
    await expect(remove(defaultTable)).rejects.toMatchObject({
      name: 'IncorrectState',
      message: `${defaultTable} is set as default association route table for ${gatewayId}`,
    });
    expect((await remove(TransitGatewayRouteTableId)).TransitGatewayRouteTable?.State).toBe('deleting');
    bed.settle();
    expect(await codeOf(remove(TransitGatewayRouteTableId))).toBe('InvalidRouteTableID.NotFound');
    expect(await codeOf(remove('rtb-01234567'))).toBe('InvalidRouteTableId.Malformed');
  });

  test('is one of twenty', async () => {
    for (let made = 2; made < 20; made++) await makeTable();
    expect(await codeOf(makeTable())).toBe('TransitGatewayRouteTableLimitExceeded');
  });

  test('is nobody else’s', async () => {
    const other = bed.server.ec2('444455556666');
    const search = new SearchTransitGatewayRoutesCommand({ TransitGatewayRouteTableId, Filters: [ALL] });
    expect(await codeOf(other.send(search))).toBe('InvalidRouteTableID.NotFound');
  });
});

describe('an association', () => {
  const associations = async (tableId: string) =>
    (
      await ec2.send(
        new GetTransitGatewayRouteTableAssociationsCommand({ TransitGatewayRouteTableId: tableId }),
      )
    ).Associations;

  test('is the only one of its attachment', async () => {
    const [one, other] = [defaultTable, TransitGatewayRouteTableId];
    const member = {
      TransitGatewayAttachmentId: attached.id,
      ResourceId: attached.VpcId,
      ResourceType: 'vpc',
      State: 'associated',
    };
    expect(await associations(one)).toEqual([member]);
    const associate = new AssociateTransitGatewayRouteTableCommand(both);
    expect(await codeOf(ec2.send(associate))).toBe('Resource.AlreadyAssociated');
    const leave = new DisassociateTransitGatewayRouteTableCommand(both);
    expect(await codeOf(ec2.send(leave))).toBe('InvalidAssociation.NotFound');
    const gone = await ec2.send(
      new DisassociateTransitGatewayRouteTableCommand({ ...both, TransitGatewayRouteTableId: one }),
    );
    expect(gone.Association).toEqual({ ...member, TransitGatewayRouteTableId: one, State: 'disassociating' });
    expect(await associations(one)).toEqual([]);
    const made = await ec2.send(associate);
    expect(made.Association).toMatchObject({ State: 'associating', ResourceId: attached.VpcId });
    expect(await associations(other)).toEqual([member]);
    const remove = new DeleteTransitGatewayRouteTableCommand({ TransitGatewayRouteTableId });
    await expect(ec2.send(remove)).rejects.toMatchObject({
      name: 'IncorrectState',
      message: `${other} has associated attachments`,
    });
    await detach(attached.id);
    expect(await associations(other)).toEqual([]);
    expect(await codeOf(ec2.send(remove))).toBe('no error');
  });

  test('takes no attachment of another gateway', async () => {
    const elsewhere = await bed.attached(ec2, (await bed.gateway(ec2)).id, ++octet);
    const input = { TransitGatewayRouteTableId, TransitGatewayAttachmentId: elsewhere.id };
    for (const command of [
      new AssociateTransitGatewayRouteTableCommand(input),
      new EnableTransitGatewayRouteTablePropagationCommand(input),
      new CreateTransitGatewayRouteCommand({ ...input, DestinationCidrBlock: '10.0.0.0/8' }),
    ]) {
      expect(await codeOf(ec2.send(command as never))).toBe('InvalidTransitGatewayAttachmentID.NotFound');
    }
  });
});

describe('propagation', () => {
  test('makes the VPC’s blocks routes, as they are at any time', async () => {
    const enable = new EnableTransitGatewayRouteTablePropagationCommand(both);
    expect((await ec2.send(enable)).Propagation).toEqual({
      ...both,
      ResourceId: attached.VpcId,
      ResourceType: 'vpc',
      State: 'enabled',
    });
    expect(await codeOf(ec2.send(enable))).toBe('TransitGatewayRouteTablePropagation.Duplicate');
    const own = `10.${octet}.0.0/16 propagated active ${attached.VpcId}`;
    expect(await routes()).toEqual([own]);
    expect(await routes({}, defaultTable)).toEqual([own]);
    await ec2.send(new AssociateVpcCidrBlockCommand({ VpcId: attached.VpcId, CidrBlock: '100.64.0.0/16' }));
    expect(await routes()).toEqual([own, `100.64.0.0/16 propagated active ${attached.VpcId}`]);
    const listed = await ec2.send(
      new GetTransitGatewayRouteTablePropagationsCommand({ TransitGatewayRouteTableId }),
    );
    expect(listed.TransitGatewayRouteTablePropagations).toMatchObject([
      { TransitGatewayAttachmentId: attached.id, State: 'enabled' },
    ]);
    const of = new GetTransitGatewayAttachmentPropagationsCommand({
      TransitGatewayAttachmentId: attached.id,
    });
    const tables = async () =>
      (await ec2.send(of)).TransitGatewayAttachmentPropagations?.map(
        (each) => each.TransitGatewayRouteTableId,
      );
    expect((await tables())?.sort()).toEqual([defaultTable, TransitGatewayRouteTableId].sort());
    const disable = new DisableTransitGatewayRouteTablePropagationCommand(both);
    expect((await ec2.send(disable)).Propagation?.State).toBe('disabled');
    expect(await codeOf(ec2.send(disable))).toBe('TransitGatewayRouteTablePropagation.NotFound');
    expect([await routes(), await tables()]).toEqual([[], [defaultTable]]);
    await detach(attached.id);
    expect(await routes({}, defaultTable)).toEqual([]);
  });

  test('of two VPCs with one block is the first one’s', async () => {
    bed.later(1000);
    const twin = await bed.attached(ec2, gatewayId, octet);
    expect(await routes({}, defaultTable)).toEqual([
      `10.${octet}.0.0/16 propagated active ${attached.VpcId}`,
    ]);
    await detach(attached.id);
    expect(await routes({}, defaultTable)).toEqual([`10.${octet}.0.0/16 propagated active ${twin.VpcId}`]);
  });
});

describe('a static route', () => {
  const create = (DestinationCidrBlock: string, input: object = both) =>
    ec2.send(new CreateTransitGatewayRouteCommand({ ...both, DestinationCidrBlock, ...input }));

  test('is made, led elsewhere and deleted', async () => {
    const made = await create('192.0.2.1/24');
    expect(made.Route).toEqual({
      DestinationCidrBlock: '192.0.2.0/24',
      TransitGatewayAttachments: [
        { TransitGatewayAttachmentId: attached.id, ResourceId: attached.VpcId, ResourceType: 'vpc' },
      ],
      Type: 'static',
      State: 'active',
    });
    expect(await codeOf(create('192.0.2.0/24'))).toBe('RouteAlreadyExists');
    const destination = { TransitGatewayRouteTableId, DestinationCidrBlock: '192.0.2.0/24' };
    const replaced = await ec2.send(
      new ReplaceTransitGatewayRouteCommand({ ...destination, Blackhole: true }),
    );
    expect(replaced.Route).toMatchObject({ State: 'blackhole', TransitGatewayAttachments: [] });
    expect(await routes()).toEqual(['192.0.2.0/24 static blackhole']);
    const remove = new DeleteTransitGatewayRouteCommand(destination);
    expect((await ec2.send(remove)).Route?.State).toBe('deleted');
    expect(await codeOf(ec2.send(remove))).toBe('InvalidRoute.NotFound');
    await ec2.send(
      new ReplaceTransitGatewayRouteCommand({ ...destination, TransitGatewayAttachmentId: attached.id }),
    );
    expect(await routes()).toEqual([`192.0.2.0/24 static active ${attached.VpcId}`]);
  });

  test('comes before a propagated one, and is a black hole when its attachment goes', async () => {
    await ec2.send(new EnableTransitGatewayRouteTablePropagationCommand(both));
    const other = await bed.attached(ec2, gatewayId, ++octet);
    const block = `10.${octet - 1}.0.0/16`;
    await create(block, { TransitGatewayAttachmentId: other.id });
    expect(await routes()).toEqual([`${block} static active ${other.VpcId}`]);
    await detach(other.id);
    expect(await routes()).toEqual([`${block} static blackhole`]);
  });

  test.each([
    ['no target', { TransitGatewayAttachmentId: undefined }, 'MissingParameter'],
    ['two targets', { Blackhole: true }, 'InvalidParameterCombination'],
    ['a block that is none', { DestinationCidrBlock: 'x' }, 'InvalidParameterValue'],
    [
      'a table that is not there',
      { TransitGatewayRouteTableId: 'tgw-rtb-01234567' },
      'InvalidRouteTableID.NotFound',
    ],
    [
      'an attachment that is not there',
      { TransitGatewayAttachmentId: 'tgw-attach-01234567' },
      'InvalidTransitGatewayAttachmentID.NotFound',
    ],
  ])('with %s is refused', async (_what, input, code) => {
    expect(await codeOf(create('192.0.2.0/24', input))).toBe(code);
  });

  test.each([
    [{ 'route-search.exact-match': '10.0.0.0/8' }, ['10.0.0.0/8']],
    [{ 'route-search.exact-match': '10.0.0.0/9' }, []],
    [{ 'route-search.longest-prefix-match': '10.1.2.3' }, ['10.1.0.0/16']],
    [{ 'route-search.longest-prefix-match': '2001:db8::1' }, ['2001:db8::/32']],
    [{ 'route-search.subnet-of-match': '10.0.0.0/8' }, ['10.0.0.0/8', '10.1.0.0/16']],
    [{ 'route-search.supernet-of-match': '10.1.1.0/24' }, ['10.0.0.0/8', '10.1.0.0/16']],
    [{ state: 'blackhole' }, ['10.1.0.0/16']],
    [{ type: 'propagated' }, []],
    [{ 'attachment.resource-type': 'vpc' }, ['10.0.0.0/8', '2001:db8::/32']],
  ])('is found by %o', async (filters, found) => {
    await create('10.0.0.0/8');
    await create('10.1.0.0/16', { TransitGatewayAttachmentId: undefined, Blackhole: true });
    await create('2001:db8::/32');
    expect((await routes(filters)).map((route) => route.split(' ')[0])).toEqual(found);
  });

  test('is found page by page, and by no filter that is none', async () => {
    for (let at = 0; at < 7; at++) await create(`192.0.${at}.0/24`);
    const search = (input: object) =>
      ec2.send(
        new SearchTransitGatewayRoutesCommand({ TransitGatewayRouteTableId, Filters: [ALL], ...input }),
      );
    const first = await search({ MaxResults: 5 });
    expect([first.Routes?.length, first.AdditionalRoutesAvailable]).toEqual([5, true]);
    const rest = await search({ MaxResults: 5, NextToken: first.NextToken });
    expect([rest.Routes?.length, rest.AdditionalRoutesAvailable]).toEqual([2, false]);
    const Filters = [{ Name: 'route-search.nearest', Values: ['x'] }];
    expect(await codeOf(search({ Filters }))).toBe('InvalidParameterValue');
  });

  test('is one of so many in all tables', async () => {
    setQuotas({ vpcsPerRegion: 200, transitGatewaysPerRegion: 100, routesPerTransitGateway: 2 });
    await create('192.0.2.0/24');
    expect(await codeOf(create('192.0.3.0/24'))).toBe('TransitGatewayRouteLimitExceeded');
    setQuotas({ vpcsPerRegion: 200, transitGatewaysPerRegion: 100 });
  });
});

test('a prefix list’s blocks are routes where the list is referenced', async () => {
  const { PrefixList } = await ec2.send(
    new CreateManagedPrefixListCommand({
      PrefixListName: 'sites',
      AddressFamily: 'IPv4',
      MaxEntries: 5,
      Entries: [{ Cidr: '192.0.2.0/24' }, { Cidr: '198.51.100.0/24' }],
    }),
  );
  const PrefixListId = PrefixList?.PrefixListId ?? '';
  const input = { ...both, PrefixListId };
  const create = new CreateTransitGatewayPrefixListReferenceCommand(input);
  const reference = {
    TransitGatewayRouteTableId,
    PrefixListId,
    PrefixListOwnerId: '111122223333',
    Blackhole: false,
    TransitGatewayAttachment: {
      TransitGatewayAttachmentId: attached.id,
      ResourceId: attached.VpcId,
      ResourceType: 'vpc',
    },
  };
  expect((await ec2.send(create)).TransitGatewayPrefixListReference).toEqual({
    ...reference,
    State: 'pending',
  });
  expect(await codeOf(ec2.send(create))).toBe('TransitGatewayPrefixListReference.Duplicate');
  expect(await routes({ 'prefix-list-id': PrefixListId })).toEqual([
    `192.0.2.0/24 static active ${attached.VpcId} ${PrefixListId}`,
    `198.51.100.0/24 static active ${attached.VpcId} ${PrefixListId}`,
  ]);
  const references = async (value: string) => {
    const Filters = [{ Name: 'is-blackhole', Values: [value] }];
    const command = new GetTransitGatewayPrefixListReferencesCommand({ TransitGatewayRouteTableId, Filters });
    return (await ec2.send(command)).TransitGatewayPrefixListReferences;
  };
  expect([await references('true'), await references('false')]).toEqual([
    [],
    [{ ...reference, State: 'available' }],
  ]);
  const holders = await ec2.send(new GetManagedPrefixListAssociationsCommand({ PrefixListId }));
  expect(holders.PrefixListAssociations?.[0]?.ResourceId).toBe(TransitGatewayRouteTableId);
  const dropped = await ec2.send(
    new ModifyTransitGatewayPrefixListReferenceCommand({
      TransitGatewayRouteTableId,
      PrefixListId,
      Blackhole: true,
    }),
  );
  expect(dropped.TransitGatewayPrefixListReference).toMatchObject({ State: 'modifying', Blackhole: true });
  expect(await routes({ state: 'active' })).toEqual([]);
  const removeList = new DeleteManagedPrefixListCommand({ PrefixListId });
  expect((await ec2.send(removeList)).PrefixList?.State).toBe('delete-in-progress');
  const remove = new DeleteTransitGatewayPrefixListReferenceCommand({
    TransitGatewayRouteTableId,
    PrefixListId,
  });
  expect((await ec2.send(remove)).TransitGatewayPrefixListReference?.State).toBe('deleting');
  expect(await codeOf(ec2.send(remove))).toBe('InvalidPrefixListID.NotFound');
  expect(await routes()).toEqual([]);
  expect((await ec2.send(removeList)).PrefixList?.State).toBe('delete-complete');
});
