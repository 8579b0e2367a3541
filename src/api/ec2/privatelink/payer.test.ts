/** Who pays for one endpoint, and tags of what providers see. */
import { beforeEach, expect, test } from 'vitest';
import { codeOf, type TestCaller, testCaller } from '../../testCall.ts';
import { createTags } from '../tagging/createTags.ts';
import { deleteTags } from '../tagging/deleteTags.ts';
import { describeTags } from '../tagging/describeTags.ts';
import { describeVpcEndpointAssociations } from './describeVpcEndpointAssociations.ts';
import { describeVpcEndpointConnections } from './describeVpcEndpointConnections.ts';
import { describeVpcEndpointServicePermissions } from './describeVpcEndpointServicePermissions.ts';
import { describeVpcEndpoints } from './describeVpcEndpoints.ts';
import { modifyVpcEndpointPayerResponsibility } from './modifyVpcEndpointPayerResponsibility.ts';
import {
  CONSUMER,
  connect,
  makeNetwork,
  makeOffer,
  type Offer,
  PROVIDER,
  remove,
  STRANGER,
} from './testParties.ts';

let caller: TestCaller;
let offer: Offer;
let endpointId: string;

beforeEach(async () => {
  caller = await testCaller();
  offer = makeOffer(caller);
  endpointId = connect(caller, offer, makeNetwork(caller, CONSUMER).vpcId, []);
});

type PayInput = Parameters<typeof modifyVpcEndpointPayerResponsibility>[1];

function pay(input: Partial<PayInput>, as: { accountId: string }) {
  const whole: PayInput = {
    VpcEndpointId: endpointId,
    Scope: 'vpc-endpoint-charges',
    PayerResponsibility: 'vpc-endpoint-account',
    ...input,
  };
  return caller.run(modifyVpcEndpointPayerResponsibility, whole, as);
}

test('the provider takes the bill of one endpoint, both parties see it, and the consumer takes it back', () => {
  const byService = {
    ServiceId: offer.serviceId,
    PayerResponsibility: 'vpc-endpoint-service-account' as const,
  };
  const PayerResponsibilities = [
    { Scope: 'vpc-endpoint-charges', PayerResponsibilityType: 'vpc-endpoint-service-account' },
  ];
  expect(pay(byService, PROVIDER)).toEqual({ VpcEndpointId: endpointId, PayerResponsibilities });
  expect(caller.run(describeVpcEndpoints, {}, CONSUMER).VpcEndpoints).toMatchObject([
    { PayerResponsibilities },
  ]);
  expect(caller.run(describeVpcEndpointConnections, {}, PROVIDER).VpcEndpointConnections).toMatchObject([
    { PayerResponsibilities },
  ]);
  expect(pay({}, CONSUMER).PayerResponsibilities).toMatchObject([
    { PayerResponsibilityType: 'vpc-endpoint-account' },
  ]);
});

test.each<[string, string, () => Partial<PayInput>, { accountId: string }]>([
  [
    "the consumer at the provider's cost",
    'OperationNotPermitted',
    () => ({ PayerResponsibility: 'vpc-endpoint-service-account' }),
    CONSUMER,
  ],
  [
    "the provider at the consumer's cost",
    'OperationNotPermitted',
    () => ({ ServiceId: offer.serviceId }),
    PROVIDER,
  ],
  ['the provider without naming its service', 'InvalidVpcEndpointId.NotFound', () => ({}), PROVIDER],
  ['a stranger', 'InvalidVpcEndpointServiceId.NotFound', () => ({ ServiceId: offer.serviceId }), STRANGER],
  ['no endpoint', 'MissingParameter', () => ({ VpcEndpointId: undefined }), CONSUMER],
  ['no scope', 'MissingParameter', () => ({ Scope: undefined }), CONSUMER],
  [
    'a scope that is none',
    'InvalidParameterValue',
    () => ({ Scope: 'all' as 'vpc-endpoint-charges' }),
    CONSUMER,
  ],
  ['no payer', 'MissingParameter', () => ({ PayerResponsibility: undefined }), CONSUMER],
  [
    'a payer that is none',
    'InvalidParameterValue',
    () => ({ PayerResponsibility: 'me' as 'vpc-endpoint-account' }),
    CONSUMER,
  ],
  [
    'charges of a resource gateway',
    'InvalidParameter',
    () => ({ Scope: 'resource-gateway-charges' }),
    CONSUMER,
  ],
])('by %s: %s', (_who, code, input, as) => {
  expect(codeOf(() => pay(input(), as))).toBe(code);
});

test('of an endpoint that is being deleted there is no bill', () => {
  remove(caller, endpointId);
  expect(codeOf(() => pay({}, CONSUMER))).toBe('InvalidVpcEndpointId.NotFound');
});

test('the provider tags its permissions and connections, finds them by tags, and nobody else does', () => {
  const [connection] = caller.state.snapshot.endpointConnections.all();
  const [permission] = caller.state.snapshot.servicePermissions.all();
  const Resources = [connection?.id ?? '', permission?.id ?? ''];
  const Tags = [{ Key: 'team', Value: 'a' }];
  expect(codeOf(() => caller.run(createTags, { Resources: Resources.slice(0, 1), Tags }, CONSUMER))).toBe(
    'InvalidVpcEndpointConnectionId.NotFound',
  );
  expect(codeOf(() => caller.run(createTags, { Resources: Resources.slice(1), Tags }, CONSUMER))).toBe(
    'InvalidVpcEndpointServicePermissionId.NotFound',
  );
  caller.run(createTags, { Resources, Tags }, PROVIDER);
  const tagged = caller.run(describeTags, {}, PROVIDER).Tags?.map((tag) => tag.ResourceType);
  expect(tagged?.sort()).toEqual(['vpc-endpoint-connection', 'vpc-endpoint-service-permission']);
  const filter = { Filters: [{ Name: 'tag:team', Values: ['a'] }] };
  expect(caller.run(describeVpcEndpointConnections, filter, PROVIDER).VpcEndpointConnections).toMatchObject([
    { VpcEndpointConnectionId: connection?.id, Tags },
  ]);
  const permissions = { ServiceId: offer.serviceId, ...filter };
  expect(
    caller.run(describeVpcEndpointServicePermissions, permissions, PROVIDER).AllowedPrincipals,
  ).toMatchObject([{ ServicePermissionId: permission?.id, Tags }]);
  caller.run(deleteTags, { Resources }, PROVIDER);
  expect(caller.run(describeTags, {}, PROVIDER).Tags).toEqual([]);
});

test('associations are none, and a request for them is checked', () => {
  const ask = (input: Parameters<typeof describeVpcEndpointAssociations>[1]) =>
    codeOf(() => caller.run(describeVpcEndpointAssociations, input, CONSUMER));
  expect(caller.run(describeVpcEndpointAssociations, { VpcEndpointIds: [endpointId] }, CONSUMER)).toEqual({
    VpcEndpointAssociations: [],
  });
  const filters = (Name: string) => ({ Filters: [{ Name, Values: ['x'] }] });
  expect(ask(filters('association-id'))).toBe('no error');
  expect(ask(filters('colour'))).toBe('InvalidParameterValue');
  expect(ask({ MaxResults: 0 })).toBe('InvalidParameterValue');
  expect(ask({ NextToken: '!' })).toBe('InvalidNextToken');
  expect(ask({ VpcEndpointIds: ['vpce-00000000000000000'] })).toBe('InvalidVpcEndpointId.NotFound');
});
