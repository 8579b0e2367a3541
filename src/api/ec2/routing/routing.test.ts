/** Route tables, routes, associations, internet gateways. */
import { describe, expect, test } from 'vitest';
import { codeOf, testCaller } from '../../testCall.ts';
import { createSubnet } from '../subnet/createSubnet.ts';
import { createVpc } from '../vpc/createVpc.ts';
import { associateRouteTable } from './associateRouteTable.ts';
import { attachInternetGateway } from './attachInternetGateway.ts';
import { createInternetGateway } from './createInternetGateway.ts';
import { createRoute } from './createRoute.ts';
import { createRouteTable } from './createRouteTable.ts';
import { deleteInternetGateway } from './deleteInternetGateway.ts';
import { deleteRoute } from './deleteRoute.ts';
import { deleteRouteTable } from './deleteRouteTable.ts';
import { describeInternetGateways } from './describeInternetGateways.ts';
import { describeRouteTables } from './describeRouteTables.ts';
import { detachInternetGateway } from './detachInternetGateway.ts';
import { disassociateRouteTable } from './disassociateRouteTable.ts';
import { replaceRouteTableAssociation } from './replaceRouteTableAssociation.ts';

async function fixture() {
  const caller = await testCaller();
  const VpcId = caller.run(createVpc, { CidrBlock: '10.0.0.0/16' }).Vpc?.VpcId ?? '';
  const SubnetId = caller.run(createSubnet, { VpcId, CidrBlock: '10.0.0.0/24' }).Subnet?.SubnetId ?? '';
  const makeTable = (input: object = {}) =>
    caller.run(createRouteTable, { VpcId, ...input }).RouteTable?.RouteTableId ?? '';
  const makeGateway = () => caller.run(createInternetGateway, {}).InternetGateway?.InternetGatewayId ?? '';
  const table = (id: string) => caller.run(describeRouteTables, { RouteTableIds: [id] }).RouteTables?.[0];
  const main = () => {
    const Filters = [
      { Name: 'vpc-id', Values: [VpcId] },
      { Name: 'association.main', Values: ['true'] },
    ];
    return caller.run(describeRouteTables, { Filters }).RouteTables?.[0];
  };
  return { caller, VpcId, SubnetId, makeTable, makeGateway, table, main };
}

describe('route tables', () => {
  test('start with the local route and no association', async () => {
    const { makeTable, table, VpcId } = await fixture();
    const RouteTableId = makeTable();
    expect(table(RouteTableId)).toEqual({
      RouteTableId,
      VpcId,
      OwnerId: '111122223333',
      Routes: [
        {
          DestinationCidrBlock: '10.0.0.0/16',
          GatewayId: 'local',
          Origin: 'CreateRouteTable',
          State: 'active',
        },
      ],
      Associations: [],
      PropagatingVgws: [],
      Tags: [],
    });
  });

  test('are made once per client token', async () => {
    const { makeTable } = await fixture();
    expect(makeTable({ ClientToken: 't' })).toBe(makeTable({ ClientToken: 't' }));
  });

  test('serve a subnet until disassociated, and cannot be deleted meanwhile', async () => {
    const { caller, makeTable, table, SubnetId } = await fixture();
    const RouteTableId = makeTable();
    const { AssociationId = '' } = caller.run(associateRouteTable, { RouteTableId, SubnetId });
    expect(caller.run(associateRouteTable, { RouteTableId, SubnetId }).AssociationId).toBe(AssociationId);
    expect(table(RouteTableId)?.Associations).toEqual([
      {
        RouteTableAssociationId: AssociationId,
        RouteTableId,
        SubnetId,
        Main: false,
        AssociationState: { State: 'associated' },
      },
    ]);
    expect(() => caller.run(deleteRouteTable, { RouteTableId })).toThrow(
      `The routeTable '${RouteTableId}' has dependencies and cannot be deleted.`,
    );
    caller.run(disassociateRouteTable, { AssociationId });
    caller.run(deleteRouteTable, { RouteTableId });
    expect(codeOf(() => table(RouteTableId))).toBe('InvalidRouteTableID.NotFound');
  });

  test('can take over the main place and a subnet’s place', async () => {
    const { caller, makeTable, main, table, SubnetId } = await fixture();
    const [first, second] = [makeTable(), makeTable()];
    const mainId = main()?.Associations?.[0]?.RouteTableAssociationId;
    const swap = (AssociationId: string | undefined, RouteTableId: string) =>
      caller.run(replaceRouteTableAssociation, { AssociationId, RouteTableId }).NewAssociationId;
    const newMain = swap(mainId, first);
    expect(main()?.RouteTableId).toBe(first);
    expect(newMain).not.toBe(mainId);
    const { AssociationId } = caller.run(associateRouteTable, { RouteTableId: first, SubnetId });
    swap(AssociationId, second);
    expect(table(second)?.Associations).toMatchObject([{ SubnetId, Main: false }]);
    expect(table(first)?.Associations).toMatchObject([{ Main: true }]);
  });

  test('refuse what AWS refuses', async () => {
    const { caller, makeTable, main, SubnetId } = await fixture();
    const RouteTableId = makeTable();
    const AssociationId = main()?.Associations?.[0]?.RouteTableAssociationId;
    expect(codeOf(() => caller.run(disassociateRouteTable, { AssociationId }))).toBe('InvalidParameterValue');
    expect(codeOf(() => caller.run(deleteRouteTable, { RouteTableId: main()?.RouteTableId }))).toBe(
      'DependencyViolation',
    );
    const unknown = { AssociationId: 'rtbassoc-01234567' };
    expect(codeOf(() => caller.run(disassociateRouteTable, unknown))).toBe('InvalidAssociationID.NotFound');
    caller.run(associateRouteTable, { RouteTableId, SubnetId });
    const other = { RouteTableId: makeTable(), SubnetId };
    expect(codeOf(() => caller.run(associateRouteTable, other))).toBe('Resource.AlreadyAssociated');
    const foreign = caller.run(createVpc, { CidrBlock: '10.0.0.0/16' }).Vpc?.VpcId ?? '';
    const elsewhere = { RouteTableId: makeTable({ VpcId: foreign }), SubnetId };
    expect(codeOf(() => caller.run(associateRouteTable, elsewhere))).toBe('InvalidParameterValue');
  });
});

describe('routes', () => {
  test('lead to an attached internet gateway, and to nowhere once it is detached', async () => {
    const { caller, makeTable, makeGateway, table, VpcId } = await fixture();
    const [RouteTableId, InternetGatewayId] = [makeTable(), makeGateway()];
    caller.run(attachInternetGateway, { InternetGatewayId, VpcId });
    const route = { RouteTableId, DestinationCidrBlock: '0.0.0.0/0', GatewayId: InternetGatewayId };
    expect(caller.run(createRoute, route)).toEqual({ Return: true });
    const state = () => table(RouteTableId)?.Routes?.[1]?.State;
    expect(state()).toBe('active');
    caller.run(detachInternetGateway, { InternetGatewayId, VpcId });
    expect(state()).toBe('blackhole');
    caller.run(deleteRoute, { RouteTableId, DestinationCidrBlock: '0.0.0.0/0' });
    expect(table(RouteTableId)?.Routes).toHaveLength(1);
  });

  test.each<[string, object, string]>([
    ['a destination that is there', { DestinationCidrBlock: '0.0.0.0/0' }, 'RouteAlreadyExists'],
    ['the local destination', { DestinationCidrBlock: '10.0.0.0/16' }, 'InvalidParameterValue'],
    ['a part of the local destination', { DestinationCidrBlock: '10.0.9.0/24' }, 'InvalidParameterValue'],
    ['a reserved destination', { DestinationCidrBlock: '169.254.169.0/24' }, 'InvalidParameterValue'],
    ['a malformed destination', { DestinationCidrBlock: 'x' }, 'InvalidParameterValue'],
    ['no destination', { DestinationCidrBlock: undefined }, 'MissingParameter'],
    ['two destinations', { DestinationIpv6CidrBlock: '::/0' }, 'InvalidParameterCombination'],
    ['no target', { GatewayId: undefined }, 'MissingParameter'],
    ['two targets', { NatGatewayId: 'nat-01234567' }, 'InvalidParameterCombination'],
    [
      'an unknown NAT gateway',
      { GatewayId: undefined, NatGatewayId: 'nat-01234567' },
      'InvalidNatGatewayID.NotFound',
    ],
    [
      'a transit gateway',
      { GatewayId: undefined, TransitGatewayId: 'tgw-01234567' },
      'InvalidTransitGatewayID.NotFound',
    ],
    ['an unknown gateway', { GatewayId: 'igw-01234567' }, 'InvalidGatewayID.NotFound'],
  ])('with %s are refused', async (_what, input, code) => {
    const { caller, makeTable, makeGateway, VpcId } = await fixture();
    const [RouteTableId, GatewayId] = [makeTable(), makeGateway()];
    caller.run(attachInternetGateway, { InternetGatewayId: GatewayId, VpcId });
    caller.run(createRoute, { RouteTableId, DestinationCidrBlock: '0.0.0.0/0', GatewayId });
    const route = { RouteTableId, DestinationCidrBlock: '192.0.2.0/24', GatewayId, ...input };
    expect(codeOf(() => caller.run(createRoute, route))).toBe(code);
  });

  test('to a gateway of another VPC are refused', async () => {
    const { caller, makeTable, makeGateway } = await fixture();
    const route = { RouteTableId: makeTable(), DestinationCidrBlock: '0.0.0.0/0', GatewayId: makeGateway() };
    expect(codeOf(() => caller.run(createRoute, route))).toBe('InvalidParameterValue');
  });

  test('that are local or not there cannot be deleted', async () => {
    const { caller, makeTable } = await fixture();
    const RouteTableId = makeTable();
    const remove = (DestinationCidrBlock: string) =>
      codeOf(() => caller.run(deleteRoute, { RouteTableId, DestinationCidrBlock }));
    expect(remove('10.0.0.0/16')).toBe('InvalidParameterValue');
    expect(remove('0.0.0.0/0')).toBe('InvalidRoute.NotFound');
  });
});

describe('internet gateways', () => {
  test('serve one VPC, which has one gateway, and go only when detached', async () => {
    const { caller, makeGateway, VpcId } = await fixture();
    const [InternetGatewayId, second] = [makeGateway(), makeGateway()];
    const attach = (id: string) =>
      codeOf(() => caller.run(attachInternetGateway, { InternetGatewayId: id, VpcId }));
    expect(attach(InternetGatewayId)).toBe('no error');
    expect(attach(InternetGatewayId)).toBe('Resource.AlreadyAssociated');
    expect(attach(second)).toBe('InvalidParameterValue');
    const Filters = [{ Name: 'attachment.vpc-id', Values: [VpcId] }];
    expect(caller.run(describeInternetGateways, { Filters }).InternetGateways).toMatchObject([
      { InternetGatewayId, Attachments: [{ VpcId, State: 'available' }] },
    ]);
    const remove = (id: string) => codeOf(() => caller.run(deleteInternetGateway, { InternetGatewayId: id }));
    expect(remove(InternetGatewayId)).toBe('DependencyViolation');
    expect(remove(second)).toBe('no error');
    caller.run(detachInternetGateway, { InternetGatewayId, VpcId });
    const detachAgain = () => caller.run(detachInternetGateway, { InternetGatewayId, VpcId });
    expect(codeOf(detachAgain)).toBe('Gateway.NotAttached');
    expect(remove(InternetGatewayId)).toBe('no error');
  });
});
