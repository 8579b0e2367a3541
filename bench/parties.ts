/** Provider and consumer, with the same addresses: a service behind a load balancer, and who asks for it. */
import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  CreateVpcEndpointServiceConfigurationCommand,
  DescribeSecurityGroupsCommand,
  ModifyVpcEndpointServicePermissionsCommand,
  RunInstancesCommand,
} from '@aws-sdk/client-ec2';
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
  DescribeTargetHealthCommand,
  RegisterTargetsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { eventually } from './commands.ts';
import type { Daemon } from './daemon.ts';
import { PORTS } from './load/conversation.ts';

export const PROVIDER = '111122223333';
export const CONSUMER = '444455556666';
/** By id: accounts give zones names of their own. */
const ZONE = 'use1-az1';
const BLOCK = '10.0.0.0/16';
/** Room for thousands of endpoints. */
const SUBNET = '10.0.0.0/18';

export interface Party {
  readonly vpcId: string;
  readonly subnetId: string;
  readonly instanceId: string;
}

export interface Service {
  readonly id: string;
  readonly name: string;
}

/** A VPC with one instance, open to itself. */
export async function makeParty(daemon: Daemon, account: string): Promise<Party> {
  const ec2 = daemon.ec2(account);
  const vpc = await ec2.send(new CreateVpcCommand({ CidrBlock: BLOCK }));
  const vpcId = vpc.Vpc?.VpcId as string;
  const place = { VpcId: vpcId, CidrBlock: SUBNET, AvailabilityZoneId: ZONE };
  const subnet = await ec2.send(new CreateSubnetCommand(place));
  const subnetId = subnet.Subnet?.SubnetId as string;
  await openGroup(daemon, account, vpcId);
  const image = { ImageId: 'ami-00000000000000000', MinCount: 1, MaxCount: 1 };
  const run = await ec2.send(new RunInstancesCommand({ ...image, SubnetId: subnetId }));
  return { vpcId, subnetId, instanceId: run.Instances?.[0]?.InstanceId as string };
}

async function openGroup(daemon: Daemon, account: string, vpcId: string): Promise<void> {
  const ec2 = daemon.ec2(account);
  const ofVpc = { Filters: [{ Name: 'vpc-id', Values: [vpcId] }] };
  const groups = await ec2.send(new DescribeSecurityGroupsCommand(ofVpc));
  const GroupId = groups.SecurityGroups?.[0]?.GroupId;
  const everyPort = { IpProtocol: 'tcp', FromPort: 1, ToPort: 65535, IpRanges: [{ CidrIp: BLOCK }] };
  await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions: [everyPort] }));
}

/** The provider's instance behind a load balancer, offered to everybody without acceptance. */
export async function offer(daemon: Daemon, provider: Party): Promise<Service> {
  const place = { Name: 'bench', Subnets: [provider.subnetId] };
  const balancer = { ...place, Type: 'network', Scheme: 'internal' } as const;
  const created = await daemon.elb(PROVIDER).send(new CreateLoadBalancerCommand(balancer));
  const loadBalancerArn = created.LoadBalancers?.[0]?.LoadBalancerArn as string;
  await Promise.all(Object.values(PORTS).map((port) => listen(daemon, loadBalancerArn, provider, port)));
  const ec2 = daemon.ec2(PROVIDER);
  const offered = { NetworkLoadBalancerArns: [loadBalancerArn], AcceptanceRequired: false };
  const made = await ec2.send(new CreateVpcEndpointServiceConfigurationCommand(offered));
  const { ServiceId, ServiceName } = made.ServiceConfiguration ?? {};
  await ec2.send(new ModifyVpcEndpointServicePermissionsCommand({ ServiceId, AddAllowedPrincipals: ['*'] }));
  return { id: ServiceId as string, name: ServiceName as string };
}

/** Resolves once the target is healthy. */
async function listen(daemon: Daemon, LoadBalancerArn: string, provider: Party, port: number): Promise<void> {
  const elb = daemon.elb(PROVIDER);
  const health = { HealthCheckPort: String(PORTS.answer), HealthCheckIntervalSeconds: 5 };
  const traffic = { Protocol: 'TCP', Port: port } as const;
  const group = { Name: `bench-${port}`, VpcId: provider.vpcId, ...traffic, ...health };
  const made = await elb.send(new CreateTargetGroupCommand(group));
  const TargetGroupArn = made.TargetGroups?.[0]?.TargetGroupArn as string;
  await elb.send(new RegisterTargetsCommand({ TargetGroupArn, Targets: [{ Id: provider.instanceId }] }));
  const DefaultActions = [{ Type: 'forward', TargetGroupArn } as const];
  await elb.send(new CreateListenerCommand({ LoadBalancerArn, ...traffic, DefaultActions }));
  await eventually('the target is healthy', 60_000, async () => {
    const found = await elb.send(new DescribeTargetHealthCommand({ TargetGroupArn }));
    const state = found.TargetHealthDescriptions?.[0]?.TargetHealth?.State;
    if (state !== 'healthy') throw new Error(`it is ${state}`);
  });
}
