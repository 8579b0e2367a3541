/** Reachability Analyzer's records through AWS's own client; what analyses find is src/reachability's to test. */
import * as sdk from '@aws-sdk/client-ec2';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { endedMemories } from '../../../reconcile/endedMemories.ts';
import { setQuotas } from '../../quotas.ts';
import { codeOf as codeThrown, testCaller } from '../../testCall.ts';
import { startTestServer, type TestServer } from '../../testServer.ts';
import { createInternetGateway } from '../routing/createInternetGateway.ts';
import { createNetworkInsightsPath } from './createNetworkInsightsPath.ts';
import { startNetworkInsightsAnalysis } from './startNetworkInsightsAnalysis.ts';

const OWNER = '111122223333';
const OTHER = '444455556666';
const FILTER = { SourceAddress: '10.0.0.9' };

let server: TestServer;
let ec2: sdk.EC2Client;
let gateway: string;
let vpnGateway: string;

beforeAll(async () => {
  server = await startTestServer();
  ec2 = server.ec2(OWNER);
  gateway = await internetGateway(ec2);
  const made = await ec2.send(new sdk.CreateVpnGatewayCommand({ Type: 'ipsec.1' }));
  vpnGateway = made.VpnGateway?.VpnGatewayId ?? '';
});
afterEach(() => setQuotas());
afterAll(() => server.close());

async function internetGateway(client: sdk.EC2Client): Promise<string> {
  const { InternetGateway } = await client.send(new sdk.CreateInternetGatewayCommand({}));
  return InternetGateway?.InternetGatewayId ?? '';
}

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'no error',
    (error: Error) => error.name,
  );

const arn = (account: string, resource: string) => `arn:aws:ec2:us-east-1:${account}:${resource}`;

async function create(input: Partial<sdk.CreateNetworkInsightsPathRequest> = {}) {
  const request = { Source: gateway, Destination: vpnGateway, Protocol: 'tcp' as const, ...input };
  return (await ec2.send(new sdk.CreateNetworkInsightsPathCommand(request))).NetworkInsightsPath ?? {};
}

async function start(path: string | undefined, input: object = {}) {
  const command = new sdk.StartNetworkInsightsAnalysisCommand({ NetworkInsightsPathId: path, ...input });
  return (await ec2.send(command)).NetworkInsightsAnalysis ?? {};
}

const paths = async (input: sdk.DescribeNetworkInsightsPathsRequest) =>
  (await ec2.send(new sdk.DescribeNetworkInsightsPathsCommand(input))).NetworkInsightsPaths;
const analyses = async (input: sdk.DescribeNetworkInsightsAnalysesRequest) =>
  (await ec2.send(new sdk.DescribeNetworkInsightsAnalysesCommand(input))).NetworkInsightsAnalyses;

describe('a path', () => {
  test('is made of two ends and a packet, and shown as it was made', async () => {
    const Tags = [{ Key: 'Name', Value: 'out' }];
    const made = await create({
      SourceIp: '198.51.100.7',
      DestinationIp: '10.0.0.5',
      DestinationPort: 443,
      Protocol: 'TCP' as never,
      TagSpecifications: [{ ResourceType: 'network-insights-path', Tags }],
    });
    expect(made).toEqual({
      NetworkInsightsPathId: expect.stringMatching(/^nip-[0-9a-f]{17}$/),
      NetworkInsightsPathArn: arn(OWNER, `network-insights-path/${made.NetworkInsightsPathId}`),
      CreatedDate: expect.any(Date),
      Source: gateway,
      SourceArn: arn(OWNER, `internet-gateway/${gateway}`),
      Destination: vpnGateway,
      DestinationArn: arn(OWNER, `vpn-gateway/${vpnGateway}`),
      SourceIp: '198.51.100.7',
      DestinationIp: '10.0.0.5',
      Protocol: 'tcp',
      DestinationPort: 443,
      Tags,
    });
    expect(await paths({ NetworkInsightsPathIds: [made.NetworkInsightsPathId ?? ''] })).toEqual([made]);
  });

  test('may be narrowed by filters at both ends, and is found by them', async () => {
    const FilterAtSource = {
      SourceAddress: '198.51.100.7',
      DestinationAddress: '10.9.9.9',
      SourcePortRange: { FromPort: 1024, ToPort: 65_535 },
      DestinationPortRange: { FromPort: 443, ToPort: 443 },
    };
    const FilterAtDestination = { DestinationAddress: '10.9.9.8', DestinationPortRange: { FromPort: 8443 } };
    const made = await create({ Destination: undefined, FilterAtSource, FilterAtDestination });
    expect(made).toMatchObject({
      FilterAtSource,
      FilterAtDestination: { DestinationPortRange: { FromPort: 8443, ToPort: 65_535 } },
    });
    expect(made.Destination).toBeUndefined();
    const found = async (Name: string, ...Values: string[]) => await paths({ Filters: [{ Name, Values }] });
    for (const [name, value] of [
      ['filter-at-source.source-address', '198.51.100.7'],
      ['filter-at-source.source-port-range', '1024-65535'],
      ['filter-at-source.destination-address', '10.9.9.9'],
      ['filter-at-source.destination-port-range', '443'],
      ['filter-at-destination.destination-address', '10.9.9.8'],
      ['filter-at-destination.destination-port-range', '8443-65535'],
    ] as const)
      expect(await found(name, value)).toEqual([made]);
    expect(await found('filter-at-destination.source-address', '*')).toEqual([]);
    expect(await found('filter-at-destination.source-port-range', '*')).toEqual([]);
  });

  test('is found by its ends and its protocol, page by page', async () => {
    const other = await internetGateway(ec2);
    await create({ Source: other, Protocol: 'udp' });
    await create({ Source: other });
    const filters = (Name: string, Value: string) => ({ Filters: [{ Name, Values: [Value] }] });
    expect(await paths(filters('source', other))).toHaveLength(2);
    expect(await paths(filters('destination', other))).toEqual([]);
    expect(await paths(filters('protocol', 'udp'))).toHaveLength(1);
    const first = await ec2.send(
      new sdk.DescribeNetworkInsightsPathsCommand({ ...filters('source', other), MaxResults: 1 }),
    );
    expect(first.NetworkInsightsPaths).toHaveLength(1);
    const next = { ...filters('source', other), MaxResults: 1, NextToken: first.NextToken };
    expect(await paths(next)).toMatchObject([{ Protocol: 'tcp' }]);
    expect(await codeOf(paths({ MaxResults: 0 }))).toBe('InvalidParameterValue');
    expect(await codeOf(paths(filters('x', 'y')))).toBe('InvalidParameterValue');
  });

  test.each([
    [{ Source: undefined }, 'MissingParameter'],
    [{ Source: 'igw-0123456789abcdef0' }, 'NetworkInsightsSource.NotFound'],
    [{ Source: 'vpc-0123456789abcdef0' }, 'InvalidParameterValue'],
    [{ Destination: 'i-0123456789abcdef0' }, 'NetworkInsightsDestination.NotFound'],
    [{ Destination: 'x' }, 'InvalidParameterValue'],
    [{ Destination: undefined }, 'MissingParameter'],
    [{ Protocol: undefined }, 'MissingParameter'],
    [{ Protocol: 'icmp' }, 'InvalidParameterValue'],
    [{ SourceIp: '10.0.0' }, 'InvalidParameterValue'],
    [{ DestinationPort: 65_536 }, 'InvalidParameterValue'],
    [{ FilterAtSource: FILTER, SourceIp: '10.0.0.1' }, 'InvalidParameterCombination'],
    [{ FilterAtSource: FILTER, DestinationPort: 80 }, 'InvalidParameterCombination'],
    [{ FilterAtDestination: FILTER, DestinationIp: '10.0.0.1' }, 'InvalidParameterCombination'],
    [{ FilterAtSource: { SourcePortRange: { FromPort: 2, ToPort: 1 } } }, 'InvalidParameterValue'],
    [{ TagSpecifications: [{ ResourceType: 'vpc', Tags: [{ Key: 'a' }] }] }, 'InvalidParameterValue'],
  ])('of %j is refused', async (input, code) => {
    expect(await codeOf(create(input as never))).toBe(code);
  });

  test('of another account is named by its ARN, as its owner writes it', async () => {
    const foreign = await internetGateway(server.ec2(OTHER));
    expect(await codeOf(create({ Source: foreign }))).toBe('NetworkInsightsSource.NotFound');
    const SourceArn = arn(OTHER, `internet-gateway/${foreign}`);
    expect(await create({ Source: SourceArn })).toMatchObject({ Source: foreign, SourceArn });
    const wrong = arn(OWNER, `internet-gateway/${foreign}`);
    expect(await codeOf(create({ Source: wrong }))).toBe('NetworkInsightsSource.NotFound');
    const own = arn(OWNER, `internet-gateway/${gateway}`);
    expect(await create({ Source: own })).toMatchObject({ Source: gateway, SourceArn: own });
  });

  test('comes once for one token, and not past the quota', async () => {
    const first = await create({ ClientToken: 'once' });
    expect(await create({ ClientToken: 'once' })).toEqual(first);
    const different = create({ ClientToken: 'once', Protocol: 'udp' });
    expect(await codeOf(different)).toBe('IdempotentParameterMismatch');
    setQuotas({ networkInsightsPathsPerRegion: 1 });
    expect(await codeOf(create())).toBe('NetworkInsightsPath.LimitExceeded');
  });

  test('goes only after its analyses', async () => {
    const { NetworkInsightsPathId } = await create();
    const { NetworkInsightsAnalysisId } = await start(NetworkInsightsPathId);
    const remove = new sdk.DeleteNetworkInsightsPathCommand({ NetworkInsightsPathId });
    expect(await codeOf(ec2.send(remove))).toBe('AnalysisExistsForNetworkInsightsPath');
    const removeAnalysis = new sdk.DeleteNetworkInsightsAnalysisCommand({ NetworkInsightsAnalysisId });
    expect((await ec2.send(removeAnalysis)).NetworkInsightsAnalysisId).toBe(NetworkInsightsAnalysisId);
    expect(await codeOf(ec2.send(removeAnalysis))).toBe('InvalidNetworkInsightsAnalysisId.NotFound');
    expect((await ec2.send(remove)).NetworkInsightsPathId).toBe(NetworkInsightsPathId);
    expect(await codeOf(ec2.send(remove))).toBe('InvalidNetworkInsightsPathId.NotFound');
  });
});

describe('an analysis', () => {
  test('runs from its start, with what was asked', async () => {
    const { NetworkInsightsPathId } = await create();
    const Tags = [{ Key: 'Name', Value: 'first' }];
    const made = await start(NetworkInsightsPathId, {
      AdditionalAccounts: [OTHER],
      FilterInArns: [arn(OWNER, 'natgateway/nat-1')],
      FilterOutArns: [arn(OWNER, 'natgateway/nat-2')],
      TagSpecifications: [{ ResourceType: 'network-insights-analysis', Tags }],
    });
    expect(made).toEqual({
      NetworkInsightsAnalysisId: expect.stringMatching(/^nia-[0-9a-f]{17}$/),
      NetworkInsightsAnalysisArn: arn(OWNER, `network-insights-analysis/${made.NetworkInsightsAnalysisId}`),
      NetworkInsightsPathId,
      AdditionalAccounts: [OTHER],
      FilterInArns: [arn(OWNER, 'natgateway/nat-1')],
      FilterOutArns: [arn(OWNER, 'natgateway/nat-2')],
      StartDate: expect.any(Date),
      Status: 'running',
      Tags,
    });
    const ids = [made.NetworkInsightsAnalysisId ?? ''];
    expect(await analyses({ NetworkInsightsAnalysisIds: ids })).toEqual([made]);
    expect(await analyses({ NetworkInsightsPathId })).toEqual([made]);
    expect(await analyses({ NetworkInsightsPathId, NetworkInsightsAnalysisIds: ids })).toEqual([made]);
    const running = [{ Name: 'status', Values: ['running'] }];
    expect(await analyses({ NetworkInsightsPathId, Filters: running })).toEqual([made]);
    const found = [{ Name: 'path-found', Values: ['true', 'false'] }];
    expect(await analyses({ NetworkInsightsPathId, Filters: found })).toEqual([]);
    const anHour = (sign: number) => new Date(Date.now() + sign * 3_600_000);
    expect(await analyses({ NetworkInsightsPathId, AnalysisStartTime: anHour(-1) })).toEqual([made]);
    expect(await analyses({ NetworkInsightsPathId, AnalysisStartTime: anHour(1) })).toEqual([]);
    expect(await analyses({ NetworkInsightsPathId, AnalysisEndTime: anHour(-1) })).toEqual([]);
    const other = (await create()).NetworkInsightsPathId;
    expect(await analyses({ NetworkInsightsPathId: other, NetworkInsightsAnalysisIds: ids })).toEqual([]);
  });

  test('comes once for one token, and not past the quota', async () => {
    const { NetworkInsightsPathId } = await create();
    const first = await start(NetworkInsightsPathId, { ClientToken: 'again' });
    expect(await start(NetworkInsightsPathId, { ClientToken: 'again' })).toEqual(first);
    setQuotas({ networkInsightsAnalysesPerRegion: 1 });
    expect(await codeOf(start(NetworkInsightsPathId))).toBe('NetworkInsightsAnalysis.LimitExceeded');
  });

  test.each([
    [{ AdditionalAccounts: ['x'] }, 'InvalidParameterValue'],
    [{ FilterInArns: ['nat-1'] }, 'InvalidParameterValue'],
    [{ FilterOutArns: [''] }, 'InvalidParameterValue'],
  ])('with %j is refused', async (input, code) => {
    const { NetworkInsightsPathId } = await create();
    expect(await codeOf(start(NetworkInsightsPathId, input))).toBe(code);
  });

  test('of an unknown path is refused', async () => {
    expect(await codeOf(start('nip-0123456789abcdef0'))).toBe('InvalidNetworkInsightsPathId.NotFound');
    expect(await codeOf(start('x'))).toBe('InvalidNetworkInsightsPathId.Malformed');
    expect(await codeOf(analyses({ NetworkInsightsAnalysisIds: ['nia-0123456789abcdef0'] }))).toBe(
      'InvalidNetworkInsightsAnalysisId.NotFound',
    );
  });

  test('is forgotten after 120 days', async () => {
    const { NetworkInsightsPathId } = await create();
    await start(NetworkInsightsPathId);
    const leftAfter = (days: number) =>
      server.state.transact((tx) => {
        const now = new Date(Date.now() + days * 86_400_000);
        endedMemories(tx, { now, random: undefined as never });
        return tx.networkInsightsAnalyses.count('path', NetworkInsightsPathId ?? '');
      });
    expect(leftAfter(119)).toBe(1);
    expect(leftAfter(121)).toBe(0);
  });
});

test('with verified signatures nobody asks about the resources of another account', async () => {
  const caller = await testCaller();
  const { InternetGateway } = caller.run(createInternetGateway, {});
  const mine = InternetGateway?.InternetGatewayId ?? '';
  const foreign = caller.run(createInternetGateway, {}, { accountId: OTHER }).InternetGateway;
  const Source = arn(OTHER, `internet-gateway/${foreign?.InternetGatewayId}`);
  const input = { Source: mine, Destination: mine, Protocol: 'tcp' as const };
  const ask = (more: object, as = {}) => caller.run(createNetworkInsightsPath, { ...input, ...more }, as);
  expect(codeThrown(() => ask({ Source }))).toBe('no error');
  expect(codeThrown(() => ask({ Source }, { verified: true }))).toBe('NetworkInsightsSource.NotFound');
  const NetworkInsightsPathId = ask({}).NetworkInsightsPath?.NetworkInsightsPathId ?? '';
  const look = (AdditionalAccounts: string[]) =>
    caller.run(
      startNetworkInsightsAnalysis,
      { NetworkInsightsPathId, AdditionalAccounts },
      { verified: true },
    );
  expect(codeThrown(() => look([OTHER]))).toBe('OperationNotPermitted');
  expect(codeThrown(() => look([OWNER]))).toBe('no error');
});
