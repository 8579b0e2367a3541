/** Provider and consumer, with the same addresses: a service behind a load balancer, and who asks for it. */
import {
  AuthorizeSecurityGroupIngressCommand,
  CreateNetworkAclEntryCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  CreateVpcEndpointServiceConfigurationCommand,
  DescribeNetworkAclsCommand,
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
/** AWS's quotas; one rule is left to be added, and one is the default group's own. */
const RULES = 60;
const ACL_ENTRIES = 20;
/** Room for thousands of endpoints. */
const SUBNET = '10.0.0.0/18';

export interface Place {
  readonly vpcId: string;
  readonly subnetId: string;
}

export interface Party extends Place {
  readonly instanceId: string;
}

export interface Service {
  readonly id: string;
  readonly name: string;
  readonly loadBalancerArn: string;
}

/** A VPC with one instance, open to itself. */
export async function makeParty(daemon: Daemon, account: string): Promise<Party> {
  const ec2 = daemon.ec2(account);
  const { vpcId, subnetId } = await makePlace(daemon, account);
  const image = { ImageId: 'ami-00000000000000000', MinCount: 1, MaxCount: 1 };
  const run = await ec2.send(new RunInstancesCommand({ ...image, SubnetId: subnetId }));
  return { vpcId, subnetId, instanceId: run.Instances?.[0]?.InstanceId as string };
}

/** A VPC with a subnet and nothing in it, open to itself. */
export async function makePlace(daemon: Daemon, account: string): Promise<Place> {
  const ec2 = daemon.ec2(account);
  const vpc = await ec2.send(new CreateVpcCommand({ CidrBlock: BLOCK }));
  const vpcId = vpc.Vpc?.VpcId as string;
  const place = { VpcId: vpcId, CidrBlock: SUBNET, AvailabilityZoneId: ZONE };
  const subnet = await ec2.send(new CreateSubnetCommand(place));
  const subnetId = subnet.Subnet?.SubnetId as string;
  await openGroup(daemon, account, vpcId);
  return { vpcId, subnetId };
}

/** The group that a VPC begins with. */
export async function defaultGroup(daemon: Daemon, account: string, vpcId: string): Promise<string> {
  const ofVpc = { Filters: [{ Name: 'vpc-id', Values: [vpcId] }] };
  const groups = await daemon.ec2(account).send(new DescribeSecurityGroupsCommand(ofVpc));
  return groups.SecurityGroups?.[0]?.GroupId as string;
}

async function openGroup(daemon: Daemon, account: string, vpcId: string): Promise<void> {
  const ec2 = daemon.ec2(account);
  const GroupId = await defaultGroup(daemon, account, vpcId);
  const everyPort = { IpProtocol: 'tcp', FromPort: 1, ToPort: 65535, IpRanges: [{ CidrIp: BLOCK }] };
  const others = Array.from({ length: RULES - 2 }, (_, index) => range(40_000 + index));
  await ec2.send(
    new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions: [everyPort, ...others] }),
  );
  await fillAcl(daemon, account, vpcId);
}

/** As many entries as an ACL may have: they allow what goes on here, and deny what does not. */
async function fillAcl(daemon: Daemon, account: string, vpcId: string): Promise<void> {
  const ec2 = daemon.ec2(account);
  const ofVpc = { Filters: [{ Name: 'vpc-id', Values: [vpcId] }] };
  const acls = await ec2.send(new DescribeNetworkAclsCommand(ofVpc));
  const NetworkAclId = acls.NetworkAcls?.[0]?.NetworkAclId;
  const entries = [true, false].flatMap((Egress) =>
    Array.from({ length: ACL_ENTRIES - 1 }, (_, index) => ({
      NetworkAclId,
      Egress,
      RuleNumber: index + 1,
      Protocol: '6',
      RuleAction: 'deny' as const,
      CidrBlock: `192.0.2.${index}/32`,
      PortRange: { From: 1, To: 65535 },
    })),
  );
  for (const entry of entries) await ec2.send(new CreateNetworkAclEntryCommand(entry));
}

function range(port: number) {
  return { IpProtocol: 'tcp', FromPort: port, ToPort: port, IpRanges: [{ CidrIp: '192.0.2.0/24' }] };
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
  return { id: ServiceId as string, name: ServiceName as string, loadBalancerArn };
}

/** A listener whose only target is the provider's instance; resolves to its target group once that is healthy. */
export async function listen(
  daemon: Daemon,
  LoadBalancerArn: string,
  provider: Party,
  port: number,
): Promise<string> {
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
  return TargetGroupArn;
}
