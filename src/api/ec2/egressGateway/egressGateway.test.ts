/** Egress-only internet gateways: created, routed to, deleted. */
import { afterEach, expect, test } from 'vitest';
import { setQuotas } from '../../quotas.ts';
import { codeOf, testCaller } from '../../testCall.ts';
import { createRoute } from '../routing/createRoute.ts';
import { describeRouteTables } from '../routing/describeRouteTables.ts';
import { createVpc } from '../vpc/createVpc.ts';
import { deleteVpc } from '../vpc/deleteVpc.ts';
import { createEgressOnlyInternetGateway } from './createEgressOnlyInternetGateway.ts';
import { deleteEgressOnlyInternetGateway } from './deleteEgressOnlyInternetGateway.ts';
import { describeEgressOnlyInternetGateways } from './describeEgressOnlyInternetGateways.ts';

afterEach(() => setQuotas());

async function fixture() {
  const caller = await testCaller();
  const VpcId = caller.run(createVpc, { CidrBlock: '10.0.0.0/16' }).Vpc?.VpcId ?? '';
  const create = (more = {}) =>
    caller.run(createEgressOnlyInternetGateway, { VpcId, ...more }).EgressOnlyInternetGateway;
  const shown = (input = {}, as = {}) =>
    caller.run(describeEgressOnlyInternetGateways, input, as).EgressOnlyInternetGateways;
  return { caller, VpcId, create, shown };
}

test('a gateway is attached to its VPC, tagged and found by its tags', async () => {
  const { VpcId, create, shown } = await fixture();
  const Tags = [{ Key: 'Name', Value: 'out' }];
  const made = create({ TagSpecifications: [{ ResourceType: 'egress-only-internet-gateway', Tags }] });
  expect(made).toEqual({
    EgressOnlyInternetGatewayId: expect.stringMatching(/^eigw-[0-9a-f]{17}$/),
    Attachments: [{ VpcId, State: 'attached' }],
    Tags,
  });
  expect(shown()).toEqual([made]);
  expect(shown({ Filters: [{ Name: 'tag:Name', Values: ['out'] }] })).toEqual([made]);
  expect(shown({ Filters: [{ Name: 'tag-key', Values: ['x'] }] })).toEqual([]);
  expect(shown({}, { accountId: '444455556666' })).toEqual([]);
});

test('the same token makes one gateway', async () => {
  const { create, shown } = await fixture();
  expect(create({ ClientToken: 'a' })).toEqual(create({ ClientToken: 'a' }));
  expect(shown()).toHaveLength(1);
  expect(codeOf(() => create({ ClientToken: 'a', VpcId: 'vpc-01234567' }))).toBe(
    'IdempotentParameterMismatch',
  );
});

test('unknown ids are no error to ask for, but cannot be deleted', async () => {
  const { caller, create, shown } = await fixture();
  expect(shown({ EgressOnlyInternetGatewayIds: ['eigw-01234567'] })).toEqual([]);
  const remove = (EgressOnlyInternetGatewayId: string) =>
    caller.run(deleteEgressOnlyInternetGateway, { EgressOnlyInternetGatewayId });
  expect(codeOf(() => remove('eigw-01234567'))).toBe('InvalidGatewayID.NotFound');
  expect(codeOf(() => remove('x'))).toBe('InvalidEgressOnlyInternetGatewayId.Malformed');
  expect(codeOf(() => create({ VpcId: 'vpc-01234567' }))).toBe('InvalidVpcID.NotFound');
  expect(remove(create()?.EgressOnlyInternetGatewayId ?? '')).toEqual({ ReturnCode: true });
  expect(shown()).toEqual([]);
});

test('there are as many as the quota says, and a VPC stays while it has one', async () => {
  setQuotas({ egressOnlyInternetGatewaysPerRegion: 1 });
  const { caller, VpcId, create } = await fixture();
  create();
  expect(codeOf(create)).toBe('EgressOnlyInternetGatewayLimitExceeded');
  expect(codeOf(() => caller.run(deleteVpc, { VpcId }))).toBe('DependencyViolation');
});

test('IPv6 routes lead to it, and to nowhere once it is gone', async () => {
  const { caller, VpcId, create } = await fixture();
  const EgressOnlyInternetGatewayId = create()?.EgressOnlyInternetGatewayId ?? '';
  const Filters = [{ Name: 'vpc-id', Values: [VpcId] }];
  const table = () => caller.run(describeRouteTables, { Filters }).RouteTables?.[0];
  const RouteTableId = table()?.RouteTableId;
  const route = { DestinationIpv6CidrBlock: '::/0', EgressOnlyInternetGatewayId };
  caller.run(createRoute, { RouteTableId, ...route });
  expect(table()?.Routes?.[1]).toMatchObject({ ...route, State: 'active' });
  caller.run(deleteEgressOnlyInternetGateway, { EgressOnlyInternetGatewayId });
  expect(table()?.Routes?.[1]).toMatchObject({ ...route, State: 'blackhole' });
});
