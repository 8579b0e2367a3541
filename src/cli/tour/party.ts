/** One account's side of the tour: the official AWS SDK, pointed at the daemon, and nothing else. */
import * as ec2 from '@aws-sdk/client-ec2';
import * as elb from '@aws-sdk/client-elastic-load-balancing-v2';
import { known } from '../../base/assert.ts';
import { eventually } from './eventually.ts';

export const REGION = 'us-east-1';
/** A zone that both parties mean: `us-east-1a` of one account is another zone than that of the other. */
const ZONE_ID = 'use1-az1';

export interface Party {
  readonly accountId: string;
  readonly ec2: ec2.EC2Client;
  readonly elb: elb.ElasticLoadBalancingV2Client;
}

export interface Network {
  readonly vpcId: string;
  readonly subnetId: string;
  readonly cidr: string;
}

/** An access key of twelve digits is the account; any secret will do. */
export function partyOf(accountId: string, endpoint: string): Party {
  const settings = {
    endpoint,
    region: REGION,
    credentials: { accessKeyId: accountId, secretAccessKey: 'any' },
    maxAttempts: 1,
  };
  return {
    accountId,
    ec2: new ec2.EC2Client(settings),
    elb: new elb.ElasticLoadBalancingV2Client(settings),
  };
}

export async function makeNetwork(party: Party, cidr: string): Promise<Network> {
  const { Vpc } = await party.ec2.send(new ec2.CreateVpcCommand({ CidrBlock: cidr }));
  const vpcId = known(Vpc?.VpcId, 'CreateVpc answers an id');
  const { Subnet } = await party.ec2.send(
    new ec2.CreateSubnetCommand({
      VpcId: vpcId,
      CidrBlock: cidr.replace(/\/\d+$/, '/24'),
      AvailabilityZoneId: ZONE_ID,
    }),
  );
  return { vpcId, subnetId: known(Subnet?.SubnetId, 'CreateSubnet answers an id'), cidr };
}

/** A security group that lets one TCP port in from the whole VPC. */
export async function makeGroup(party: Party, network: Network, name: string, port: number): Promise<string> {
  const { GroupId } = await party.ec2.send(
    new ec2.CreateSecurityGroupCommand({ GroupName: name, Description: name, VpcId: network.vpcId }),
  );
  const groupId = known(GroupId, 'CreateSecurityGroup answers an id');
  await openPort(party, network, groupId, port);
  return groupId;
}

export async function openPort(party: Party, network: Network, groupId: string, port: number): Promise<void> {
  await party.ec2.send(
    new ec2.AuthorizeSecurityGroupIngressCommand({ GroupId: groupId, IpPermissions: tcpFrom(network, port) }),
  );
}

export async function closePort(
  party: Party,
  network: Network,
  groupId: string,
  port: number,
): Promise<void> {
  await party.ec2.send(
    new ec2.RevokeSecurityGroupIngressCommand({ GroupId: groupId, IpPermissions: tcpFrom(network, port) }),
  );
}

export interface Machine {
  readonly instanceId: string;
  readonly address: string;
}

/** Runs an instance at a fixed address and waits until it runs. */
export async function runInstance(
  party: Party,
  network: Network,
  address: string,
  more: { name: string; groupId?: string; userData?: string },
): Promise<Machine> {
  const { Instances } = await party.ec2.send(
    new ec2.RunInstancesCommand({
      ImageId: 'ami-00000000000000000',
      InstanceType: 't3.micro',
      MinCount: 1,
      MaxCount: 1,
      SubnetId: network.subnetId,
      PrivateIpAddress: address,
      SecurityGroupIds: more.groupId ? [more.groupId] : undefined,
      UserData: more.userData && Buffer.from(more.userData).toString('base64'),
      TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'Name', Value: more.name }] }],
    }),
  );
  const instanceId = known(Instances?.[0]?.InstanceId, 'RunInstances answers an id');
  await eventually(`instance ${instanceId} is running`, async () => {
    const { Reservations } = await party.ec2.send(
      new ec2.DescribeInstancesCommand({ InstanceIds: [instanceId] }),
    );
    return Reservations?.[0]?.Instances?.[0]?.State?.Name === 'running';
  });
  return { instanceId, address };
}

function tcpFrom(network: Network, port: number): ec2.IpPermission[] {
  return [{ IpProtocol: 'tcp', FromPort: port, ToPort: port, IpRanges: [{ CidrIp: network.cidr }] }];
}
