/** Connection notifications: through AWS's own client, and what is refused. */
import * as ec2 from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { reconcile } from '../../../../reconcile/reconcile.ts';
import { codeOf, type TestCaller, testCaller } from '../../../testCall.ts';
import { startTestServer, type TestServer } from '../../../testServer.ts';
import { createVpcEndpoint } from '../createVpcEndpoint.ts';
import { deleteVpcEndpointServiceConfigurations } from '../deleteVpcEndpointServiceConfigurations.ts';
import { CONSUMER, connect, makeNetwork, makeOffer, type Offer, PROVIDER, remove } from '../testParties.ts';
import { createVpcEndpointConnectionNotification } from './createVpcEndpointConnectionNotification.ts';
import { deleteVpcEndpointConnectionNotifications } from './deleteVpcEndpointConnectionNotifications.ts';
import { describeVpcEndpointConnectionNotifications } from './describeVpcEndpointConnectionNotifications.ts';
import { modifyVpcEndpointConnectionNotification } from './modifyVpcEndpointConnectionNotification.ts';

const TOPIC = 'arn:aws:sns:us-east-1:111111111111:connections';
const NOBODY = 'vpce-nfn-00000000000000000';

type CreateInput = Parameters<typeof createVpcEndpointConnectionNotification>[1];

let caller: TestCaller;
let offer: Offer;
let endpointId: string;

beforeEach(async () => {
  caller = await testCaller();
  offer = makeOffer(caller);
  endpointId = connect(caller, offer, makeNetwork(caller, CONSUMER).vpcId, []);
});

function create(input: Partial<CreateInput>, as = PROVIDER) {
  const whole = { ConnectionNotificationArn: TOPIC, ConnectionEvents: ['Accept', 'Connect'], ...input };
  return caller.run(createVpcEndpointConnectionNotification, whole, as).ConnectionNotification;
}

const listed = (
  input: Parameters<typeof describeVpcEndpointConnectionNotifications>[1] = {},
  as = PROVIDER,
) =>
  caller
    .run(describeVpcEndpointConnectionNotifications, input, as)
    .ConnectionNotificationSet?.map((row) => row.ConnectionNotificationId);

describe('CreateVpcEndpointConnectionNotification', () => {
  const cases: [string, string, () => Partial<CreateInput>][] = [
    ['neither service nor endpoint', 'MissingParameter', () => ({})],
    [
      'both',
      'InvalidParameterCombination',
      () => ({ ServiceId: offer.serviceId, VpcEndpointId: endpointId }),
    ],
    ['no topic', 'MissingParameter', () => ({ ...ofService(), ConnectionNotificationArn: undefined })],
    [
      'a queue for a topic',
      'InvalidConnectionNotification',
      () => ({ ...ofService(), ConnectionNotificationArn: 'arn:aws:sqs:us-east-1:111111111111:q' }),
    ],
    ['no event', 'InvalidParameter', () => ({ ...ofService(), ConnectionEvents: [] })],
    ['an event that is none', 'InvalidParameter', () => ({ ...ofService(), ConnectionEvents: ['accept'] })],
    ['a malformed service id', 'InvalidVpcEndpointServiceId.NotFound', () => ({ ServiceId: 'vpce-svc-' })],
    [
      'a service that is not there',
      'InvalidVpcEndpointServiceId.NotFound',
      () => ({ ServiceId: 'vpce-svc-00000000000000000' }),
    ],
    ["another account's endpoint", 'InvalidVpcEndpointId.NotFound', () => ({ VpcEndpointId: endpointId })],
  ];
  const ofService = () => ({ ServiceId: offer.serviceId });

  test.each(cases)('with %s: %s', (_what, code, input) => {
    expect(codeOf(() => create(input()))).toBe(code);
    expect(listed()).toEqual([]);
  });

  test('with the same token makes one, with other parameters or after its end none', () => {
    const first = create({ ...ofService(), ClientToken: 't' });
    const ConnectionNotificationId = first?.ConnectionNotificationId ?? '';
    expect(create({ ...ofService(), ClientToken: 't' })).toEqual(first);
    expect(codeOf(() => create({ ...ofService(), ClientToken: 't', ConnectionEvents: ['Delete'] }))).toBe(
      'IdempotentParameterMismatch',
    );
    const ids = { ConnectionNotificationIds: [ConnectionNotificationId] };
    caller.run(deleteVpcEndpointConnectionNotifications, ids, PROVIDER);
    expect(codeOf(() => create({ ...ofService(), ClientToken: 't' }))).toBe('InvalidConnectionNotification');
  });

  test('for a gateway endpoint: InvalidParameter', () => {
    const { vpcId } = makeNetwork(caller, CONSUMER);
    const gateway = { VpcId: vpcId, ServiceName: 'com.amazonaws.us-east-1.s3' };
    const { VpcEndpoint } = caller.run(createVpcEndpoint, gateway, CONSUMER);
    expect(codeOf(() => create({ VpcEndpointId: VpcEndpoint?.VpcEndpointId }, CONSUMER))).toBe(
      'InvalidParameter',
    );
  });

  test('for an endpoint that is being deleted is refused', () => {
    remove(caller, endpointId);
    expect(codeOf(() => create({ VpcEndpointId: endpointId }, CONSUMER))).toBe(
      'InvalidVpcEndpointId.NotFound',
    );
  });
});

test('each party lists its own, by every filter and page by page', () => {
  const ids = ['a', 'b', 'c'].map(
    (name) =>
      create({ ServiceId: offer.serviceId, ConnectionNotificationArn: `${TOPIC}-${name}` })
        ?.ConnectionNotificationId ?? '',
  );
  const own = create({ VpcEndpointId: endpointId }, CONSUMER)?.ConnectionNotificationId;
  expect(listed()).toEqual(ids);
  expect(listed({}, CONSUMER)).toEqual([own]);
  const by = (Name: string, value: string) => listed({ Filters: [{ Name, Values: [value] }] });
  expect(by('connection-notification-arn', `${TOPIC}-b`)).toEqual([ids[1]]);
  expect(by('connection-notification-id', ids[2] ?? '')).toEqual([ids[2]]);
  expect(by('connection-notification-state', 'Enabled')).toEqual(ids);
  expect(by('connection-notification-state', 'Disabled')).toEqual([]);
  expect(by('connection-notification-type', 'Topic')).toEqual(ids);
  expect(by('service-id', offer.serviceId)).toEqual(ids);
  expect(by('vpc-endpoint-id', endpointId)).toEqual([]);
  expect(codeOf(() => by('colour', 'red'))).toBe('InvalidParameterValue');
  expect(codeOf(() => listed({ ConnectionNotificationId: own }))).toBe('InvalidConnectionNotification');
  const first = caller.run(describeVpcEndpointConnectionNotifications, { MaxResults: 2 }, PROVIDER);
  expect(first.ConnectionNotificationSet).toHaveLength(2);
  expect(listed({ MaxResults: 2, NextToken: first.NextToken })).toEqual(ids.slice(2));
});

test('one takes another topic and other events, and refuses what creation refuses', () => {
  const id = create({ ServiceId: offer.serviceId })?.ConnectionNotificationId ?? '';
  const modify = (input: object, as = PROVIDER) =>
    codeOf(() =>
      caller.run(modifyVpcEndpointConnectionNotification, { ConnectionNotificationId: id, ...input }, as),
    );
  expect(modify({ ConnectionEvents: ['Reject', 'Reject'] })).toBe('no error');
  expect(modify({ ConnectionNotificationArn: `${TOPIC}-new` })).toBe('no error');
  const { ConnectionNotificationSet: shown } = caller.run(
    describeVpcEndpointConnectionNotifications,
    {},
    PROVIDER,
  );
  expect(shown).toMatchObject([{ ConnectionEvents: ['Reject'], ConnectionNotificationArn: `${TOPIC}-new` }]);
  expect(modify({ ConnectionEvents: ['x'] })).toBe('InvalidParameter');
  expect(modify({ ConnectionNotificationArn: 'x' })).toBe('InvalidConnectionNotification');
  expect(modify({}, CONSUMER)).toBe('InvalidConnectionNotification');
  expect(modify({ ConnectionNotificationId: undefined })).toBe('MissingParameter');
});

test('they go when asked, and with the service or the endpoint that they are about', () => {
  const [first = '', second = ''] = [1, 2].map(
    () => create({ ServiceId: offer.serviceId })?.ConnectionNotificationId,
  );
  create({ VpcEndpointId: endpointId }, CONSUMER);
  const drop = (...ConnectionNotificationIds: string[]) =>
    caller
      .run(deleteVpcEndpointConnectionNotifications, { ConnectionNotificationIds }, PROVIDER)
      .Unsuccessful?.map((item) => [item.ResourceId, item.Error?.Code]);
  expect(drop(first, NOBODY)).toEqual([[NOBODY, 'InvalidConnectionNotification']]);
  expect(listed()).toEqual([second]);
  expect(codeOf(() => drop('x'))).toBe('InvalidConnectionNotification');

  remove(caller, endpointId);
  caller.change((tx) => {
    const now = new Date('2026-01-02T00:00:00Z');
    reconcile(tx, { now, random: { hex: () => '', text: () => '', integer: () => 0 } });
  });
  expect(listed({}, CONSUMER)).toEqual([]);
  caller.run(deleteVpcEndpointServiceConfigurations, { ServiceIds: [offer.serviceId] }, PROVIDER);
  expect(caller.state.snapshot.connectionNotifications.size).toBe(0);
});

describe('through the SDK', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.close());

  test('a notification is made, shown, changed and deleted', async () => {
    const client = server.ec2(PROVIDER.accountId);
    const service = {
      id: 'vpce-svc-0123456789abcdef0',
      accountId: PROVIDER.accountId,
      region: 'us-east-1',
      createdAt: '2026-01-01T00:00:00.000Z',
      tags: {},
      spec: {
        serviceName: 'com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0',
        networkLoadBalancerArns: [],
        gatewayLoadBalancerArns: [],
        acceptanceRequired: true,
        supportedIpAddressTypes: ['ipv4'],
        supportedRegions: ['us-east-1'],
      },
      status: { state: 'Available' as const },
    };
    server.state.transact((tx) => tx.endpointServices.put(service));
    const { ConnectionNotification: made, ClientToken } = await client.send(
      new ec2.CreateVpcEndpointConnectionNotificationCommand({
        ServiceId: service.id,
        ConnectionNotificationArn: TOPIC,
        ConnectionEvents: ['Accept', 'Connect', 'Delete', 'Reject'],
        ClientToken: 'once',
      }),
    );
    expect(ClientToken).toBe('once');
    expect(made).toEqual({
      ConnectionNotificationId: expect.stringMatching(/^vpce-nfn-[0-9a-f]{17}$/),
      ServiceId: service.id,
      ConnectionNotificationType: 'Topic',
      ConnectionNotificationArn: TOPIC,
      ConnectionEvents: ['Accept', 'Connect', 'Delete', 'Reject'],
      ConnectionNotificationState: 'Enabled',
      ServiceRegion: 'us-east-1',
    });
    const id = made?.ConnectionNotificationId ?? '';
    const modified = await client.send(
      new ec2.ModifyVpcEndpointConnectionNotificationCommand({
        ConnectionNotificationId: id,
        ConnectionEvents: ['Delete'],
      }),
    );
    expect(modified.ReturnValue).toBe(true);
    const { ConnectionNotificationSet: shown } = await client.send(
      new ec2.DescribeVpcEndpointConnectionNotificationsCommand({ ConnectionNotificationId: id }),
    );
    expect(shown).toEqual([{ ...made, ConnectionEvents: ['Delete'] }]);
    const dry = client.send(
      new ec2.DeleteVpcEndpointConnectionNotificationsCommand({
        ConnectionNotificationIds: [id],
        DryRun: true,
      }),
    );
    await expect(dry).rejects.toMatchObject({ name: 'DryRunOperation' });
    const gone = await client.send(
      new ec2.DeleteVpcEndpointConnectionNotificationsCommand({ ConnectionNotificationIds: [id] }),
    );
    expect(gone.Unsuccessful).toEqual([]);
    const missing = client.send(
      new ec2.DescribeVpcEndpointConnectionNotificationsCommand({ ConnectionNotificationId: id }),
    );
    await expect(missing).rejects.toMatchObject({ name: 'InvalidConnectionNotification' });
  });
});
