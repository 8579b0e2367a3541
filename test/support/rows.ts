/** Short ways to make resources for tests; every member that a test does not name is AWS's default. */
import type { VpcEndpoint } from '../../src/resources/endpoint.ts';
import type { EndpointConnection, EndpointService } from '../../src/resources/endpointService.ts';
import type { Instance } from '../../src/resources/instance.ts';
import type { Listener, LoadBalancer, Target, TargetGroup } from '../../src/resources/loadBalancer.ts';
import type { NetworkAcl, NetworkAclEntry, RouteTable, Subnet, Vpc } from '../../src/resources/network.ts';
import type { Attachment, NetworkInterface } from '../../src/resources/networkInterface.ts';
import type { PeeringConnection } from '../../src/resources/peeringConnection.ts';
import type { SecurityGroup, SecurityGroupRule } from '../../src/resources/securityGroup.ts';

const CREATED = '2026-01-01T00:00:00.000Z';

function resource(id: string) {
  return { id, accountId: '111122223333', region: 'us-east-1', createdAt: CREATED, tags: {} };
}

export function vpcOf(
  id: string,
  cidrBlock: string,
  fabricBlock?: number,
  spec: Partial<Vpc['spec']> = {},
): Vpc {
  return {
    ...resource(id),
    spec: {
      cidrBlock,
      isDefault: false,
      instanceTenancy: 'default',
      dhcpOptionsId: 'dopt-1',
      enableDnsSupport: true,
      enableDnsHostnames: true,
      enableNetworkAddressUsageMetrics: false,
      ...spec,
    },
    status: { fabricBlock },
  };
}

export function subnetOf(id: string, vpcId: string, cidrBlock: string, availabilityZone: string): Subnet {
  return {
    ...resource(id),
    spec: { vpcId, cidrBlock, availabilityZone, defaultForAz: false, mapPublicIpOnLaunch: false },
  };
}

/** An ACL that stands at these subnets. */
export function aclOf(
  id: string,
  vpcId: string,
  entries: readonly NetworkAclEntry[],
  ...subnetIds: string[]
): NetworkAcl {
  const associations = subnetIds.map((subnetId) => ({ id: `aclassoc-${subnetId}`, subnetId }));
  return { ...resource(id), spec: { vpcId, isDefault: false, entries, associations } };
}

export function aclEntry(
  ruleNumber: number,
  egress: boolean,
  ruleAction: 'allow' | 'deny',
  cidr: string,
  more: Partial<NetworkAclEntry> = {},
): NetworkAclEntry {
  return { ruleNumber, egress, protocol: '-1', ruleAction, cidr, ...more };
}

/** With routes as `[destination, target]`; the VPC's main table where no subnet is given. */
export function routeTableOf(
  id: string,
  vpcId: string,
  routes: readonly (readonly [string, string])[],
  ...subnetIds: readonly string[]
): RouteTable {
  const own = subnetIds.map((subnetId) => ({ id: `rtbassoc-${subnetId}`, subnetId, main: false }));
  const associations = own.length > 0 ? own : [{ id: `rtbassoc-${id}`, main: true }];
  const set = routes.map(([destination, target]) => ({
    destination,
    target,
    origin: 'CreateRoute' as const,
  }));
  return { ...resource(id), spec: { vpcId, routes: set, associations } };
}

/** Of two VPCs in one Region. */
export function peeringOf(
  id: string,
  requester: string,
  accepter: string,
  code: PeeringConnection['status']['code'] = 'active',
): PeeringConnection {
  const side = (vpcId: string) => ({
    accountId: '111122223333',
    region: 'us-east-1',
    vpcId,
    options: { allowDnsResolutionFromRemoteVpc: false },
  });
  const spec = { requester: side(requester), accepter: side(accepter), expiresAt: CREATED };
  return { ...resource(id), spec, status: { code, message: code } };
}

export function groupOf(id: string, vpcId: string): SecurityGroup {
  return { ...resource(id), spec: { vpcId, groupName: id, description: id } };
}

export function ruleOf(
  id: string,
  groupId: string,
  rule: Pick<SecurityGroupRule['spec'], 'ipProtocol' | 'peer'> & Partial<SecurityGroupRule['spec']>,
): SecurityGroupRule {
  return { ...resource(id), spec: { groupId, isEgress: false, ...rule } };
}

/** As the primary interface of an instance. */
export function attachedTo(instanceId: string): Attachment {
  return { kind: 'instance', instanceId, deviceIndex: 0, deleteOnTermination: true, attachedAt: CREATED };
}

export function interfaceOf(
  id: string,
  subnet: Subnet,
  privateIpAddress: string,
  owner: NetworkInterface['spec']['owner'],
  groupIds: readonly string[] = [],
  status: NetworkInterface['status'] = { dataPlane: 'pending' },
): NetworkInterface {
  const types = {
    instance: 'interface',
    customer: 'interface',
    endpoint: 'vpc_endpoint',
    loadBalancer: 'network_load_balancer',
    natGateway: 'nat_gateway',
    transitGateway: 'transit_gateway',
  } as const;
  return {
    ...resource(id),
    spec: {
      vpcId: subnet.spec.vpcId,
      subnetId: subnet.id,
      availabilityZone: subnet.spec.availabilityZone,
      interfaceType: types[owner.kind],
      description: '',
      privateIpAddress,
      macAddress: '02:00:00:00:00:01',
      groupIds,
      sourceDestCheck: true,
      requesterManaged: owner.kind !== 'instance',
      owner,
      attachmentId: 'eni-attach-1',
    },
    status,
  };
}

export function instanceOf(
  id: string,
  subnet: Subnet,
  networkInterfaceId: string,
  state: Instance['status']['state'] = 'pending',
  spec: Partial<Instance['spec']> = {},
): Instance {
  return {
    ...resource(id),
    spec: {
      reservationId: 'r-1',
      launchIndex: 0,
      imageId: 'ami-1',
      instanceType: 't3.micro',
      vpcId: subnet.spec.vpcId,
      subnetId: subnet.id,
      networkInterfaceId,
      ...spec,
    },
    status: { state },
  };
}

export function balancerOf(
  arn: string,
  vpcId: string,
  zones: LoadBalancer['spec']['zones'],
  spec: Partial<LoadBalancer['spec']> = {},
): LoadBalancer {
  return {
    ...resource(arn),
    spec: {
      name: arn,
      type: 'network',
      scheme: 'internal',
      vpcId,
      ipAddressType: 'ipv4',
      zones,
      securityGroupIds: [],
      hasSecurityGroups: false,
      enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: 'on',
      enablePrefixForIpv6SourceNat: 'off',
      attributes: {},
      dnsName: `${arn}.elb.us-east-1.amazonaws.com`,
      ...spec,
    },
    status: { state: 'provisioning' },
  };
}

export function targetGroupOf(
  arn: string,
  vpcId: string,
  targetType: 'instance' | 'ip',
  spec: Partial<TargetGroup['spec']> = {},
): TargetGroup {
  return {
    ...resource(arn),
    spec: {
      name: arn,
      protocol: 'TCP',
      port: 80,
      vpcId,
      targetType,
      ipAddressType: 'ipv4',
      healthCheck: {
        protocol: 'TCP',
        port: 'traffic-port',
        intervalSeconds: 30,
        timeoutSeconds: 10,
        healthyThresholdCount: 5,
        unhealthyThresholdCount: 2,
      },
      attributes: {},
      ...spec,
    },
  };
}

export function targetOf(
  targetGroupArn: string,
  targetId: string,
  port: number,
  spec: Partial<Target['spec']> = {},
): Target {
  return {
    ...resource(`${targetGroupArn}|${targetId}|${port}`),
    spec: { targetGroupArn, targetId, port, availabilityZone: 'us-east-1a', ...spec },
    status: { health: { state: 'initial' } },
  };
}

export function listenerOf(
  arn: string,
  loadBalancerArn: string,
  targetGroupArn: string,
  port: number,
  spec: Partial<Listener['spec']> = {},
): Listener {
  return {
    ...resource(arn),
    spec: {
      loadBalancerArn,
      protocol: 'TCP',
      port,
      forwardsTo: [{ targetGroupArn, weight: 1 }],
      keepsTargetGroup: false,
      attributes: {},
      ruleTags: {},
      ...spec,
    },
  };
}

export function serviceOf(id: string, networkLoadBalancerArns: readonly string[]): EndpointService {
  return {
    ...resource(id),
    spec: {
      serviceName: `com.amazonaws.vpce.us-east-1.${id}`,
      networkLoadBalancerArns,
      gatewayLoadBalancerArns: [],
      acceptanceRequired: true,
      supportedIpAddressTypes: ['ipv4'],
      supportedRegions: ['us-east-1'],
    },
    status: { state: 'Available' },
  };
}

export function connectionOf(
  id: string,
  serviceId: string,
  endpointId: string,
  decision: EndpointConnection['spec']['decision'],
): EndpointConnection {
  return {
    ...resource(id),
    spec: { serviceId, endpointId, endpointOwner: '444455556666', endpointRegion: 'us-east-1', decision },
  };
}

export function endpointOf(
  id: string,
  vpcId: string,
  serviceId: string,
  connectionId: string,
  networkInterfaceIds: Readonly<Record<string, string>>,
  state: VpcEndpoint['status']['state'],
  spec: Partial<VpcEndpoint['spec']> = {},
): VpcEndpoint {
  return {
    ...resource(id),
    spec: {
      vpcId,
      vpcEndpointType: 'Interface',
      serviceName: `com.amazonaws.vpce.us-east-1.${serviceId}`,
      serviceId,
      subnetIds: Object.keys(networkInterfaceIds),
      groupIds: [],
      privateDnsNames: [],
      policyDocument: '',
      ipAddressType: 'ipv4',
      dnsRecordIpType: 'ipv4',
      dnsLabel: 'a1b2c3d4',
      connectionId,
      ...spec,
    },
    status: { state, networkInterfaceIds },
  };
}
