/** Every kind of source and destination that a path may have. */
import { beforeAll, expect, test } from 'vitest';
import { analyze } from './analysis.ts';
import { traceJudge } from './judge.ts';
import { CONSUMER, PORT, PROVIDER, type TestWorld, testWorld } from './testWorld.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld();
});

interface Found {
  readonly found: boolean | undefined;
  readonly codes: string[];
  readonly ids: string[];
  readonly warning?: string;
}

async function ask(path: object, as = CONSUMER): Promise<Found> {
  const { snapshot } = world.caller.state;
  const made = world.call(
    'CreateNetworkInsightsPath',
    { Protocol: 'tcp', DestinationPort: PORT, ...path },
    as,
  );
  const { NetworkInsightsPathId } = made.NetworkInsightsPath;
  const AdditionalAccounts = [PROVIDER.accountId, CONSUMER.accountId];
  const begun = world.call('StartNetworkInsightsAnalysis', { NetworkInsightsPathId, AdditionalAccounts }, as);
  const analysis = snapshot.networkInsightsAnalyses.get(
    begun.NetworkInsightsAnalysis.NetworkInsightsAnalysisId,
  );
  const row = snapshot.networkInsightsPaths.get(NetworkInsightsPathId);
  const outcome = await analyze(snapshot, analysis as never, row as never, traceJudge);
  expect([outcome.state, outcome.message]).toEqual(['succeeded', undefined]);
  const answer = JSON.parse(outcome.answer ?? '{}');
  return {
    found: outcome.pathFound,
    codes: answer.Explanations.map((each: { ExplanationCode: string }) => each.ExplanationCode),
    ids: answer.ForwardPathComponents.map((each: { Component: { Id: string } }) => each.Component.Id),
    warning: answer.WarningMessage,
  };
}

test('interfaces and instances, of one subnet too', async () => {
  const { client } = world;
  const own = await ask({ Source: client.interfaceId, Destination: client.instanceId });
  expect(own).toMatchObject({ found: false, codes: ['NO_PATH'] });
  const run = {
    ImageId: 'ami-1',
    MinCount: 1,
    MaxCount: 1,
    SubnetId: client.subnetId,
    SecurityGroupIds: [client.groupId],
  };
  const [beside] = world.call('RunInstances', run).Instances;
  world.settle();
  const near = await ask({ Source: client.interfaceId, Destination: beside.InstanceId });
  expect(near).toMatchObject({ found: true });
  expect(near.ids).not.toContain(client.aclId);
  const back = await ask({ Source: beside.InstanceId, Destination: client.interfaceId });
  expect(back.found).toBe(true);
});

test('a service, from where its load balancer goes on', async () => {
  const { server, serviceId, groupArn } = world;
  const found = await ask({ Source: serviceId, Destination: server.instanceId }, PROVIDER);
  expect(found.found).toBe(true);
  expect(found.ids.slice(0, 3)).toEqual([serviceId, world.balancerArn, groupArn]);
});

test('an endpoint is a destination, and opens no connections itself', async () => {
  const { client, endpointId } = world;
  expect(await ask({ Source: client.instanceId, Destination: endpointId })).toMatchObject({ found: true });
  const from = await ask({ Source: endpointId, Destination: client.instanceId });
  expect(from).toMatchObject({ found: false, codes: ['VPCE_INTRA_VPC_TRAFFIC'] });
});

test('an endpoint whose service has a name that does not resolve is found, with a warning', async () => {
  const { client, endpointId } = world;
  const set = (PrivateDnsEnabled: boolean) =>
    world.call('ModifyVpcEndpoint', { VpcEndpointId: endpointId, PrivateDnsEnabled });
  set(false);
  const found = await ask({ Source: client.instanceId, Destination: endpointId });
  set(true);
  expect(found).toMatchObject({ found: true, codes: ['UNKNOWN_DESTINATION'] });
  expect(found.warning).toContain(`private DNS of ${endpointId}`);
});

test('an internet gateway lets in what is for public addresses, and out what has one', async () => {
  const { client } = world;
  const gateway = world.call('CreateInternetGateway', {}).InternetGateway.InternetGatewayId;
  const into = { Source: gateway, Destination: client.instanceId };
  expect(await ask(into)).toMatchObject({ found: false, codes: ['NO_PATH'] });
  world.call('AttachInternetGateway', { InternetGatewayId: gateway, VpcId: client.vpcId });
  expect(await ask(into)).toMatchObject({ codes: ['IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS'] });
  const { AllocationId } = world.call('AllocateAddress', { Domain: 'vpc' });
  world.call('AssociateAddress', { AllocationId, InstanceId: client.instanceId });
  expect(await ask(into)).toMatchObject({ codes: ['ENI_SG_RULES_MISMATCH'] });
  const everybody = { IpProtocol: 'tcp', FromPort: PORT, ToPort: PORT, IpRanges: [{ CidrIp: '0.0.0.0/0' }] };
  world.call('AuthorizeSecurityGroupIngress', { GroupId: client.groupId, IpPermissions: [everybody] });
  // Nothing leads the answer out.
  expect(await ask(into)).toMatchObject({ found: false, codes: ['NO_ROUTE_TO_DESTINATION'] });
  const RouteTableId = client.routeTableId;
  world.call('CreateRoute', { RouteTableId, GatewayId: gateway, DestinationCidrBlock: '0.0.0.0/0' });
  expect(await ask(into)).toMatchObject({ found: true });
  expect(await ask({ ...into, SourceIp: '10.1.2.3' })).toMatchObject({
    codes: ['IGW_SOURCE_ADDRESS_NOT_IN_RFC1918_INGRESS'],
  });
  const out = { Source: client.instanceId, Destination: gateway };
  expect(await ask(out)).toMatchObject({ found: true });
  expect(await ask({ ...out, DestinationIp: '192.168.1.1' })).toMatchObject({
    codes: ['IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS'],
  });
});

test('a virtual private gateway', async () => {
  const { client } = world;
  const gateway = world.call('CreateVpnGateway', { Type: 'ipsec.1' }).VpnGateway.VpnGatewayId;
  world.call('AttachVpnGateway', { VpnGatewayId: gateway, VpcId: client.vpcId });
  const RouteTableId = client.routeTableId;
  const destination = { DestinationCidrBlock: '198.51.100.0/24' };
  const into = { Source: gateway, Destination: client.instanceId, SourceIp: '198.51.100.9' };
  expect((await ask(into)).found).toBe(false);
  world.call('CreateRoute', { RouteTableId, GatewayId: gateway, ...destination });
  expect(await ask(into)).toMatchObject({ found: true });
  const out = { Source: client.instanceId, Destination: gateway, DestinationIp: '198.51.100.9' };
  expect(await ask(out)).toMatchObject({ found: true });
});

test('peering connections and transit gateways, as destinations and on the way', async () => {
  const { client } = world;
  const VpcId = world.call('CreateVpc', { CidrBlock: '10.77.0.0/16' }).Vpc.VpcId;
  const subnet = { VpcId, CidrBlock: '10.77.1.0/24', AvailabilityZoneId: 'use1-az1' };
  const SubnetId = world.call('CreateSubnet', subnet).Subnet.SubnetId;
  const [far] = world.call('RunInstances', {
    ImageId: 'ami-1',
    MinCount: 1,
    MaxCount: 1,
    SubnetId,
  }).Instances;
  const GroupId = far.SecurityGroups[0].GroupId;
  const all = { IpProtocol: '-1', IpRanges: [{ CidrIp: '10.0.0.0/8' }] };
  world.call('AuthorizeSecurityGroupIngress', { GroupId, IpPermissions: [all] });
  const peering = { VpcId: client.vpcId, PeerVpcId: VpcId };
  const VpcPeeringConnectionId = world.call('CreateVpcPeeringConnection', peering).VpcPeeringConnection
    .VpcPeeringConnectionId;
  world.call('AcceptVpcPeeringConnection', { VpcPeeringConnectionId });
  world.settle();
  const there = { RouteTableId: client.routeTableId, DestinationCidrBlock: '10.77.0.0/16' };
  world.call('CreateRoute', { ...there, VpcPeeringConnectionId });
  const Source = client.instanceId;
  expect(await ask({ Source, Destination: VpcPeeringConnectionId })).toMatchObject({ found: true });
  // The answer has no route back yet.
  expect(await ask({ Source, Destination: far.InstanceId })).toMatchObject({
    codes: ['NO_ROUTE_TO_DESTINATION'],
  });
  const Filters = [{ Name: 'vpc-id', Values: [VpcId] }];
  const [table] = world.call('DescribeRouteTables', { Filters }).RouteTables;
  const back = { RouteTableId: table.RouteTableId, DestinationCidrBlock: '10.0.0.0/16' };
  world.call('CreateRoute', { ...back, VpcPeeringConnectionId });
  expect(await ask({ Source, Destination: far.InstanceId })).toMatchObject({ found: true });
  const from = { Source: VpcPeeringConnectionId, Destination: far.InstanceId, SourceIp: client.address };
  expect(await ask(from)).toMatchObject({ found: true });

  const { TransitGatewayId } = world.call('CreateTransitGateway', {}).TransitGateway;
  world.settle();
  const attach = (vpc: string, subnetId: string) =>
    world.call('CreateTransitGatewayVpcAttachment', { TransitGatewayId, VpcId: vpc, SubnetIds: [subnetId] })
      .TransitGatewayVpcAttachment.TransitGatewayAttachmentId;
  const attachments = [attach(client.vpcId, client.subnetId), attach(VpcId, SubnetId)];
  world.settle();
  world.call('ReplaceRoute', { ...there, TransitGatewayId });
  expect(await ask({ Source, Destination: TransitGatewayId })).toMatchObject({ found: true });
  expect(await ask({ Source, Destination: attachments[1] })).toMatchObject({ found: true });
  // The answer may come another way: here still over the peering connection.
  expect(await ask({ Source, Destination: far.InstanceId })).toMatchObject({ found: true });
  world.call('ReplaceRoute', { ...back, TransitGatewayId });
  const found = await ask({ Source, Destination: far.InstanceId });
  expect(found.found).toBe(true);
  expect(found.ids).toEqual(expect.arrayContaining(attachments));
  const arriving = { Source: attachments[1], Destination: far.InstanceId, SourceIp: client.address };
  expect(await ask(arriving)).toMatchObject({ found: true });
});

test('a gateway endpoint needs its route, and has nothing behind it', async () => {
  const { client } = world;
  const endpoint = {
    VpcEndpointType: 'Gateway',
    VpcId: client.vpcId,
    ServiceName: 'com.amazonaws.us-east-1.s3',
  };
  const id = world.call('CreateVpcEndpoint', endpoint).VpcEndpoint.VpcEndpointId;
  world.settle();
  const RouteTableId = client.routeTableId;
  world.call('DeleteRoute', { RouteTableId, DestinationCidrBlock: '0.0.0.0/0' });
  const path = { Source: client.instanceId, Destination: id };
  expect(await ask(path)).toMatchObject({ found: false, codes: ['NO_ROUTE_TO_DESTINATION'] });
  world.call('ModifyVpcEndpoint', { VpcEndpointId: id, AddRouteTableIds: [RouteTableId] });
  const routed = await ask(path);
  expect(routed).toMatchObject({ found: false, codes: ['NO_POSSIBLE_DESTINATION'] });
  expect(routed.ids).toContain(id);
});
