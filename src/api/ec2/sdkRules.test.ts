/** Security group rules, defaults and the account through AWS's own client. */
import * as sdk from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../testServer.ts';

let server: TestServer;
let client: sdk.EC2Client;

beforeAll(async () => {
  server = await startTestServer();
  client = server.ec2('111122223333');
});

afterAll(() => server.close());

const HTTPS = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443 };

async function newGroup(name: string): Promise<string> {
  const { Vpcs } = await client.send(new sdk.DescribeVpcsCommand({}));
  const made = await client.send(
    new sdk.CreateSecurityGroupCommand({ GroupName: name, Description: 'd', VpcId: Vpcs?.[0]?.VpcId }),
  );
  return made.GroupId as string;
}

async function rulesOf(groupId: string, isEgress: boolean) {
  const { SecurityGroupRules } = await client.send(
    new sdk.DescribeSecurityGroupRulesCommand({ Filters: [{ Name: 'group-id', Values: [groupId] }] }),
  );
  return (SecurityGroupRules ?? []).filter((rule) => rule.IsEgress === isEgress);
}

test('an egress rule is added, described, modified and revoked', async () => {
  const GroupId = await newGroup('egress');
  const IpPermissions = [{ ...HTTPS, IpRanges: [{ CidrIp: '10.0.0.0/8', Description: 'inside' }] }];
  const { SecurityGroupRules } = await client.send(
    new sdk.AuthorizeSecurityGroupEgressCommand({ GroupId, IpPermissions }),
  );
  expect(SecurityGroupRules).toMatchObject([
    {
      ...HTTPS,
      GroupId,
      GroupOwnerId: '111122223333',
      IsEgress: true,
      CidrIpv4: '10.0.0.0/8',
      Description: 'inside',
    },
  ]);
  await client.send(
    new sdk.UpdateSecurityGroupRuleDescriptionsEgressCommand({
      GroupId,
      IpPermissions: [{ ...HTTPS, IpRanges: [{ CidrIp: '10.0.0.0/8', Description: 'all of it' }] }],
    }),
  );
  expect(await rulesOf(GroupId, true)).toContainEqual(expect.objectContaining({ Description: 'all of it' }));
  const { RevokedSecurityGroupRules, Return } = await client.send(
    new sdk.RevokeSecurityGroupEgressCommand({ GroupId, IpPermissions }),
  );
  expect(Return).toBe(true);
  expect(RevokedSecurityGroupRules).toMatchObject([{ GroupId, IsEgress: true, CidrIpv4: '10.0.0.0/8' }]);
  expect((await rulesOf(GroupId, true)).map(({ IpProtocol }) => IpProtocol)).toEqual(['-1']);
});

test('an ingress rule keeps its id when it is modified, and takes another description', async () => {
  const GroupId = await newGroup('ingress');
  const { SecurityGroupRules = [] } = await client.send(
    new sdk.AuthorizeSecurityGroupIngressCommand({
      GroupId,
      IpPermissions: [{ ...HTTPS, IpRanges: [{ CidrIp: '10.0.0.0/8' }] }],
    }),
  );
  const SecurityGroupRuleId = SecurityGroupRules[0]?.SecurityGroupRuleId as string;
  const changed = {
    IpProtocol: 'tcp',
    FromPort: 80,
    ToPort: 81,
    CidrIpv4: '10.1.0.0/16',
    Description: 'web',
  };
  const { Return } = await client.send(
    new sdk.ModifySecurityGroupRulesCommand({
      GroupId,
      SecurityGroupRules: [{ SecurityGroupRuleId, SecurityGroupRule: changed }],
    }),
  );
  expect(Return).toBe(true);
  expect(await rulesOf(GroupId, false)).toMatchObject([{ SecurityGroupRuleId, ...changed }]);
  await client.send(
    new sdk.UpdateSecurityGroupRuleDescriptionsIngressCommand({
      GroupId,
      SecurityGroupRuleDescriptions: [{ SecurityGroupRuleId, Description: 'the web' }],
    }),
  );
  expect(await rulesOf(GroupId, false)).toMatchObject([{ SecurityGroupRuleId, Description: 'the web' }]);
  await client.send(
    new sdk.RevokeSecurityGroupIngressCommand({ GroupId, SecurityGroupRuleIds: [SecurityGroupRuleId] }),
  );
  expect(await rulesOf(GroupId, false)).toEqual([]);
});

test('an account has one default VPC in a Region, and gets it back when it has deleted it', async () => {
  const frankfurt = await startTestServer('eu-central-1');
  try {
    const there = frankfurt.ec2('111122223333');
    const refused = there.send(new sdk.CreateDefaultVpcCommand({}));
    await expect(refused).rejects.toMatchObject({ name: 'DefaultVpcAlreadyExists' });
    const { Vpcs } = await there.send(new sdk.DescribeVpcsCommand({}));
    const VpcId = Vpcs?.[0]?.VpcId as string;
    const { Subnets = [] } = await there.send(new sdk.DescribeSubnetsCommand({}));
    for (const { SubnetId } of Subnets) await there.send(new sdk.DeleteSubnetCommand({ SubnetId }));
    const { InternetGateways } = await there.send(new sdk.DescribeInternetGatewaysCommand({}));
    const InternetGatewayId = InternetGateways?.[0]?.InternetGatewayId;
    await there.send(new sdk.DetachInternetGatewayCommand({ InternetGatewayId, VpcId }));
    await there.send(new sdk.DeleteInternetGatewayCommand({ InternetGatewayId }));
    await there.send(new sdk.DeleteVpcCommand({ VpcId }));
    const { Vpc } = await there.send(new sdk.CreateDefaultVpcCommand({}));
    expect(Vpc).toMatchObject({ IsDefault: true, CidrBlock: '172.31.0.0/16' });
    expect(Vpc?.VpcId).not.toBe(VpcId);
  } finally {
    await frankfurt.close();
  }
});

test('Regions, the account and its prefix lists are described', async () => {
  const { Regions } = await client.send(new sdk.DescribeRegionsCommand({ RegionNames: ['us-east-1'] }));
  expect(Regions).toEqual([
    { RegionName: 'us-east-1', Endpoint: 'ec2.us-east-1.amazonaws.com', OptInStatus: 'opt-in-not-required' },
  ]);
  const { AccountAttributes } = await client.send(
    new sdk.DescribeAccountAttributesCommand({ AttributeNames: ['supported-platforms'] }),
  );
  expect(AccountAttributes).toEqual([
    { AttributeName: 'supported-platforms', AttributeValues: [{ AttributeValue: 'VPC' }] },
  ]);
  const { PrefixLists = [] } = await client.send(
    new sdk.DescribeManagedPrefixListsCommand({ Filters: [{ Name: 'owner-id', Values: ['AWS'] }] }),
  );
  expect(PrefixLists.map((list) => list.PrefixListName)).toContain('com.amazonaws.us-east-1.s3');
  const { InstanceStatuses } = await client.send(new sdk.DescribeInstanceStatusCommand({}));
  expect(InstanceStatuses).toEqual([]);
});

test('a service shows whom it allows, lets its owner pay, and goes', async () => {
  const provider = server.ec2('222233334444');
  const { Subnets = [] } = await provider.send(new sdk.DescribeSubnetsCommand({}));
  const { CreateLoadBalancerCommand } = await import('@aws-sdk/client-elastic-load-balancing-v2');
  const { LoadBalancers } = await server.elbv2('222233334444').send(
    new CreateLoadBalancerCommand({
      Name: 'n',
      Type: 'network',
      Scheme: 'internal',
      Subnets: [Subnets[0]?.SubnetId as string],
    }),
  );
  const { ServiceConfiguration } = await provider.send(
    new sdk.CreateVpcEndpointServiceConfigurationCommand({
      NetworkLoadBalancerArns: [LoadBalancers?.[0]?.LoadBalancerArn as string],
    }),
  );
  const ServiceId = ServiceConfiguration?.ServiceId as string;
  const principal = 'arn:aws:iam::111122223333:root';
  await provider.send(
    new sdk.ModifyVpcEndpointServicePermissionsCommand({ ServiceId, AddAllowedPrincipals: [principal] }),
  );
  const { AllowedPrincipals } = await provider.send(
    new sdk.DescribeVpcEndpointServicePermissionsCommand({ ServiceId }),
  );
  expect(AllowedPrincipals).toMatchObject([{ Principal: principal, PrincipalType: 'Account', ServiceId }]);
  const { ReturnValue } = await provider.send(
    new sdk.ModifyVpcEndpointServicePayerResponsibilityCommand({
      ServiceId,
      PayerResponsibility: 'ServiceOwner',
    }),
  );
  expect(ReturnValue).toBe(true);
  const { Unsuccessful } = await provider.send(
    new sdk.DeleteVpcEndpointServiceConfigurationsCommand({ ServiceIds: [ServiceId, 'vpce-svc-00000000'] }),
  );
  expect(Unsuccessful).toMatchObject([
    { ResourceId: 'vpce-svc-00000000', Error: { Code: 'InvalidVpcEndpointService.NotFound' } },
  ]);
});
