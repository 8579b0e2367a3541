/** Random worlds of resources, made by operations as callers would, and random questions about them. */

import { ec2Operations } from '../api/ec2/operations.ts';
import { createListener } from '../api/elbv2/createListener.ts';
import { createLoadBalancer } from '../api/elbv2/createLoadBalancer.ts';
import { createTargetGroup } from '../api/elbv2/createTargetGroup.ts';
import { modifyTargetGroupAttributes } from '../api/elbv2/modifyTargetGroupAttributes.ts';
import { registerTargets } from '../api/elbv2/registerTargets.ts';
import { setSecurityGroups } from '../api/elbv2/setSecurityGroups.ts';
import { setQuotas } from '../api/quotas.ts';
import { type TestCaller, testCaller } from '../api/testCall.ts';
import { known } from '../base/assert.ts';
import { type Random, seededRandom } from '../base/random.ts';
import { markArrived } from '../observe/interfacesInMotion.ts';
import { reconcile } from '../reconcile/reconcile.ts';
import { isLive, primaryAddress } from '../resources/networkInterface.ts';
import type { Protocol } from './packet.ts';
import type { Question } from './question.ts';

export interface RandomWorld {
  readonly caller: TestCaller;
  question(): Question;
}

const PORTS = [80, 443, 8080];
const ZONES = ['use1-az1', 'use1-az2'];
const BLOCKS = ['0.0.0.0/0', '10.0.0.0/8', '10.0.0.0/16', '10.0.1.0/24', '10.0.2.0/24', '10.1.0.0/16'];
const PROTOCOLS = ['tcp', 'udp', 'icmp', '-1'];
const ACCOUNTS = ['111111111111', '222222222222'];

// biome-ignore lint/suspicious/noExplicitAny: each operation has its own shapes; the generator only needs ids.
type Answered = any;

export async function randomWorld(seed: number): Promise<RandomWorld> {
  setQuotas({ '*': 10_000 });
  const caller = await testCaller(seed);
  const world = new Maker(caller, seededRandom(seed));
  world.build();
  return { caller, question: () => world.question() };
}

interface Place {
  readonly as: { readonly accountId: string };
  readonly vpcId: string;
  readonly subnetIds: string[];
  readonly groupIds: string[];
  readonly tableIds: string[];
}

class Maker {
  private readonly places: Place[] = [];

  constructor(
    private readonly caller: TestCaller,
    private readonly dice: Random,
  ) {}

  build(): void {
    const cidrs = ['10.0.0.0/16', '10.0.0.0/16', '10.1.0.0/16'];
    for (const [at, cidr] of cidrs.entries()) this.makePlace(cidr, { accountId: this.one(ACCOUNTS), at });
    this.settle();
    for (const place of this.places) if (this.chance(70)) this.makeService(place);
    for (const place of this.places) this.makeRoutes(place);
    if (this.chance(50)) this.makeTransit(this.one(this.places.slice(0, 2)), this.places[2] as Place);
    else if (this.chance(70)) this.makePeering(this.one(this.places.slice(0, 2)), this.places[2] as Place);
    this.settle();
    this.caller.change((tx) => {
      for (const target of tx.targets.all()) {
        const state = this.one(['healthy', 'healthy', 'healthy', 'unhealthy', 'initial'] as const);
        tx.targets.put({ ...target, status: { health: { state } } });
      }
    });
  }

  /** From some instance to somebody's address, or nobody's. */
  question(): Question {
    const { networkInterfaces } = this.caller.state.snapshot;
    const live = [...networkInterfaces.all()].filter(isLive);
    const source = this.one(live.filter(({ spec }) => spec.owner.kind === 'instance'));
    const near = live.filter(({ spec }) => spec.vpcId === source.spec.vpcId || this.chance(30));
    const to = this.chance(90)
      ? primaryAddress(this.one(near.length > 0 ? near : live))
      : this.one(['10.0.1.250', '10.1.1.250', '10.9.9.9', '8.8.8.8']);
    const protocol = this.one<Protocol>(['tcp', 'tcp', 'tcp', 'udp', 'icmp']);
    return {
      from: { kind: 'interface', id: source.id, address: primaryAddress(source) },
      addresses: [to],
      protocol,
      port: protocol === 'icmp' ? undefined : this.one(PORTS),
    };
  }

  private makePlace(CidrBlock: string, { accountId, at }: { accountId: string; at: number }): void {
    const as = { accountId };
    const vpcId = this.call('CreateVpc', { CidrBlock }, as).Vpc.VpcId;
    const base = CidrBlock.split('.').slice(0, 2).join('.');
    const subnetIds = [1, 2].map((third) => {
      const input = {
        VpcId: vpcId,
        CidrBlock: `${base}.${third}.0/24`,
        AvailabilityZoneId: ZONES[third - 1],
      };
      return this.call('CreateSubnet', input, as).Subnet.SubnetId as string;
    });
    const groupIds = [0, 1].map(
      (number) =>
        this.call('CreateSecurityGroup', { VpcId: vpcId, GroupName: `g${at}${number}`, Description: 'x' }, as)
          .GroupId as string,
    );
    const place = { as, vpcId, subnetIds, groupIds, tableIds: [] as string[] };
    this.places.push(place);
    for (const groupId of groupIds) this.makeRules(place, groupId);
    for (const subnetId of subnetIds) this.makeAcl(place, subnetId);
    for (let count = 0; count < 2; count++) {
      const SecurityGroupIds = this.some(groupIds);
      const run = {
        ImageId: 'ami-1',
        MinCount: 1,
        MaxCount: 1,
        SubnetId: this.one(subnetIds),
        SecurityGroupIds,
      };
      this.call('RunInstances', run, as);
    }
  }

  private makeRules({ as, groupIds }: Place, GroupId: string): void {
    if (this.chance(30))
      this.call(
        'RevokeSecurityGroupEgress',
        { GroupId, IpPermissions: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }] },
        as,
      );
    for (let count = this.dice.integer(4); count > 0; count--) {
      const peer = this.chance(30)
        ? { UserIdGroupPairs: [{ GroupId: this.one(groupIds) }] }
        : { IpRanges: [{ CidrIp: this.one(BLOCKS) }] };
      const permission = { ...this.traffic(), ...peer };
      const verb = this.chance(75) ? 'Ingress' : 'Egress';
      this.attempt(`AuthorizeSecurityGroup${verb}`, { GroupId, IpPermissions: [permission] }, as);
    }
  }

  private traffic() {
    const IpProtocol = this.one(PROTOCOLS);
    if (IpProtocol === '-1') return { IpProtocol };
    if (IpProtocol === 'icmp') return { IpProtocol, FromPort: this.one([-1, 8]), ToPort: -1 };
    const port = this.one(PORTS);
    return { IpProtocol, FromPort: this.chance(50) ? port : 0, ToPort: this.chance(50) ? port : 65_535 };
  }

  /** Some subnets keep the default ACL, which allows everything. */
  private makeAcl({ as, vpcId }: Place, subnetId: string): void {
    if (this.chance(50)) return;
    const NetworkAclId = this.call('CreateNetworkAcl', { VpcId: vpcId }, as).NetworkAcl.NetworkAclId;
    for (const Egress of [true, false]) {
      for (let count = this.dice.integer(3); count > 0; count--) {
        const RuleNumber = 10 + this.dice.integer(90);
        this.attempt('CreateNetworkAclEntry', { NetworkAclId, Egress, RuleNumber, ...this.aclEntry() }, as);
      }
      if (this.chance(80)) {
        const open = { RuleNumber: 100, Protocol: '-1', RuleAction: 'allow', CidrBlock: '0.0.0.0/0' };
        this.call('CreateNetworkAclEntry', { NetworkAclId, Egress, ...open }, as);
      }
    }
    const Filters = [{ Name: 'association.subnet-id', Values: [subnetId] }];
    const [acl] = this.call('DescribeNetworkAcls', { Filters }, as).NetworkAcls;
    const association = acl.Associations.find((each: Answered) => each.SubnetId === subnetId);
    this.call(
      'ReplaceNetworkAclAssociation',
      { AssociationId: association.NetworkAclAssociationId, NetworkAclId },
      as,
    );
  }

  private aclEntry() {
    const base = { RuleAction: this.one(['allow', 'deny']), CidrBlock: this.one(BLOCKS) };
    const Protocol = this.one(['-1', '6', '17', '1']);
    if (Protocol === '-1') return { ...base, Protocol };
    if (Protocol === '1')
      return { ...base, Protocol, IcmpTypeCode: { Type: this.one([-1, 0, 8]), Code: -1 } };
    const From = this.one([0, 80, 1024, 32_768, 8080]);
    return { ...base, Protocol, PortRange: { From, To: this.one([From, 65_535]) } };
  }

  /** A load balancer, its listeners and targets, a service on it, and endpoints to that in the other places. */
  private makeService(place: Place): void {
    const { as, vpcId } = place;
    const hasGroups = this.chance(50);
    const { LoadBalancers } = this.caller.run(
      createLoadBalancer,
      {
        Name: `nlb-${this.places.indexOf(place)}`,
        Type: 'network',
        Scheme: 'internal',
        Subnets: this.some(place.subnetIds),
        ...(hasGroups ? { SecurityGroups: this.some(place.groupIds) } : {}),
      },
      as,
    );
    const LoadBalancerArn = known(LoadBalancers?.[0]?.LoadBalancerArn, 'a load balancer');
    if (hasGroups && this.chance(50)) {
      const EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic = 'off' as const;
      const SecurityGroups = this.some(place.groupIds);
      this.caller.run(
        setSecurityGroups,
        { LoadBalancerArn, SecurityGroups, EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic },
        as,
      );
    }
    for (const Port of this.some(PORTS)) this.makeListener(place, LoadBalancerArn, Port);
    this.settle();
    const made = this.call(
      'CreateVpcEndpointServiceConfiguration',
      { NetworkLoadBalancerArns: [LoadBalancerArn], AcceptanceRequired: true },
      as,
    ).ServiceConfiguration;
    this.call(
      'ModifyVpcEndpointServicePermissions',
      { ServiceId: made.ServiceId, AddAllowedPrincipals: ['*'] },
      as,
    );
    for (const other of this.places) if (this.chance(60)) this.makeEndpoint(place, other, made, vpcId);
  }

  private makeListener({ as, vpcId }: Place, LoadBalancerArn: string, Port: number): void {
    const protocol = this.one(['TCP', 'TCP', 'UDP', 'TCP_UDP'] as const);
    const TargetType = this.one(['instance', 'ip'] as const);
    const Name = `t${Port}-${vpcId.slice(-4)}`;
    const group = { Name, Protocol: protocol, Port: this.one(PORTS), VpcId: vpcId, TargetType };
    const { TargetGroups } = this.caller.run(createTargetGroup, group, as);
    const TargetGroupArn = known(TargetGroups?.[0]?.TargetGroupArn, 'a target group');
    const instances = this.caller.state.snapshot.instances.by('vpc', vpcId);
    const addresses = instances.map(
      ({ spec }) =>
        this.caller.state.snapshot.networkInterfaces.get(spec.networkInterfaceId)?.spec.privateIpAddress ??
        '',
    );
    const ids = TargetType === 'ip' ? addresses : instances.map(({ id }) => id);
    this.caller.run(registerTargets, { TargetGroupArn, Targets: this.some(ids).map((Id) => ({ Id })) }, as);
    const Attributes = [
      ...(this.chance(50) ? [{ Key: 'load_balancing.cross_zone.enabled', Value: 'true' }] : []),
      ...(this.chance(30) && protocol === 'TCP'
        ? [{ Key: 'preserve_client_ip.enabled', Value: this.one(['true', 'false']) }]
        : []),
    ];
    if (Attributes.length > 0)
      this.caller.run(modifyTargetGroupAttributes, { TargetGroupArn, Attributes }, as);
    const DefaultActions = [{ Type: 'forward' as const, TargetGroupArn }];
    this.caller.run(createListener, { LoadBalancerArn, Protocol: protocol, Port, DefaultActions }, as);
  }

  private makeEndpoint(
    owner: Place,
    { as, vpcId, subnetIds, groupIds }: Place,
    service: Answered,
    _from: string,
  ): void {
    const made = this.attempt(
      'CreateVpcEndpoint',
      {
        VpcEndpointType: 'Interface',
        VpcId: vpcId,
        ServiceName: service.ServiceName,
        SubnetIds: this.some(subnetIds),
        SecurityGroupIds: this.some(groupIds),
      },
      as,
    );
    if (!made) return;
    const decision = { ServiceId: service.ServiceId, VpcEndpointIds: [made.VpcEndpoint.VpcEndpointId] };
    if (this.chance(85)) this.call('AcceptVpcEndpointConnections', decision, owner.as);
    if (this.chance(15)) this.attempt('RejectVpcEndpointConnections', decision, owner.as);
  }

  /** Routes to an instance that passes packets on, and to one that is not there. */
  private makeRoutes({ as, vpcId, subnetIds }: Place): void {
    if (this.chance(60)) return;
    const RouteTableId = this.call('CreateRouteTable', { VpcId: vpcId }, as).RouteTable.RouteTableId;
    this.call('AssociateRouteTable', { RouteTableId, SubnetId: this.one(subnetIds) }, as);
    const [instance] = this.caller.state.snapshot.instances.by('vpc', vpcId);
    if (!instance) return;
    const NetworkInterfaceId = instance.spec.networkInterfaceId;
    this.attempt(
      'CreateRoute',
      { RouteTableId, NetworkInterfaceId, DestinationCidrBlock: this.one(['0.0.0.0/0', '8.8.0.0/16']) },
      as,
    );
  }

  /** With routes on both sides, on one, or on none; some by a prefix list. */
  private makePeering(one: Place, other: Place): void {
    const request = { VpcId: one.vpcId, PeerVpcId: other.vpcId, PeerOwnerId: other.as.accountId };
    const made = this.call('CreateVpcPeeringConnection', request, one.as).VpcPeeringConnection;
    const VpcPeeringConnectionId = made.VpcPeeringConnectionId;
    if (this.chance(85)) this.call('AcceptVpcPeeringConnection', { VpcPeeringConnectionId }, other.as);
    for (const [here, there] of [
      [one, '10.1.0.0/16'],
      [other, '10.0.0.0/16'],
    ] as const) {
      const Filters = [{ Name: 'vpc-id', Values: [here.vpcId] }];
      for (const { RouteTableId } of this.call('DescribeRouteTables', { Filters }, here.as).RouteTables) {
        if (this.chance(20)) continue;
        const destination = this.chance(70)
          ? { DestinationCidrBlock: this.one([there, there, '0.0.0.0/0', there.replace('0.0/16', '1.0/24')]) }
          : { DestinationPrefixListId: this.makeList(here, there) };
        this.attempt('CreateRoute', { RouteTableId, VpcPeeringConnectionId, ...destination }, here.as);
      }
    }
  }

  /** A transit gateway between the two, whose default table mostly has both. */
  private makeTransit(one: Place, other: Place): void {
    const { as } = other;
    const Options = { AutoAcceptSharedAttachments: 'enable' };
    const made = this.call('CreateTransitGateway', { Options }, as).TransitGateway;
    const { TransitGatewayId } = made;
    this.settle();
    for (const place of [one, other]) {
      const request = { TransitGatewayId, VpcId: place.vpcId, SubnetIds: [this.one(place.subnetIds)] };
      if (this.chance(90)) this.attempt('CreateTransitGatewayVpcAttachment', request, place.as);
    }
    this.settle();
    const [table] = this.call('DescribeTransitGatewayRouteTables', {}, as).TransitGatewayRouteTables;
    if (this.chance(20)) {
      const route = { DestinationCidrBlock: this.one(['10.0.1.0/24', '10.1.0.0/16']), Blackhole: true };
      const { TransitGatewayRouteTableId } = table;
      this.attempt('CreateTransitGatewayRoute', { ...route, TransitGatewayRouteTableId }, as);
    }
    for (const here of [one, other]) {
      const Filters = [{ Name: 'vpc-id', Values: [here.vpcId] }];
      for (const { RouteTableId } of this.call('DescribeRouteTables', { Filters }, here.as).RouteTables) {
        const DestinationCidrBlock = this.one(['10.0.0.0/8', here === one ? '10.1.0.0/16' : '10.0.0.0/16']);
        const route = { RouteTableId, TransitGatewayId, DestinationCidrBlock };
        if (this.chance(85)) this.attempt('CreateRoute', route, here.as);
      }
    }
  }

  private makeList({ as }: Place, cidr: string): string {
    const Entries = [{ Cidr: this.one([cidr, '10.7.0.0/16']) }];
    const list = { PrefixListName: 'far', AddressFamily: 'IPv4', MaxEntries: 1, Entries };
    return this.call('CreateManagedPrefixList', list, as).PrefixList.PrefixListId;
  }

  private settle(): void {
    for (let round = 0; round < 4; round++) {
      this.caller.change((tx) => {
        for (const place of ['pending', 'removing'])
          for (const row of tx.networkInterfaces.by('dataPlane', place)) markArrived(tx, row);
        reconcile(tx, { now: new Date('2026-01-01T01:00:00Z'), random: this.dice });
      });
    }
  }

  private call(name: string, input: object, as: { accountId: string }): Answered {
    return this.caller.run(known(ec2Operations[name], name), input, { ...as, action: name });
  }

  /** Undefined where the operation refuses: the generator asks for more than is allowed. */
  private attempt(name: string, input: object, as: { accountId: string }): Answered {
    try {
      return this.call(name, input, as);
    } catch (error) {
      if (error instanceof Error && error.name === 'AwsError') return undefined;
      throw error;
    }
  }

  private one<T>(values: readonly T[]): T {
    return known(values[this.dice.integer(values.length)], 'one of several');
  }

  /** One at least. */
  private some<T>(values: readonly T[]): T[] {
    const first = this.one(values);
    return values.filter((value) => value === first || this.chance(40));
  }

  private chance(percent: number): boolean {
    return this.dice.integer(100) < percent;
  }
}
