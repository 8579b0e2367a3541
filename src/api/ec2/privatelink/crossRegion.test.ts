/** Services that consumers in other Regions reach: who sees them, where endpoints may be, what they are named. */
import { beforeEach, describe, expect, test } from 'vitest';
import { known } from '../../../base/assert.ts';
import { compile } from '../../../compile/compile.ts';
import { verifyPrivateDnsName } from '../../../state/privateDnsName.ts';
import { codeOf, type TestCaller, testCaller } from '../../testCall.ts';
import { modifyVpcAttribute } from '../vpc/modifyVpcAttribute.ts';
import { createVpcEndpoint } from './createVpcEndpoint.ts';
import { deleteVpcEndpointServiceConfigurations } from './deleteVpcEndpointServiceConfigurations.ts';
import { describeVpcEndpointConnections } from './describeVpcEndpointConnections.ts';
import { describeVpcEndpointServiceConfigurations } from './describeVpcEndpointServiceConfigurations.ts';
import { describeVpcEndpointServices } from './describeVpcEndpointServices.ts';
import { describeVpcEndpoints } from './describeVpcEndpoints.ts';
import { modifyVpcEndpointServiceConfiguration } from './modifyVpcEndpointServiceConfiguration.ts';
import {
  accept,
  CONSUMER,
  confirm,
  makeNetwork,
  makeOffer,
  type Network,
  type Offer,
  PROVIDER,
  STRANGER,
  stateOf,
} from './testParties.ts';

/** The consumer of all tests is in Ireland; the service is in Virginia. */
const ABROAD = { ...CONSUMER, region: 'eu-west-1' };
const HOME = 'us-east-1';

type CreateInput = Parameters<typeof createVpcEndpoint>[1];

let caller: TestCaller;
let offer: Offer;
let network: Network;

beforeEach(async () => {
  caller = await testCaller();
  offer = makeOffer(caller, {
    SupportedRegions: ['eu-west-1', 'ap-northeast-1'],
    PrivateDnsName: 'a.example.com',
  });
  network = makeNetwork(caller, ABROAD);
});

function request(input: Partial<CreateInput> = {}, as: { accountId: string; region: string } = ABROAD) {
  const whole: CreateInput = {
    VpcEndpointType: 'Interface',
    VpcId: network.vpcId,
    ServiceName: offer.serviceName,
    ServiceRegion: HOME,
    SubnetIds: [network.subnetIds[0], network.subnetIds[2]],
    ...input,
  };
  return known(caller.run(createVpcEndpoint, whole, as).VpcEndpoint, 'an endpoint');
}

const idOf = (endpoint: { VpcEndpointId?: string }) => known(endpoint.VpcEndpointId, 'an id');

describe('an endpoint to another Region', () => {
  test('shows the Region of the service, and has the regional name alone', () => {
    const endpoint = request();
    expect(endpoint.ServiceRegion).toBe(HOME);
    expect(endpoint.DnsEntries).toEqual([
      {
        DnsName: expect.stringMatching(
          new RegExp(
            `^${endpoint.VpcEndpointId}-\\w{8}\\.${offer.serviceId}\\.us-east-1\\.vpce\\.amazonaws\\.com$`,
          ),
        ),
        HostedZoneId: expect.any(String),
      },
    ]);
    const found = (region: string) =>
      caller.run(describeVpcEndpoints, { Filters: [{ Name: 'service-region', Values: [region] }] }, ABROAD)
        .VpcEndpoints?.length;
    expect([found(HOME), found('eu-west-1')]).toEqual([1, 0]);
  });

  test('needs no zone of the service: its interfaces are spread over the nodes', () => {
    const id = idOf(request());
    expect(accept(caller, offer, id)).toEqual([]);
    const { networkInterfaces, loadBalancers } = caller.state.snapshot;
    const nodes = loadBalancers.get(offer.loadBalancerArn)?.spec.zones.map((zone) => zone.networkInterfaceId);
    const attached = [...networkInterfaces.all()].filter(
      ({ spec: { owner } }) => owner.kind === 'endpoint' && owner.endpointId === id,
    );
    expect(attached).toHaveLength(2);
    expect(attached.map(({ status }) => status.nodeInterfaceId).sort()).toEqual([...(nodes ?? [])].sort());
    for (const { status } of attached) expect(status.fabricAddress).toBeDefined();
    confirm(caller, id);
    expect(stateOf(caller, id)).toBe('available');
  });

  test('gets rows of both sides and one name in the program', () => {
    const id = idOf(request());
    accept(caller, offer, id);
    const rows = [...compile(caller.state.snapshot).values()];
    const endpoints = rows.filter((row) => row.kind === 'endpoint');
    const admissions = rows.filter((row) => row.kind === 'admission');
    expect(endpoints).toHaveLength(2);
    expect(endpoints.every((row) => row.vpcId === network.vpcId && row.attachment)).toBe(true);
    expect(admissions.map((row) => row.vpcId)).toEqual([offer.vpcId, offer.vpcId]);
    const names = rows.find((row) => row.kind === 'names' && row.id === id);
    expect(names).toMatchObject({ scope: 'public', records: [{ addresses: [{}, {}] }] });
  });

  test('may have the private name of the service', () => {
    caller.change((tx) =>
      verifyPrivateDnsName(tx, known(tx.endpointServices.get(offer.serviceId), 'the service')),
    );
    caller.run(modifyVpcAttribute, { VpcId: network.vpcId, EnableDnsHostnames: { Value: true } }, ABROAD);
    const names = request({ PrivateDnsEnabled: true }).DnsEntries?.map((entry) => entry.DnsName);
    expect(names).toEqual([expect.stringContaining('.us-east-1.'), 'a.example.com']);
  });

  test.each<[string, string, Partial<CreateInput>]>([
    ['no ServiceRegion', 'InvalidServiceName', { ServiceRegion: undefined }],
    ['its own Region for that of the service', 'InvalidServiceName', { ServiceRegion: 'eu-west-1' }],
    ['another Region for that of the service', 'InvalidServiceName', { ServiceRegion: 'us-west-2' }],
  ])('is refused with %s: %s', (_what, code, input) => {
    expect(codeOf(() => request(input))).toBe(code);
  });

  test('is refused from a Region that the service does not support, and to whom it does not admit', () => {
    const elsewhere = { ...CONSUMER, region: 'us-west-2' };
    const there = makeNetwork(caller, elsewhere);
    const input = { VpcId: there.vpcId, SubnetIds: [] };
    expect(codeOf(() => request(input, elsewhere))).toBe('InvalidServiceName');
    const stranger = { ...STRANGER, region: 'eu-west-1' };
    const theirs = { VpcId: makeNetwork(caller, stranger).vpcId, SubnetIds: [] };
    expect(codeOf(() => request(theirs, stranger))).toBe('InvalidServiceName');
  });

  test('is refused in a zone without remote access', () => {
    const tokyo = { ...CONSUMER, region: 'ap-northeast-1' };
    const { vpcId, subnetIds } = makeNetwork(caller, tokyo);
    const inZone = (at: 0 | 1 | 2) =>
      codeOf(() => request({ VpcId: vpcId, SubnetIds: [subnetIds[at]] }, tokyo));
    expect(inZone(2)).toBe('InvalidParameter');
    expect(inZone(0)).toBe('no error');
  });
});

test('the provider sees the Region of its consumers, and can ask for those from elsewhere', () => {
  const id = idOf(request());
  const by = (value: string) =>
    caller
      .run(
        describeVpcEndpointConnections,
        { Filters: [{ Name: 'vpc-endpoint-region', Values: [value] }] },
        PROVIDER,
      )
      .VpcEndpointConnections?.map((row) => [row.VpcEndpointId, row.VpcEndpointRegion]);
  expect(by('eu-west-1')).toEqual([[id, 'eu-west-1']]);
  expect(by('cross-region')).toEqual([[id, 'eu-west-1']]);
  expect(by(HOME)).toEqual([]);
});

describe('a service for other Regions', () => {
  const modify = (change: object) =>
    codeOf(() =>
      caller.run(modifyVpcEndpointServiceConfiguration, { ServiceId: offer.serviceId, ...change }, PROVIDER),
    );
  const shown = () =>
    caller.run(describeVpcEndpointServiceConfigurations, {}, PROVIDER).ServiceConfigurations?.[0];
  const regions = () => shown()?.SupportedRegions?.map(({ Region }) => Region);

  test('says so, its own Region first', () => {
    expect(regions()).toEqual([HOME, 'eu-west-1', 'ap-northeast-1']);
    expect(shown()?.RemoteAccessEnabled).toBe(true);
  });

  test('gains and loses Regions, and keeps who is connected from one that it loses', () => {
    const id = idOf(request());
    accept(caller, offer, id);
    expect(modify({ AddSupportedRegions: ['us-west-2'] })).toBe('no error');
    expect(modify({ RemoveSupportedRegions: ['eu-west-1', 'ap-northeast-1'] })).toBe('no error');
    expect(regions()).toEqual([HOME, 'us-west-2']);
    expect(stateOf(caller, id)).toBe('pending');
    expect(codeOf(() => request())).toBe('InvalidServiceName');
    expect(modify({ RemoveSupportedRegions: ['us-west-2'] })).toBe('no error');
    expect(shown()?.RemoteAccessEnabled).toBe(false);
  });

  test.each([
    ['the loss of its own Region', 'InvalidParameter', { RemoveSupportedRegions: [HOME] }],
    ['the loss of one that it has not', 'InvalidParameter', { RemoveSupportedRegions: ['sa-east-1'] }],
    ['one that is none', 'InvalidParameterValue', { AddSupportedRegions: ['mars-1'] }],
  ])('refuses %s: %s', (_what, code, change) => {
    expect(modify(change)).toBe(code);
    expect(regions()).toEqual([HOME, 'eu-west-1', 'ap-northeast-1']);
  });

  test('is not deleted while someone is connected from elsewhere', () => {
    accept(caller, offer, idOf(request()));
    const { Unsuccessful } = caller.run(
      deleteVpcEndpointServiceConfigurations,
      { ServiceIds: [offer.serviceId] },
      PROVIDER,
    );
    expect(Unsuccessful?.[0]?.Error?.Code).toBe('ExistingVpcEndpointConnections');
  });
});

describe('DescribeVpcEndpointServices from another Region', () => {
  const describeServices = (input: Parameters<typeof describeVpcEndpointServices>[1], as = ABROAD) =>
    caller.run(describeVpcEndpointServices, input, as).ServiceNames;
  const byName = () => ({ ServiceNames: [offer.serviceName] });
  const abroad = { ServiceRegions: [HOME] };

  test('finds a service by name where its Region is named', () => {
    expect(describeServices({ ...byName(), ...abroad })).toEqual([offer.serviceName]);
    expect(codeOf(() => describeServices(byName()))).toBe('InvalidServiceName');
    expect(codeOf(() => describeServices({ ...byName(), ServiceRegions: ['us-west-2'] }))).toBe(
      'InvalidServiceName',
    );
    const unsupported = { ...CONSUMER, region: 'us-west-2' };
    expect(codeOf(() => describeServices({ ...byName(), ...abroad }, unsupported))).toBe(
      'InvalidServiceName',
    );
  });

  test('finds it by a filter, and its owner finds it unasked', () => {
    const filter = { Filters: [{ Name: 'service-region', Values: [HOME] }] };
    const customers = (names: string[] = []) => names.filter((name) => name.includes('.vpce.'));
    expect(customers(describeServices({ ...abroad, ...filter }))).toEqual([offer.serviceName]);
    expect(customers(describeServices(abroad))).toEqual([]);
    const owner = { ...PROVIDER, region: 'eu-west-1' };
    expect(customers(describeServices(abroad, owner))).toEqual([offer.serviceName]);
    expect(customers(describeServices(abroad, { ...PROVIDER, region: 'sa-east-1' }))).toEqual([]);
  });
});
