/** Analyses of EC2's own: what becomes of a running one, within which accounts, and what its filters do. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '../cli/tour/eventually.ts';
import { analyze } from './analysis.ts';
import { startAnalyzer } from './startAnalyzer.ts';
import { CONSUMER, PORT, PRIVATE_NAME, PROVIDER, type TestWorld, testWorld } from './testWorld.ts';

let world: TestWorld;
const faults: string[] = [];
let stop: () => void;
beforeAll(async () => {
  world = await testWorld();
  stop = startAnalyzer(world.caller.state, (message) => faults.push(message));
});
afterAll(() => {
  stop();
  expect(faults).toEqual([]);
});

type As = { readonly accountId: string };

async function analysisOf(path: object, start: object = {}, as: As = CONSUMER) {
  const made = world.call('CreateNetworkInsightsPath', { Protocol: 'tcp', ...path }, as);
  const { NetworkInsightsPathId } = made.NetworkInsightsPath;
  const begun = world.call('StartNetworkInsightsAnalysis', { NetworkInsightsPathId, ...start }, as);
  const { NetworkInsightsAnalysisId: id } = begun.NetworkInsightsAnalysis;
  return eventually(
    'the analysis ends',
    async () => {
      const shown = world.call('DescribeNetworkInsightsAnalyses', { NetworkInsightsAnalysisIds: [id] }, as);
      const [analysis] = shown.NetworkInsightsAnalyses;
      return analysis.Status === 'running' ? undefined : analysis;
    },
    5,
  );
}

const idsOf = (components: { Component: { Id: string } }[]) =>
  components.map(({ Component }) => Component.Id);
const toEndpoint = () => ({
  Source: world.client.instanceId,
  Destination: world.endpointId,
  DestinationPort: PORT,
});
const BOTH = { AdditionalAccounts: [PROVIDER.accountId] };

test('shows the way to an endpoint, and names the account where it goes on', async () => {
  const found = await analysisOf(toEndpoint());
  expect(found).toMatchObject({
    Status: 'succeeded',
    NetworkPathFound: true,
    SuggestedAccounts: [PROVIDER.accountId],
  });
  expect(idsOf(found.ForwardPathComponents).at(-1)).toBe(world.endpointId);
  expect(JSON.stringify(found)).not.toContain(world.server.instanceId);
});

test("shows all of it where the provider's account is named too", async () => {
  const found = await analysisOf(toEndpoint(), BOTH);
  expect(found).toMatchObject({ Status: 'succeeded', NetworkPathFound: true });
  const ids = idsOf(found.ForwardPathComponents);
  expect(ids).toEqual([
    world.client.instanceId,
    world.client.interfaceId,
    world.client.groupId,
    world.client.aclId,
    world.client.routeTableId,
    world.endpointAclId,
    world.client.groupId,
    expect.stringMatching(/^eni-/),
    world.endpointId,
    world.serviceId,
    world.balancerArn,
    world.groupArn,
    world.server.routeTableId,
    world.server.groupId,
    world.server.interfaceId,
    world.server.instanceId,
  ]);
  expect(found.ForwardPathComponents.map((each: { SequenceNumber: number }) => each.SequenceNumber)).toEqual(
    ids.map((_, index) => index + 1),
  );
  expect(idsOf(found.ReturnPathComponents)).toContain(world.endpointAclId);
});

test('goes from the client to the service and to the very server', async () => {
  const { Source, DestinationPort } = toEndpoint();
  const server = `arn:aws:ec2:us-east-1:${PROVIDER.accountId}:instance/${world.server.instanceId}`;
  const service = `arn:aws:ec2:us-east-1:${PROVIDER.accountId}:vpc-endpoint-service/${world.serviceId}`;
  const [Destination] = [service];
  expect(await analysisOf({ Source, DestinationPort, Destination }, BOTH)).toMatchObject({
    NetworkPathFound: true,
  });
  const DestinationIp = world.endpointAddress;
  const through = await analysisOf({ Source, DestinationPort, Destination: server, DestinationIp }, BOTH);
  expect(through).toMatchObject({ NetworkPathFound: true });
  const alone = await analysisOf({ Source, DestinationPort, Destination: server, DestinationIp });
  expect(alone).toMatchObject({
    NetworkPathFound: false,
    Explanations: [{ ExplanationCode: 'NO_POSSIBLE_DESTINATION', ComponentAccount: PROVIDER.accountId }],
  });
});

test('finds a port by itself where the path names none', async () => {
  const { Source, Destination } = toEndpoint();
  expect(await analysisOf({ Source, Destination }, BOTH)).toMatchObject({ NetworkPathFound: true });
});

test('resolves a name as a destination, or says why it means nothing', async () => {
  const { Source, DestinationPort } = toEndpoint();
  const path = { Source, DestinationPort, Destination: PRIVATE_NAME };
  expect(await analysisOf(path, BOTH)).toMatchObject({ NetworkPathFound: true });
  const set = (Value: boolean) =>
    world.call('ModifyVpcAttribute', { VpcId: world.client.vpcId, EnableDnsSupport: { Value } });
  set(false);
  expect(await analysisOf(path, BOTH)).toMatchObject({
    NetworkPathFound: false,
    Explanations: [
      {
        ExplanationCode: 'UNKNOWN_DESTINATION',
        Component: { Id: world.client.vpcId },
        MissingComponent: 'enableDnsSupport',
      },
    ],
  });
  set(true);
});

test('holds to its filters', async () => {
  const arn = (id: string, type: string) => `arn:aws:ec2:us-east-1:${CONSUMER.accountId}:${type}/${id}`;
  const own = arn(world.client.groupId, 'security-group');
  const other = arn('nat-0123456789abcdef0', 'natgateway');
  const codeOf = async (path: object, start: object) => {
    const found = await analysisOf({ ...toEndpoint(), ...path }, { ...BOTH, ...start });
    return found.Explanations[0]?.ExplanationCode ?? 'found';
  };
  expect(await codeOf({}, { FilterInArns: [own] })).toBe('found');
  expect(await codeOf({}, { FilterOutArns: [other] })).toBe('found');
  expect(await codeOf({}, { FilterInArns: [other] })).toBe('COMPONENT_FILTER_RESTRICTION');
  expect(await codeOf({}, { FilterOutArns: [own] })).toBe('COMPONENT_FILTER_RESTRICTION_REMOVED_COMPONENT');
  const at = (filter: object) => ({ FilterAtDestination: filter });
  const here = {
    DestinationAddress: world.server.address,
    DestinationPortRange: { FromPort: PORT, ToPort: PORT },
  };
  expect(await codeOf(at(here), {})).toBe('found');
  expect(await codeOf(at({ DestinationAddress: '10.0.0.99' }), {})).toBe(
    'FILTER_AT_DESTINATION_DESTINATION_ADDRESS',
  );
  expect(await codeOf(at({ SourceAddress: '10.0.0.99' }), {})).toBe('FILTER_AT_DESTINATION_SOURCE_ADDRESS');
  expect(await codeOf(at({ DestinationPortRange: { FromPort: 1, ToPort: 2 } }), {})).toBe(
    'FILTER_AT_DESTINATION_DESTINATION_PORT_RANGE',
  );
  expect(await codeOf(at({ SourcePortRange: { FromPort: 1, ToPort: 2 } }), {})).toBe(
    'FILTER_AT_DESTINATION_SOURCE_PORT_RANGE',
  );
});

test('of what is gone meanwhile says so', async () => {
  const { state } = world.caller;
  const path = {
    ...[...state.snapshot.networkInsightsPaths.all()][0],
    spec: { source: { id: 'i-0123456789abcdef0', arn: 'x' }, destinationIp: '10.0.0.1', protocol: 'tcp' },
  };
  const analysis = [...state.snapshot.networkInsightsAnalyses.all()][0];
  const outcome = await analyze(state.snapshot, analysis as never, path as never);
  expect(JSON.parse(outcome.answer ?? '')).toMatchObject({
    Explanations: [{ ExplanationCode: 'NO_SOURCE_OR_DESTINATION', Component: { Id: 'i-0123456789abcdef0' } }],
  });
});

test('one that a crash has interrupted is answered by the next start; a deleted one stays deleted', async () => {
  stop();
  const { state } = world.caller;
  const { NetworkInsightsPathId } = world.call('CreateNetworkInsightsPath', {
    Protocol: 'tcp',
    ...toEndpoint(),
  }).NetworkInsightsPath;
  const start = () =>
    world.call('StartNetworkInsightsAnalysis', { NetworkInsightsPathId }).NetworkInsightsAnalysis
      .NetworkInsightsAnalysisId;
  const [kept, deleted] = [start(), start()];
  await state.durable();
  expect(state.snapshot.networkInsightsAnalyses.get(kept)?.status.state).toBe('running');
  stop = startAnalyzer(state, (message) => faults.push(message));
  world.call('DeleteNetworkInsightsAnalysis', { NetworkInsightsAnalysisId: deleted });
  await eventually(
    'it is answered',
    async () => state.snapshot.networkInsightsAnalyses.get(kept)?.status.state === 'succeeded',
    5,
  );
  expect(state.snapshot.networkInsightsAnalyses.get(deleted)).toBeUndefined();
});
