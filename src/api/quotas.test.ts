/** Quotas: AWS's defaults, what operators may change, and what callers are told. */
import { CreateVpcEndpointCommand, DescribeVpcsCommand } from '@aws-sdk/client-ec2';
import { afterEach, expect, test } from 'vitest';
import { createVpc } from './ec2/vpc/createVpc.ts';
import { accountQuota, checkQuota, DEFAULT_QUOTAS, quota, setQuotas } from './quotas.ts';
import { codeOf, testCaller } from './testCall.ts';
import { startTestServer } from './testServer.ts';

afterEach(() => setQuotas());

test('the defaults are AWS’s', () => {
  expect(DEFAULT_QUOTAS).toMatchObject({
    vpcsPerRegion: 5,
    subnetsPerVpc: 200,
    interfaceEndpointsPerVpc: 50,
    gatewayEndpointsPerRegion: 20,
    networkLoadBalancersPerRegion: 50,
    targetGroupsPerRegion: 3_000,
    elasticIpsPerRegion: 5,
    prefixListsPerRegion: 100,
  });
});

test('the default VPC is one of the five of a Region, and each Region has its own five', async () => {
  const caller = await testCaller();
  const make = (region: string) =>
    codeOf(() => caller.run(createVpc, { CidrBlock: '10.0.0.0/16' }, { region }));
  const codes = [...Array(5)].map(() => make('us-east-1'));
  expect(codes).toEqual([...Array(4).fill('no error'), 'VpcLimitExceeded']);
  expect(make('eu-west-1')).toBe('no error');
});

test('a name stands for one quota, * for all that are not named, and later requests count', () => {
  setQuotas({ vpcsPerRegion: 7, '*': 1_000 });
  expect([quota('vpcsPerRegion'), quota('subnetsPerVpc')]).toEqual([7, 1_000]);
  setQuotas({ vpcsPerRegion: 7 }, { '*': 9 });
  expect(quota('vpcsPerRegion')).toBe(9);
  setQuotas();
  expect(quota('vpcsPerRegion')).toBe(5);
});

test('the error keeps AWS’s code and says what raises the quota', () => {
  const use = (present: number) => () =>
    checkQuota({ accountId: '111122223333' }, 'subnetsPerVpc', present, 'SubnetLimitExceeded', 'No more.');
  expect(codeOf(use(199))).toBe('no error');
  expect(codeOf(use(200))).toBe('SubnetLimitExceeded');
  expect(use(200)).toThrow(
    'No more. The quota is 200. Start Postern with --quota subnetsPerVpc=N for another.',
  );
});

test('a name that is no quota is refused with those that are', () => {
  expect(() => setQuotas({ vpcs: 1 })).toThrow(/^There is no quota vpcs\. .* vpcsPerRegion, /);
});

test('the account that callers share who name none has what a host carries, unless the operator says otherwise', () => {
  const vpcs = (accountId: string) => accountQuota(accountId, 'vpcsPerRegion');
  expect([vpcs('111122223333'), vpcs('000000000000')]).toEqual([5, 10_000]);
  setQuotas({ vpcsPerRegion: 7 });
  expect([vpcs('111122223333'), vpcs('000000000000')]).toEqual([7, 7]);
  setQuotas();
  expect(accountQuota('000000000000', 'rulesPerSecurityGroup')).toBe(60);
});

test('a quota holds against callers at the same moment', async () => {
  setQuotas({ interfaceEndpointsPerVpc: 3 });
  const server = await startTestServer();
  const client = server.ec2('111122223333');
  const { Vpcs } = await client.send(new DescribeVpcsCommand({}));
  const input = {
    VpcId: Vpcs?.[0]?.VpcId,
    VpcEndpointType: 'Interface' as const,
    ServiceName: 'com.amazonaws.us-east-1.sqs',
    PrivateDnsEnabled: false,
  };
  const outcomes = await Promise.all(
    Array.from({ length: 8 }, () =>
      client.send(new CreateVpcEndpointCommand(input)).then(
        () => 'made',
        (error: Error) => error.name,
      ),
    ),
  );
  expect(outcomes.sort()).toEqual([...Array(5).fill('VpcEndpointLimitExceeded'), ...Array(3).fill('made')]);
  await server.close();
});
