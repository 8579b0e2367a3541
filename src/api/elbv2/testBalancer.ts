/** A load balancer with a target group and a listener, without the wire: what the tests here start from. */
import { known } from '../../base/assert.ts';
import type { Instance } from '../../resources/instance.ts';
import { createInterface } from '../../state/interfaces.ts';
import { createSubnet } from '../ec2/subnet/createSubnet.ts';
import { createVpc } from '../ec2/vpc/createVpc.ts';
import { TEST_ACCOUNT, TEST_REGION, type TestCaller } from '../testCall.ts';
import { createListener } from './createListener.ts';
import { createLoadBalancer } from './createLoadBalancer.ts';
import { createTargetGroup } from './createTargetGroup.ts';

export interface Network {
  readonly vpcId: string;
  /** In zones a, b and c: 10.0.0.0/24, 10.0.1.0/24, 10.0.2.0/24. */
  readonly subnetIds: readonly [string, string, string];
}

/** With IPv6 its subnets have the first three /64 of the VPC's block. */
export function makeNetwork(caller: TestCaller, { ipv6 = false } = {}): Network {
  const input = { CidrBlock: '10.0.0.0/16', AmazonProvidedIpv6CidrBlock: ipv6 };
  const vpc = caller.run(createVpc, input).Vpc;
  const vpcId = known(vpc?.VpcId, 'a VPC');
  const block = vpc?.Ipv6CidrBlockAssociationSet?.[0]?.Ipv6CidrBlock ?? '';
  const subnet = (third: number, letter: string) => {
    const input = {
      VpcId: vpcId,
      CidrBlock: `10.0.${third}.0/24`,
      Ipv6CidrBlock: ipv6 ? block.replace('00::/56', `0${third}::/64`) : undefined,
      AvailabilityZone: `${TEST_REGION}${letter}`,
    };
    return known(caller.run(createSubnet, input).Subnet?.SubnetId, 'a subnet');
  };
  return { vpcId, subnetIds: [subnet(0, 'a'), subnet(1, 'b'), subnet(2, 'c')] };
}

/** In zones a and b. */
export function makeLoadBalancer(
  caller: TestCaller,
  { subnetIds }: Network,
  options: Partial<Parameters<typeof createLoadBalancer>[1]> = {},
): string {
  const input = { Name: 'web', Type: 'network' as const, Scheme: 'internal' as const, ...options };
  const places = options.SubnetMappings ? {} : { Subnets: options.Subnets ?? subnetIds.slice(0, 2) };
  const made = caller.run(createLoadBalancer, { ...input, ...places });
  return known(made.LoadBalancers?.[0]?.LoadBalancerArn, 'a load balancer');
}

export function makeTargetGroup(
  caller: TestCaller,
  { vpcId }: Network,
  options: Partial<Parameters<typeof createTargetGroup>[1]> = {},
): string {
  const input = {
    Name: 'targets',
    Protocol: 'TCP' as const,
    Port: 80,
    VpcId: vpcId,
    TargetType: 'ip' as const,
  };
  const made = caller.run(createTargetGroup, { ...input, ...options });
  return known(made.TargetGroups?.[0]?.TargetGroupArn, 'a target group');
}

export function makeListener(
  caller: TestCaller,
  LoadBalancerArn: string,
  TargetGroupArn: string,
  Port = 80,
): string {
  const DefaultActions = [{ Type: 'forward' as const, TargetGroupArn }];
  const made = caller.run(createListener, { LoadBalancerArn, Protocol: 'TCP', Port, DefaultActions });
  return known(made.Listeners?.[0]?.ListenerArn, 'a listener');
}

export function makeInstance(
  caller: TestCaller,
  subnetId: string,
  state: Instance['status']['state'] = 'running',
): string {
  return caller.change((tx) => {
    const subnet = known(tx.subnets.get(subnetId), 'the subnet');
    const instanceId = `i-${String(tx.instances.size).padStart(17, '0')}`;
    const random = {
      hex: () => String(tx.networkInterfaces.size).padStart(17, '0'),
      integer: () => 0,
      text: () => '',
    };
    const networkInterface = createInterface(tx, {
      subnet,
      interfaceType: 'interface',
      description: '',
      groupIds: [],
      requesterManaged: false,
      owner: {
        kind: 'instance',
        instanceId,
        deviceIndex: 0,
        deleteOnTermination: true,
        attachedAt: new Date(0).toISOString(),
      },
      now: new Date(0),
      random,
    });
    tx.instances.put({
      id: instanceId,
      accountId: TEST_ACCOUNT,
      region: TEST_REGION,
      createdAt: new Date(0).toISOString(),
      tags: {},
      spec: {
        reservationId: 'r-00000000000000000',
        launchIndex: 0,
        imageId: 'ami-00000000000000000',
        instanceType: 't3.micro',
        vpcId: subnet.spec.vpcId,
        subnetId,
        networkInterfaceId: networkInterface.id,
      },
      status: { state },
    });
    return instanceId;
  });
}
