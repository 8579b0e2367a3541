/** A provider with one server behind a load balancer and a consumer with a client, made by operations without the wire. */

import { ec2Operations } from '../api/ec2/operations.ts';
import { createListener } from '../api/elbv2/createListener.ts';
import { createLoadBalancer } from '../api/elbv2/createLoadBalancer.ts';
import { createTargetGroup } from '../api/elbv2/createTargetGroup.ts';
import { registerTargets } from '../api/elbv2/registerTargets.ts';
import { setQuotas } from '../api/quotas.ts';
import { type TestCaller, testCaller } from '../api/testCall.ts';
import { known } from '../base/assert.ts';
import { seededRandom } from '../base/random.ts';
import { markArrived } from '../observe/interfacesInMotion.ts';
import { reconcile } from '../reconcile/reconcile.ts';
import type { TargetHealth } from '../resources/loadBalancer.ts';
import { primaryAddress } from '../resources/networkInterface.ts';
import { verifyPrivateDnsName } from '../state/privateDnsName.ts';

export const PROVIDER = { accountId: '111111111111' };
export const CONSUMER = { accountId: '222222222222' };
export const PRIVATE_NAME = 'orders.example.com';
export const PORT = 8080;

type As = { readonly accountId: string };
// biome-ignore lint/suspicious/noExplicitAny: each operation has its own shapes; tests read what they need.
type Answered = any;

export interface TestPlace {
  readonly vpcId: string;
  readonly subnetId: string;
  readonly aclId: string;
  readonly routeTableId: string;
  readonly groupId: string;
  readonly instanceId: string;
  readonly interfaceId: string;
  readonly address: string;
}

export interface TestWorld {
  readonly caller: TestCaller;
  readonly client: TestPlace;
  readonly server: TestPlace;
  readonly balancerArn: string;
  readonly groupArn: string;
  readonly listenerArn: string;
  readonly serviceId: string;
  readonly endpointId: string;
  /** The endpoint's subnet is another than the client's. */
  readonly endpointSubnetId: string;
  readonly endpointAclId: string;
  readonly endpointAddress: string;
  call(name: string, input: object, as?: As): Answered;
  settle(): void;
  setHealth(health: TargetHealth['state']): void;
}

export async function testWorld(): Promise<TestWorld> {
  setQuotas({ '*': 10_000 });
  const caller = await testCaller();
  const call = (name: string, input: object, as: As = CONSUMER): Answered =>
    caller.run(known(ec2Operations[name], name), input, { ...as, action: name });
  const settle = () => {
    for (let round = 0; round < 4; round++) {
      caller.change((tx) => {
        for (const place of ['pending', 'removing'])
          for (const row of tx.networkInterfaces.by('dataPlane', place)) markArrived(tx, row);
        reconcile(tx, { now: new Date('2026-01-01T01:00:00Z'), random: seededRandom(3) });
      });
    }
  };
  const client = makePlace(call, CONSUMER);
  const server = makePlace(call, PROVIDER);
  settle();
  const { balancerArn, groupArn, listenerArn } = makeBalancer(caller, server);
  const made = call(
    'CreateVpcEndpointServiceConfiguration',
    { NetworkLoadBalancerArns: [balancerArn], PrivateDnsName: PRIVATE_NAME },
    PROVIDER,
  );
  const { ServiceId: serviceId, ServiceName } = made.ServiceConfiguration;
  const AddAllowedPrincipals = [`arn:aws:iam::${CONSUMER.accountId}:root`];
  call('ModifyVpcEndpointServicePermissions', { ServiceId: serviceId, AddAllowedPrincipals }, PROVIDER);
  caller.change((tx) => verifyPrivateDnsName(tx, known(tx.endpointServices.get(serviceId), 'a service')));
  call('ModifyVpcAttribute', { VpcId: client.vpcId, EnableDnsHostnames: { Value: true } });
  const endpointSubnetId = makeSubnet(call, client.vpcId, '10.0.2.0/24', CONSUMER);
  const endpointAclId = ownAcl(call, client.vpcId, endpointSubnetId, CONSUMER);
  const endpointId = call('CreateVpcEndpoint', {
    VpcEndpointType: 'Interface',
    VpcId: client.vpcId,
    ServiceName,
    SubnetIds: [endpointSubnetId],
    SecurityGroupIds: [client.groupId],
    PrivateDnsEnabled: true,
  }).VpcEndpoint.VpcEndpointId;
  call('AcceptVpcEndpointConnections', { ServiceId: serviceId, VpcEndpointIds: [endpointId] }, PROVIDER);
  settle();
  const world = {
    caller,
    client,
    server,
    balancerArn,
    groupArn,
    listenerArn,
    serviceId,
    endpointId,
    endpointSubnetId,
    endpointAclId,
    call,
    settle,
    endpointAddress: addressOf(
      caller,
      Object.values(
        known(caller.state.snapshot.vpcEndpoints.get(endpointId), 'it').status.networkInterfaceIds,
      )[0] ?? '',
    ),
    setHealth: (state: TargetHealth['state']) =>
      caller.change((tx) => {
        for (const target of tx.targets.by('targetGroup', groupArn))
          tx.targets.put({ ...target, status: { health: { state } } });
      }),
  };
  world.setHealth('healthy');
  return world;
}

function makePlace(call: TestWorld['call'], as: As): TestPlace {
  const vpcId = call('CreateVpc', { CidrBlock: '10.0.0.0/16' }, as).Vpc.VpcId;
  const subnetId = makeSubnet(call, vpcId, '10.0.1.0/24', as);
  const aclId = ownAcl(call, vpcId, subnetId, as);
  const routeTableId = call('CreateRouteTable', { VpcId: vpcId }, as).RouteTable.RouteTableId;
  call('AssociateRouteTable', { RouteTableId: routeTableId, SubnetId: subnetId }, as);
  const groupId = call(
    'CreateSecurityGroup',
    { VpcId: vpcId, GroupName: 'web', Description: 'web' },
    as,
  ).GroupId;
  call(
    'AuthorizeSecurityGroupIngress',
    {
      GroupId: groupId,
      IpPermissions: [
        { IpProtocol: 'tcp', FromPort: PORT, ToPort: PORT, IpRanges: [{ CidrIp: '10.0.0.0/16' }] },
      ],
    },
    as,
  );
  const run = { ImageId: 'ami-1', MinCount: 1, MaxCount: 1, SubnetId: subnetId, SecurityGroupIds: [groupId] };
  const [instance] = call('RunInstances', run, as).Instances;
  const [own] = instance.NetworkInterfaces;
  return {
    vpcId,
    subnetId,
    aclId,
    routeTableId,
    groupId,
    instanceId: instance.InstanceId,
    interfaceId: own.NetworkInterfaceId,
    address: own.PrivateIpAddress,
  };
}

function makeSubnet(call: TestWorld['call'], VpcId: string, CidrBlock: string, as: As): string {
  return call('CreateSubnet', { VpcId, CidrBlock, AvailabilityZoneId: 'use1-az1' }, as).Subnet.SubnetId;
}

/** An ACL of the subnet's own, which allows everything. */
function ownAcl(call: TestWorld['call'], VpcId: string, subnetId: string, as: As): string {
  const NetworkAclId = call('CreateNetworkAcl', { VpcId }, as).NetworkAcl.NetworkAclId;
  for (const Egress of [true, false])
    call(
      'CreateNetworkAclEntry',
      { NetworkAclId, Egress, RuleNumber: 100, Protocol: '-1', RuleAction: 'allow', CidrBlock: '0.0.0.0/0' },
      as,
    );
  const filters = [{ Name: 'association.subnet-id', Values: [subnetId] }];
  const [before] = call('DescribeNetworkAcls', { Filters: filters }, as).NetworkAcls;
  const { NetworkAclAssociationId: AssociationId } = before.Associations.find(
    (each: Answered) => each.SubnetId === subnetId,
  );
  call('ReplaceNetworkAclAssociation', { AssociationId, NetworkAclId }, as);
  return NetworkAclId;
}

function makeBalancer(caller: TestCaller, server: TestPlace) {
  const balancerArn = known(
    caller.run(
      createLoadBalancer,
      { Name: 'nlb', Type: 'network', Scheme: 'internal', Subnets: [server.subnetId] },
      PROVIDER,
    ).LoadBalancers?.[0]?.LoadBalancerArn,
    'one',
  );
  const groupArn = known(
    caller.run(
      createTargetGroup,
      { Name: 'servers', Protocol: 'TCP', Port: PORT, VpcId: server.vpcId, TargetType: 'instance' },
      PROVIDER,
    ).TargetGroups?.[0]?.TargetGroupArn,
    'one',
  );
  caller.run(registerTargets, { TargetGroupArn: groupArn, Targets: [{ Id: server.instanceId }] }, PROVIDER);
  return { balancerArn, groupArn, listenerArn: makeListener(caller, balancerArn, groupArn) };
}

export function makeListener(caller: TestCaller, LoadBalancerArn: string, TargetGroupArn: string): string {
  const input = {
    LoadBalancerArn,
    Protocol: 'TCP' as const,
    Port: PORT,
    DefaultActions: [{ Type: 'forward' as const, TargetGroupArn }],
  };
  return known(caller.run(createListener, input, PROVIDER).Listeners?.[0]?.ListenerArn, 'one');
}

function addressOf(caller: TestCaller, id: string): string {
  return primaryAddress(known(caller.state.snapshot.networkInterfaces.get(id), `interface ${id}`));
}
