/** Calls of both parties through AWS's own clients that no other test here sends. */
import * as ec2 from '@aws-sdk/client-ec2';
import * as elb from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { known } from '../../../base/assert.ts';
import { startTestServer, type TestServer } from '../../testServer.ts';

const PROVIDER = '111111111111';
const CONSUMER = '222222222222';

let server: TestServer;
let service: ec2.ServiceConfiguration;

beforeAll(async () => {
  server = await startTestServer();
  service = await offer();
});
afterAll(() => server.close());

async function defaultNetwork(accountId: string) {
  const { Subnets } = await server.ec2(accountId).send(new ec2.DescribeSubnetsCommand({}));
  const subnet = known(Subnets?.[0], 'a default subnet');
  return { vpcId: known(subnet.VpcId, 'a VPC'), subnetId: known(subnet.SubnetId, 'a subnet') };
}

async function offer(): Promise<ec2.ServiceConfiguration> {
  const { subnetId } = await defaultNetwork(PROVIDER);
  const { LoadBalancers } = await server.elbv2(PROVIDER).send(
    new elb.CreateLoadBalancerCommand({
      Name: 'nlb',
      Type: 'network',
      Scheme: 'internal',
      Subnets: [subnetId],
    }),
  );
  const { ServiceConfiguration } = await server.ec2(PROVIDER).send(
    new ec2.CreateVpcEndpointServiceConfigurationCommand({
      NetworkLoadBalancerArns: [known(LoadBalancers?.[0]?.LoadBalancerArn, 'an ARN')],
      PrivateDnsName: 'api.example.com',
      SupportedRegions: ['eu-west-1'],
    }),
  );
  const made = known(ServiceConfiguration, 'a service');
  await server.ec2(PROVIDER).send(
    new ec2.ModifyVpcEndpointServicePermissionsCommand({
      ServiceId: made.ServiceId,
      AddAllowedPrincipals: [`arn:aws:iam::${CONSUMER}:root`],
    }),
  );
  return made;
}

test('a service says from which Regions it is reached', () => {
  expect(service.RemoteAccessEnabled).toBe(true);
  expect(service.SupportedRegions).toEqual([
    { Region: 'us-east-1', ServiceState: 'Available' },
    { Region: 'eu-west-1', ServiceState: 'Available' },
  ]);
});

test('the check of a private name begins at once and is answered later', async () => {
  const client = server.ec2(PROVIDER);
  const { ServiceId } = service;
  const start = (DryRun?: boolean) =>
    client.send(new ec2.StartVpcEndpointServicePrivateDnsVerificationCommand({ ServiceId, DryRun }));
  await expect(start(true)).rejects.toMatchObject({ name: 'DryRunOperation' });
  expect(server.state.snapshot.endpointServices.count('verification', 'asked')).toBe(0);
  expect((await start()).ReturnValue).toBe(true);
  expect(server.state.snapshot.endpointServices.count('verification', 'asked')).toBe(1);
  const { ServiceConfigurations } = await client.send(
    new ec2.DescribeVpcEndpointServiceConfigurationsCommand({ ServiceIds: [ServiceId ?? ''] }),
  );
  expect(ServiceConfigurations?.[0]?.PrivateDnsNameConfiguration?.State).toBe('pendingVerification');
});

test('an endpoint tells its owner who pays, and has no associations', async () => {
  const { vpcId: VpcId, subnetId } = await defaultNetwork(CONSUMER);
  const client = server.ec2(CONSUMER);
  const { VpcEndpoint } = await client.send(
    new ec2.CreateVpcEndpointCommand({
      VpcEndpointType: 'Interface',
      VpcId,
      ServiceName: service.ServiceName,
      ServiceRegion: 'us-east-1',
      SubnetIds: [subnetId],
    }),
  );
  const VpcEndpointId = VpcEndpoint?.VpcEndpointId;
  const paid = await server.ec2(PROVIDER).send(
    new ec2.ModifyVpcEndpointPayerResponsibilityCommand({
      ServiceId: service.ServiceId,
      VpcEndpointId,
      Scope: 'vpc-endpoint-charges',
      PayerResponsibility: 'vpc-endpoint-service-account',
    }),
  );
  const payers = [{ Scope: 'vpc-endpoint-charges', PayerResponsibilityType: 'vpc-endpoint-service-account' }];
  expect(paid).toMatchObject({ VpcEndpointId, PayerResponsibilities: payers });
  const { VpcEndpoints } = await client.send(new ec2.DescribeVpcEndpointsCommand({}));
  expect(VpcEndpoints?.[0]).toMatchObject({ VpcEndpointId, PayerResponsibilities: payers });
  const { VpcEndpointAssociations } = await client.send(
    new ec2.DescribeVpcEndpointAssociationsCommand({ VpcEndpointIds: [VpcEndpointId ?? ''], MaxResults: 10 }),
  );
  expect(VpcEndpointAssociations ?? []).toEqual([]);
});
