/** A load balancer's life through the SDK's own clients. */
import { CreateSubnetCommand, CreateVpcCommand, DescribeNetworkInterfacesCommand } from '@aws-sdk/client-ec2';
import * as elb from '@aws-sdk/client-elastic-load-balancing-v2';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { known } from '../../base/assert.ts';
import { startTestServer, type TestServer } from '../testServer.ts';

const ACCOUNT = '111122223333';
let server: TestServer;
let client: elb.ElasticLoadBalancingV2Client;
let vpcId: string;
let subnetId: string;

beforeAll(async () => {
  server = await startTestServer();
  client = server.elbv2(ACCOUNT);
  const ec2 = server.ec2(ACCOUNT);
  vpcId = known((await ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }))).Vpc?.VpcId, 'a VPC');
  const subnet = { VpcId: vpcId, CidrBlock: '10.0.0.0/24', AvailabilityZone: 'us-east-1a' };
  subnetId = known((await ec2.send(new CreateSubnetCommand(subnet))).Subnet?.SubnetId, 'a subnet');
});
afterAll(() => server.close());

test('is made, read back, used and deleted as AWS shows it', async () => {
  const made = await client.send(
    new elb.CreateLoadBalancerCommand({
      Name: 'my-nlb',
      Type: 'network',
      Scheme: 'internal',
      SubnetMappings: [{ SubnetId: subnetId, PrivateIPv4Address: '10.0.0.40' }],
      Tags: [{ Key: 'team', Value: 'web' }],
    }),
  );
  const loadBalancer = known(made.LoadBalancers?.[0], 'a load balancer');
  const arn = known(loadBalancer.LoadBalancerArn, 'an ARN');
  const suffix = arn.slice(-16);
  expect(loadBalancer).toEqual({
    LoadBalancerArn: `arn:aws:elasticloadbalancing:us-east-1:${ACCOUNT}:loadbalancer/net/my-nlb/${suffix}`,
    DNSName: `my-nlb-${suffix}.elb.us-east-1.amazonaws.com`,
    CanonicalHostedZoneId: 'Z26RNL4JYFTOTI',
    CreatedTime: expect.any(Date),
    LoadBalancerName: 'my-nlb',
    Scheme: 'internal',
    VpcId: vpcId,
    State: { Code: 'provisioning' },
    Type: 'network',
    AvailabilityZones: [
      {
        ZoneName: 'us-east-1a',
        SubnetId: subnetId,
        LoadBalancerAddresses: [{ PrivateIPv4Address: '10.0.0.40' }],
      },
    ],
    IpAddressType: 'ipv4',
    EnablePrefixForIpv6SourceNat: 'off',
  });
  const nodes = await server.ec2(ACCOUNT).send(
    new DescribeNetworkInterfacesCommand({
      Filters: [{ Name: 'description', Values: [`ELB net/my-nlb/${suffix}`] }],
    }),
  );
  expect(nodes.NetworkInterfaces).toMatchObject([
    { PrivateIpAddress: '10.0.0.40', InterfaceType: 'network_load_balancer', RequesterManaged: true },
  ]);

  const group = known(
    (
      await client.send(
        new elb.CreateTargetGroupCommand({
          Name: 'my-targets',
          Protocol: 'TCP',
          Port: 8080,
          VpcId: vpcId,
          TargetType: 'ip',
          HealthCheckIntervalSeconds: 5,
        }),
      )
    ).TargetGroups?.[0],
    'a target group',
  );
  expect(group).toEqual({
    TargetGroupArn: expect.stringMatching(/:targetgroup\/my-targets\/[0-9a-f]{16}$/),
    TargetGroupName: 'my-targets',
    Protocol: 'TCP',
    Port: 8080,
    VpcId: vpcId,
    HealthCheckProtocol: 'TCP',
    HealthCheckPort: 'traffic-port',
    HealthCheckEnabled: true,
    HealthCheckIntervalSeconds: 5,
    HealthCheckTimeoutSeconds: 5,
    HealthyThresholdCount: 5,
    UnhealthyThresholdCount: 2,
    TargetType: 'ip',
    IpAddressType: 'ipv4',
  });
  const TargetGroupArn = known(group.TargetGroupArn, 'an ARN');

  const listener = await client.send(
    new elb.CreateListenerCommand({
      LoadBalancerArn: arn,
      Protocol: 'TCP',
      Port: 443,
      DefaultActions: [{ Type: 'forward', ForwardConfig: { TargetGroups: [{ TargetGroupArn }] } }],
    }),
  );
  expect(listener.Listeners).toEqual([
    {
      ListenerArn: expect.stringMatching(new RegExp(`:listener/net/my-nlb/${suffix}/[0-9a-f]{16}$`)),
      LoadBalancerArn: arn,
      Port: 443,
      Protocol: 'TCP',
      DefaultActions: [
        {
          Type: 'forward',
          TargetGroupArn,
          ForwardConfig: {
            TargetGroups: [{ TargetGroupArn, Weight: 1 }],
            TargetGroupStickinessConfig: { Enabled: false },
          },
        },
      ],
    },
  ]);
  const rules = await client.send(
    new elb.DescribeRulesCommand({ ListenerArn: listener.Listeners?.[0]?.ListenerArn }),
  );
  expect(rules.Rules).toMatchObject([{ Priority: 'default', IsDefault: true }]);

  await client.send(new elb.RegisterTargetsCommand({ TargetGroupArn, Targets: [{ Id: '10.0.0.9' }] }));
  const health = await client.send(new elb.DescribeTargetHealthCommand({ TargetGroupArn }));
  expect(health.TargetHealthDescriptions).toEqual([
    {
      Target: { Id: '10.0.0.9', Port: 8080, AvailabilityZone: 'us-east-1a' },
      HealthCheckPort: '8080',
      TargetHealth: {
        State: 'initial',
        Reason: 'Elb.RegistrationInProgress',
        Description: 'Target registration is in progress',
      },
    },
  ]);
  const used = await client.send(new elb.DescribeTargetGroupsCommand({ LoadBalancerArn: arn }));
  expect(used.TargetGroups?.[0]?.LoadBalancerArns).toEqual([arn]);

  const busy = client.send(new elb.DeleteTargetGroupCommand({ TargetGroupArn }));
  await expect(busy).rejects.toMatchObject({
    name: 'ResourceInUseException',
    message: `Target group '${TargetGroupArn}' is currently in use by a listener or a rule`,
  });
  await client.send(new elb.DeleteLoadBalancerCommand({ LoadBalancerArn: arn }));
  await client.send(new elb.DeleteLoadBalancerCommand({ LoadBalancerArn: arn }));
  await client.send(new elb.DeleteTargetGroupCommand({ TargetGroupArn }));
  const gone = client.send(new elb.DescribeLoadBalancersCommand({ Names: ['my-nlb'] }));
  await expect(gone).rejects.toMatchObject({
    name: 'LoadBalancerNotFoundException',
    message: 'One or more load balancers not found',
  });
});

test('STS says who is calling', async () => {
  expect(await server.sts(ACCOUNT).send(new GetCallerIdentityCommand({}))).toMatchObject({
    Account: ACCOUNT,
    Arn: `arn:aws:iam::${ACCOUNT}:root`,
  });
});
