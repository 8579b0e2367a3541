/** Every operation of the service through the SDK's own client, there and back. */
import { CreateSubnetCommand, CreateVpcCommand } from '@aws-sdk/client-ec2';
import * as elb from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { known } from '../../base/assert.ts';
import { startTestServer, type TestServer } from '../testServer.ts';
import { elbv2Operations } from './operations.ts';

const ACCOUNT = '111122223333';
const CERTIFICATE = `arn:aws:acm:us-east-1:${ACCOUNT}:certificate/11111111-2222-3333-4444-555555555555`;
const OTHER = CERTIFICATE.replace('1111', '9999');
const STORE = `arn:aws:elasticloadbalancing:us-east-1:${ACCOUNT}:truststore/store/0123456789abcdef`;

let server: TestServer;
let client: elb.ElasticLoadBalancingV2Client;
let vpcId: string;
let subnets: string[];
const called = new Set<string>();

beforeAll(async () => {
  server = await startTestServer();
  client = server.elbv2(ACCOUNT);
  client.middlewareStack.add(
    (next, context) => (args) => {
      called.add(String(context.commandName).replace(/Command$/, ''));
      return next(args);
    },
    { step: 'initialize' },
  );
  const ec2 = server.ec2(ACCOUNT);
  vpcId = known((await ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }))).Vpc?.VpcId, 'a VPC');
  const subnet = async (third: number, AvailabilityZone: string) => {
    const input = { VpcId: vpcId, CidrBlock: `10.0.${third}.0/24`, AvailabilityZone };
    return known((await ec2.send(new CreateSubnetCommand(input))).Subnet?.SubnetId, 'a subnet');
  };
  subnets = [await subnet(0, 'us-east-1a'), await subnet(1, 'us-east-1b')];
});
afterAll(() => server.close());

/** The error's name without the suffix that the SDK adds to modelled ones. */
async function refusal(sent: Promise<unknown>): Promise<string> {
  return sent.then(
    () => 'no error',
    (error: Error) => error.name.replace(/Exception$/, ''),
  );
}

async function loadBalancer(Name: string, Type: 'network' | 'gateway'): Promise<string> {
  const { LoadBalancers } = await client.send(
    new elb.CreateLoadBalancerCommand({ Name, Type, Subnets: subnets.slice(0, 1) }),
  );
  return known(LoadBalancers?.[0]?.LoadBalancerArn, 'an ARN');
}

async function targetGroup(Name: string, more: Partial<elb.CreateTargetGroupCommandInput>): Promise<string> {
  const input = { Name, Port: 80, VpcId: vpcId, TargetType: 'ip' as const, ...more };
  const { TargetGroups } = await client.send(new elb.CreateTargetGroupCommand(input));
  return known(TargetGroups?.[0]?.TargetGroupArn, 'an ARN');
}

async function listener(input: elb.CreateListenerCommandInput): Promise<string> {
  const { Listeners } = await client.send(new elb.CreateListenerCommand(input));
  return known(Listeners?.[0]?.ListenerArn, 'an ARN');
}

const forward = (TargetGroupArn: string) => [{ Type: 'forward' as const, TargetGroupArn }];
const pairs = (answer: { Attributes?: { Key?: string; Value?: string }[] }) =>
  Object.fromEntries((answer.Attributes ?? []).map(({ Key = '', Value }) => [Key, Value]));

test('a network load balancer: TLS, certificates, attributes, capacity, tags of its default rule', async () => {
  const LoadBalancerArn = await loadBalancer('sdk-nlb', 'network');
  const TargetGroupArn = await targetGroup('sdk-tls', { Protocol: 'TLS' });
  const ListenerArn = await listener({
    LoadBalancerArn,
    Protocol: 'TLS',
    Port: 443,
    Certificates: [{ CertificateArn: CERTIFICATE }],
    AlpnPolicy: ['HTTP2Only'],
    DefaultActions: forward(TargetGroupArn),
  });
  const Certificates = [{ CertificateArn: OTHER }];
  const added = await client.send(new elb.AddListenerCertificatesCommand({ ListenerArn, Certificates }));
  expect(added.Certificates).toEqual([{ CertificateArn: OTHER, IsDefault: false }]);
  const listed = await client.send(new elb.DescribeListenerCertificatesCommand({ ListenerArn }));
  expect(listed.Certificates).toEqual([
    { CertificateArn: CERTIFICATE, IsDefault: true },
    { CertificateArn: OTHER, IsDefault: false },
  ]);
  await client.send(new elb.RemoveListenerCertificatesCommand({ ListenerArn, Certificates }));
  const modified = await client.send(new elb.ModifyListenerCommand({ ListenerArn, Port: 8443 }));
  expect(modified.Listeners?.[0]).toMatchObject({ Port: 8443, AlpnPolicy: ['HTTP2Only'] });
  const described = await client.send(new elb.DescribeListenersCommand({ ListenerArns: [ListenerArn] }));
  expect(described.Listeners).toEqual(modified.Listeners);

  const idle = [{ Key: 'tcp.idle_timeout.seconds', Value: '60' }];
  await client.send(new elb.ModifyListenerAttributesCommand({ ListenerArn, Attributes: idle }));
  const ofListener = await client.send(new elb.DescribeListenerAttributesCommand({ ListenerArn }));
  expect(ofListener.Attributes).toEqual(idle);
  const protection = [{ Key: 'deletion_protection.enabled', Value: 'true' }];
  const set = new elb.ModifyLoadBalancerAttributesCommand({ LoadBalancerArn, Attributes: protection });
  expect(pairs(await client.send(set))).toMatchObject({ 'deletion_protection.enabled': 'true' });
  expect(await refusal(client.send(new elb.DeleteLoadBalancerCommand({ LoadBalancerArn })))).toBe(
    'OperationNotPermitted',
  );
  const ofBalancer = await client.send(new elb.DescribeLoadBalancerAttributesCommand({ LoadBalancerArn }));
  expect(pairs(ofBalancer)).toMatchObject({ 'deletion_protection.enabled': 'true' });
  const delay = [{ Key: 'deregistration_delay.timeout_seconds', Value: '1' }];
  await client.send(new elb.ModifyTargetGroupAttributesCommand({ TargetGroupArn, Attributes: delay }));
  const ofGroup = await client.send(new elb.DescribeTargetGroupAttributesCommand({ TargetGroupArn }));
  expect(pairs(ofGroup)).toMatchObject({ 'deregistration_delay.timeout_seconds': '1' });
  const checks = { TargetGroupArn, HealthCheckProtocol: 'HTTP' as const, Matcher: { HttpCode: '200,204' } };
  const changed = await client.send(new elb.ModifyTargetGroupCommand(checks));
  expect(changed.TargetGroups?.[0]).toMatchObject({ HealthCheckPath: '/', Matcher: { HttpCode: '200,204' } });

  const reserve = { LoadBalancerArn, MinimumLoadBalancerCapacity: { CapacityUnits: 100 } };
  await client.send(new elb.ModifyCapacityReservationCommand(reserve));
  const capacity = await client.send(new elb.DescribeCapacityReservationCommand({ LoadBalancerArn }));
  expect(capacity).toMatchObject({
    LastModifiedTime: expect.any(Date),
    DecreaseRequestsRemaining: 2,
    MinimumLoadBalancerCapacity: { CapacityUnits: 100 },
    CapacityReservationState: [
      { State: { Code: 'provisioned' }, AvailabilityZone: 'us-east-1a', EffectiveCapacityUnits: 100 },
    ],
  });
  for (const CapacityUnits of [50, 25]) {
    const less = { LoadBalancerArn, MinimumLoadBalancerCapacity: { CapacityUnits } };
    await client.send(new elb.ModifyCapacityReservationCommand(less));
  }
  const reset = new elb.ModifyCapacityReservationCommand({ LoadBalancerArn, ResetCapacityReservation: true });
  expect(await refusal(client.send(reset))).toBe('CapacityDecreaseRequestsLimitExceeded');
  const tooMuch = { LoadBalancerArn, MinimumLoadBalancerCapacity: { CapacityUnits: 1_000_000 } };
  expect(await refusal(client.send(new elb.ModifyCapacityReservationCommand(tooMuch)))).toBe(
    'CapacityUnitsLimitExceeded',
  );
  const neither = new elb.ModifyCapacityReservationCommand({ LoadBalancerArn });
  expect(await refusal(client.send(neither))).toBe('ValidationError');

  const rules = await client.send(new elb.DescribeRulesCommand({ ListenerArn }));
  const RuleArn = known(rules.Rules?.[0]?.RuleArn, 'a rule');
  const ResourceArns = [LoadBalancerArn, ListenerArn, TargetGroupArn, RuleArn];
  await client.send(
    new elb.AddTagsCommand({
      ResourceArns,
      Tags: [
        { Key: 'a', Value: '1' },
        { Key: 'b', Value: '' },
      ],
    }),
  );
  await client.send(new elb.RemoveTagsCommand({ ResourceArns, TagKeys: ['b'] }));
  const tags = await client.send(new elb.DescribeTagsCommand({ ResourceArns }));
  expect(tags.TagDescriptions).toEqual(
    ResourceArns.map((ResourceArn) => ({ ResourceArn, Tags: [{ Key: 'a', Value: '1' }] })),
  );

  const priority = new elb.SetRulePrioritiesCommand({ RulePriorities: [{ RuleArn, Priority: 1 }] });
  const refusals = await Promise.all([
    refusal(
      client.send(new elb.CreateRuleCommand({ ListenerArn, Priority: 1, Conditions: [], Actions: [] })),
    ),
    refusal(client.send(new elb.ModifyRuleCommand({ RuleArn }))),
    refusal(client.send(new elb.DeleteRuleCommand({ RuleArn }))),
    refusal(client.send(priority)),
    refusal(client.send(new elb.DeleteRuleCommand({ RuleArn: `${RuleArn.slice(0, -16)}0000000000000000` }))),
    refusal(client.send(new elb.ModifyIpPoolsCommand({ LoadBalancerArn, RemoveIpamPools: ['ipv4'] }))),
    refusal(client.send(new elb.SetSecurityGroupsCommand({ LoadBalancerArn, SecurityGroups: ['sg-1'] }))),
    refusal(client.send(new elb.SetIpAddressTypeCommand({ LoadBalancerArn, IpAddressType: 'dualstack' }))),
  ]);
  expect(refusals).toEqual([
    'UnsupportedProtocol',
    'OperationNotPermitted',
    'OperationNotPermitted',
    'OperationNotPermitted',
    'RuleNotFound',
    'ValidationError',
    'InvalidConfigurationRequest',
    'InvalidConfigurationRequest',
  ]);
  const two = await client.send(new elb.SetSubnetsCommand({ LoadBalancerArn, Subnets: subnets }));
  expect(two.AvailabilityZones).toHaveLength(2);
  await client.send(new elb.DeleteListenerCommand({ ListenerArn }));
  await client.send(new elb.DeleteTargetGroupCommand({ TargetGroupArn }));
});

test('a gateway load balancer and its listener', async () => {
  const LoadBalancerArn = await loadBalancer('sdk-gwlb', 'gateway');
  const TargetGroupArn = await targetGroup('sdk-geneve', { Protocol: 'GENEVE', Port: 6081 });
  await listener({ LoadBalancerArn, DefaultActions: forward(TargetGroupArn) });
  const { Listeners } = await client.send(new elb.DescribeListenersCommand({ LoadBalancerArn }));
  expect(Listeners?.[0]?.Protocol).toBeUndefined();
  const groups = await client.send(new elb.DescribeTargetGroupsCommand({ LoadBalancerArn }));
  expect(groups.TargetGroups?.[0]?.LoadBalancerArns).toEqual([LoadBalancerArn]);
});

test("the SDK's waiters end", async () => {
  const LoadBalancerArn = await loadBalancer('sdk-waits', 'network');
  const options = { client, maxWaitTime: 5, minDelay: 1, maxDelay: 1 };
  const input = { LoadBalancerArns: [LoadBalancerArn] };
  const changeTo = (state: 'active') =>
    server.state.transact((tx) => {
      const row = known(tx.loadBalancers.get(LoadBalancerArn), 'the load balancer');
      tx.loadBalancers.put({ ...row, status: { state } });
    });
  changeTo('active');
  expect((await elb.waitUntilLoadBalancerExists(options, input)).state).toBe('SUCCESS');
  expect((await elb.waitUntilLoadBalancerAvailable(options, input)).state).toBe('SUCCESS');

  const TargetGroupArn = await targetGroup('sdk-waits', { Protocol: 'TCP' });
  await listener({ LoadBalancerArn, Protocol: 'TCP', Port: 80, DefaultActions: forward(TargetGroupArn) });
  const Targets = [{ Id: '10.0.0.9' }];
  await client.send(new elb.RegisterTargetsCommand({ TargetGroupArn, Targets }));
  server.state.transact((tx) => {
    for (const row of tx.targets.by('targetGroup', TargetGroupArn))
      tx.targets.put({ ...row, status: { health: { state: 'healthy' } } });
  });
  expect((await elb.waitUntilTargetInService(options, { TargetGroupArn, Targets })).state).toBe('SUCCESS');
  await client.send(new elb.DeregisterTargetsCommand({ TargetGroupArn, Targets }));
  const draining = await client.send(new elb.DescribeTargetHealthCommand({ TargetGroupArn, Targets }));
  expect(draining.TargetHealthDescriptions?.[0]?.TargetHealth?.State).toBe('draining');
  server.state.transact((tx) => {
    for (const row of tx.targets.by('targetGroup', TargetGroupArn)) tx.targets.delete(row.id);
  });
  expect((await elb.waitUntilTargetDeregistered(options, { TargetGroupArn, Targets })).state).toBe('SUCCESS');
  await client.send(new elb.DeleteLoadBalancerCommand({ LoadBalancerArn }));
  expect((await elb.waitUntilLoadBalancersDeleted(options, input)).state).toBe('SUCCESS');
  const all = await client.send(new elb.DescribeLoadBalancersCommand({}));
  expect(all.LoadBalancers?.map((row) => row.LoadBalancerArn)).not.toContain(LoadBalancerArn);
});

test('limits, policies, and what only Application Load Balancers have', async () => {
  const { Limits } = await client.send(new elb.DescribeAccountLimitsCommand({}));
  expect(Limits).toContainEqual({ Name: 'gateway-load-balancers', Max: '100' });
  expect(Limits).toContainEqual({ Name: 'targets-per-network-load-balancer', Max: '3000' });
  const page = await client.send(new elb.DescribeAccountLimitsCommand({ PageSize: 1 }));
  expect([page.Limits?.length, typeof page.NextMarker]).toEqual([1, 'string']);
  const { SslPolicies } = await client.send(
    new elb.DescribeSSLPoliciesCommand({ Names: ['ELBSecurityPolicy-TLS13-1-3-2021-06'] }),
  );
  expect(SslPolicies?.[0]).toMatchObject({ SslProtocols: ['TLSv1.3'], Ciphers: { length: 3 } });
  expect((await client.send(new elb.DescribeTrustStoresCommand({}))).TrustStores).toEqual([]);
  const TrustStoreArn = STORE;
  const bundle = { CaCertificatesBundleS3Bucket: 'bucket', CaCertificatesBundleS3Key: 'key' };
  const refusals = {
    create: client.send(new elb.CreateTrustStoreCommand({ Name: 'store', ...bundle })),
    describe: client.send(new elb.DescribeTrustStoresCommand({ TrustStoreArns: [STORE] })),
    named: client.send(new elb.DescribeTrustStoresCommand({ Names: ['store'] })),
    modify: client.send(new elb.ModifyTrustStoreCommand({ TrustStoreArn, ...bundle })),
    delete: client.send(new elb.DeleteTrustStoreCommand({ TrustStoreArn })),
    associations: client.send(new elb.DescribeTrustStoreAssociationsCommand({ TrustStoreArn })),
    shared: client.send(
      new elb.DeleteSharedTrustStoreAssociationCommand({ TrustStoreArn, ResourceArn: STORE }),
    ),
    revocations: client.send(new elb.DescribeTrustStoreRevocationsCommand({ TrustStoreArn })),
    add: client.send(new elb.AddTrustStoreRevocationsCommand({ TrustStoreArn })),
    remove: client.send(new elb.RemoveTrustStoreRevocationsCommand({ TrustStoreArn, RevocationIds: [1] })),
    bundle: client.send(new elb.GetTrustStoreCaCertificatesBundleCommand({ TrustStoreArn })),
    content: client.send(new elb.GetTrustStoreRevocationContentCommand({ TrustStoreArn, RevocationId: 1 })),
    policy: client.send(new elb.GetResourcePolicyCommand({ ResourceArn: STORE })),
    malformed: client.send(new elb.DeleteTrustStoreCommand({ TrustStoreArn: 'store' })),
  };
  const names = await Promise.all(
    Object.entries(refusals).map(async ([what, sent]) => [what, await refusal(sent)] as const),
  );
  const { create, policy, malformed, ...others } = Object.fromEntries(names);
  expect([create, policy, malformed]).toEqual([
    'CaCertificatesBundleNotFound',
    'ResourceNotFound',
    'ValidationError',
  ]);
  expect(new Set(Object.values(others))).toEqual(new Set(['TrustStoreNotFound']));
});

test('nothing was left out', () => {
  expect([...called].sort()).toEqual(Object.keys(elbv2Operations).sort());
});
