/** DescribeVpcEndpointServices: what each party sees of a service, and how it is found. */
import { beforeEach, expect, test } from 'vitest';
import { codeOf, type TestCaller, testCaller } from '../../testCall.ts';
import { createTags } from '../tagging/createTags.ts';
import { describeVpcEndpointServices } from './describeVpcEndpointServices.ts';
import { modifyVpcEndpointServicePayerResponsibility } from './modifyVpcEndpointServicePayerResponsibility.ts';
import { CONSUMER, makeOffer, type Offer, PROVIDER, STRANGER } from './testParties.ts';

let caller: TestCaller;
let offers: Offer[];

beforeEach(async () => {
  caller = await testCaller();
  offers = [
    makeOffer(caller, { AcceptanceRequired: false, PrivateDnsName: '*.example.com' }),
    makeOffer(caller),
  ];
});

const ask = (input: Parameters<typeof describeVpcEndpointServices>[1], as = CONSUMER) =>
  caller.run(describeVpcEndpointServices, input, as);

const detailsBy = (Name: string, value: string, as = CONSUMER) =>
  ask({ Filters: [{ Name, Values: [value] }] }, as).ServiceDetails ?? [];

const found = (Name: string, value: string, as = CONSUMER) =>
  detailsBy(Name, value, as).map((row) => row.ServiceId);

test('everything that AWS tells of a service is told', () => {
  const [{ serviceId, serviceName }] = offers as [Offer, Offer];
  const pay = { ServiceId: serviceId, PayerResponsibility: 'ServiceOwner' as const };
  caller.run(modifyVpcEndpointServicePayerResponsibility, pay, PROVIDER);
  expect(ask({ ServiceNames: [serviceName] })).toEqual({
    ServiceNames: [serviceName],
    ServiceDetails: [
      {
        ServiceName: serviceName,
        ServiceId: serviceId,
        ServiceType: [{ ServiceType: 'Interface' }],
        ServiceRegion: 'us-east-1',
        AvailabilityZoneIds: ['use1-az1', 'use1-az2'],
        AvailabilityZones: ['us-east-1a', 'us-east-1b'],
        Owner: PROVIDER.accountId,
        BaseEndpointDnsNames: [`${serviceId}.us-east-1.vpce.amazonaws.com`],
        PrivateDnsName: '*.example.com',
        PrivateDnsNames: [{ PrivateDnsName: '*.example.com' }],
        VpcEndpointPolicySupported: false,
        AcceptanceRequired: false,
        ManagesVpcEndpoints: false,
        PayerResponsibility: 'ServiceOwner',
        Tags: [],
        PrivateDnsNameVerificationState: 'pendingVerification',
        SupportedIpAddressTypes: ['ipv4'],
      },
    ],
    NextToken: undefined,
  });
});

test('a service is found by every filter, by whom it admits', () => {
  const ids = offers.map(({ serviceId }) => serviceId);
  expect(found('owner', PROVIDER.accountId)).toEqual(ids);
  expect(new Set(detailsBy('owner', 'amazon').map(({ Owner }) => Owner))).toEqual(new Set(['amazon']));
  expect(found('service-name', offers[1]?.serviceName ?? '')).toEqual([ids[1]]);
  expect(found('service-region', 'us-east-1')).toEqual(expect.arrayContaining(ids));
  expect(found('service-region', 'eu-west-1')).toEqual([]);
  expect(found('service-type', 'Interface')).toEqual(expect.arrayContaining(ids));
  expect(detailsBy('service-type', 'Gateway').map(({ ServiceName }) => ServiceName)).toEqual(
    ['dynamodb', 's3', 's3express'].map((suffix) => `com.amazonaws.us-east-1.${suffix}`),
  );
  expect(found('supported-ip-address-types', 'ipv4')).toEqual(expect.arrayContaining(ids));
  const overIpv6 = detailsBy('supported-ip-address-types', 'ipv6').map(({ ServiceName }) => ServiceName);
  expect(overIpv6).toContain('com.amazonaws.us-east-1.logs');
  expect(overIpv6.filter((name) => name?.includes('.vpce.'))).toEqual([]);
  expect(found('owner', PROVIDER.accountId, STRANGER)).toEqual([]);
  expect(codeOf(() => found('colour', 'red'))).toBe('InvalidParameterValue');
});

test("tags are the owner's alone", () => {
  const Resources = [offers[0]?.serviceId ?? ''];
  caller.run(createTags, { Resources, Tags: [{ Key: 'cost', Value: 'high' }] }, PROVIDER);
  expect(found('tag:cost', 'high', PROVIDER)).toEqual(Resources);
  expect(found('tag:cost', 'high')).toEqual([]);
  expect(ask({ ServiceNames: [offers[0]?.serviceName ?? ''] }).ServiceDetails?.[0]?.Tags).toEqual([]);
});

test('services come in pages that miss none and repeat none while others come', () => {
  const all = { Filters: [{ Name: 'owner', Values: [PROVIDER.accountId] }] };
  const first = ask({ ...all, MaxResults: 1 });
  const third = makeOffer(caller);
  const rest = ask({ ...all, MaxResults: 5, NextToken: first.NextToken });
  const names = [...(first.ServiceNames ?? []), ...(rest.ServiceNames ?? [])];
  expect(names).toEqual([...offers, third].map(({ serviceName }) => serviceName));
  expect(codeOf(() => ask({ NextToken: 'x' }))).toBe('InvalidNextToken');
  expect(codeOf(() => ask({ MaxResults: 0 }))).toBe('InvalidParameterValue');
});

test("AWS's own services are listed unasked, S3 as a gateway and with interfaces", () => {
  const { ServiceNames = [], ServiceDetails = [] } = ask({}, STRANGER);
  expect(ServiceNames.length).toBeGreaterThan(350);
  expect(new Set(ServiceNames).size).toBe(ServiceNames.length);
  const s3 = ServiceDetails.filter(({ ServiceName }) => ServiceName === 'com.amazonaws.us-east-1.s3');
  expect(s3.map((row) => [row.ServiceType?.[0]?.ServiceType, row.BaseEndpointDnsNames?.[0]])).toEqual([
    ['Interface', 's3.us-east-1.vpce.amazonaws.com'],
    ['Gateway', 's3.us-east-1.amazonaws.com'],
  ]);
  expect(ask({ ServiceNames: ['com.amazonaws.us-east-1.ec2'] }).ServiceDetails).toEqual([
    {
      ServiceName: 'com.amazonaws.us-east-1.ec2',
      ServiceId: expect.stringMatching(/^vpce-svc-[0-9a-f]{17}$/),
      ServiceType: [{ ServiceType: 'Interface' }],
      ServiceRegion: 'us-east-1',
      AvailabilityZoneIds: expect.arrayContaining(['use1-az1', 'use1-az6']),
      AvailabilityZones: ['a', 'b', 'c', 'd', 'e', 'f'].map((letter) => `us-east-1${letter}`),
      Owner: 'amazon',
      BaseEndpointDnsNames: ['ec2.us-east-1.vpce.amazonaws.com'],
      PrivateDnsName: 'ec2.us-east-1.amazonaws.com',
      PrivateDnsNames: [{ PrivateDnsName: 'ec2.us-east-1.amazonaws.com' }],
      VpcEndpointPolicySupported: true,
      AcceptanceRequired: false,
      ManagesVpcEndpoints: false,
      PayerResponsibility: undefined,
      Tags: [],
      PrivateDnsNameVerificationState: 'verified',
      SupportedIpAddressTypes: ['ipv4'],
    },
  ]);
});

test("of another Region's AWS services those are told that can be reached from here", () => {
  const abroad = ask({ ServiceRegions: ['eu-west-1'] }).ServiceNames ?? [];
  expect(abroad).toContain('com.amazonaws.eu-west-1.kms');
  expect(abroad).not.toContain('com.amazonaws.eu-west-1.sqs');
  expect(codeOf(() => ask({ ServiceNames: ['com.amazonaws.eu-west-1.kms'] }))).toBe('InvalidServiceName');
});
