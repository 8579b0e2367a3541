/** Load balancers, the services behind them, and the endpoints to these. */
import type { Laboratory } from './laboratory.ts';
import { type Places, PORTS, type VpcPlace } from './places.ts';

/** A load balancer with listeners and targets, offered as a service. */
export function makeService(laboratory: Laboratory, places: Places, vpc: VpcPlace): void {
  const LoadBalancerArn = makeBalancer(laboratory, vpc);
  if (!LoadBalancerArn) return;
  for (let count = laboratory.chance.between(1, 3); count > 0; count--)
    listen(laboratory, vpc, LoadBalancerArn);
  const offered = {
    NetworkLoadBalancerArns: [LoadBalancerArn],
    AcceptanceRequired: laboratory.chance.is(0.5),
  };
  const made = laboratory.call(vpc.account, 'CreateVpcEndpointServiceConfiguration', offered);
  const { ServiceId, ServiceName } = made?.ServiceConfiguration ?? {};
  if (!ServiceId) return;
  places.services.push({ account: vpc.account, id: ServiceId, name: ServiceName });
  const toAll = { ServiceId, AddAllowedPrincipals: ['*'] };
  if (laboratory.chance.is(0.9)) laboratory.call(vpc.account, 'ModifyVpcEndpointServicePermissions', toAll);
}

function makeBalancer(laboratory: Laboratory, vpc: VpcPlace): string | undefined {
  const { chance } = laboratory;
  const subnets = chance.is(0.5) ? vpc.subnets : vpc.subnets.slice(0, 1);
  const made = laboratory.call(vpc.account, 'CreateLoadBalancer', {
    Name: `n-${chance.random.hex(8)}`,
    Type: 'network',
    Scheme: 'internal',
    Subnets: subnets.map(({ id }) => id),
    ...(chance.is(0.5) ? { SecurityGroups: [chance.pick(vpc.groupIds)] } : {}),
  });
  const LoadBalancerArn = made?.LoadBalancers?.[0]?.LoadBalancerArn;
  const crossZone = [{ Key: 'load_balancing.cross_zone.enabled', Value: String(chance.is(0.6)) }];
  laboratory.call(vpc.account, 'ModifyLoadBalancerAttributes', { LoadBalancerArn, Attributes: crossZone });
  if (chance.is(0.3)) {
    const groups = made?.LoadBalancers?.[0]?.SecurityGroups;
    const unenforced = { EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: 'off' };
    const change = { LoadBalancerArn, SecurityGroups: groups, ...unenforced };
    laboratory.call(vpc.account, 'SetSecurityGroups', change);
  }
  return LoadBalancerArn;
}

export function listen(laboratory: Laboratory, vpc: VpcPlace, LoadBalancerArn: string): void {
  const { chance } = laboratory;
  const Protocol = chance.oneOf('TCP', 'TCP', 'UDP', 'TCP_UDP');
  const groups = chance.is(0.3) ? 2 : 1;
  const TargetGroups = Array.from({ length: groups }, () => ({
    TargetGroupArn: makeTargets(laboratory, vpc, Protocol),
    Weight: chance.oneOf(0, 1, 1, 1, 5),
  }));
  const action =
    groups === 1
      ? { Type: 'forward', TargetGroupArn: TargetGroups[0]?.TargetGroupArn }
      : { Type: 'forward', ForwardConfig: { TargetGroups } };
  const Port = chance.pick(PORTS);
  laboratory.call(vpc.account, 'CreateListener', {
    LoadBalancerArn,
    Protocol,
    Port,
    DefaultActions: [action],
  });
}

function makeTargets(laboratory: Laboratory, vpc: VpcPlace, Protocol: string): string | undefined {
  const { chance } = laboratory;
  const TargetType = chance.oneOf('instance', 'ip');
  const Name = `t-${chance.random.hex(8)}`;
  const Port = chance.pick(PORTS);
  const made = laboratory.call(vpc.account, 'CreateTargetGroup', {
    ...{ Name, Protocol, Port, VpcId: vpc.id, TargetType, HealthCheckPort: '80' },
  });
  const TargetGroupArn = made?.TargetGroups?.[0]?.TargetGroupArn;
  const Attributes = [
    { Key: 'preserve_client_ip.enabled', Value: String(chance.is(0.5)) },
    { Key: 'stickiness.enabled', Value: String(chance.is(0.3)) },
    { Key: 'stickiness.type', Value: 'source_ip' },
  ];
  laboratory.call(vpc.account, 'ModifyTargetGroupAttributes', { TargetGroupArn, Attributes });
  for (let count = chance.between(0, 4); count > 0; count--)
    register(laboratory, vpc, TargetGroupArn, TargetType);
  return TargetGroupArn;
}

export function register(
  laboratory: Laboratory,
  vpc: VpcPlace,
  TargetGroupArn: string,
  targetType: string,
): void {
  const { chance, snapshot } = laboratory;
  const interfaces = [...snapshot.networkInterfaces.by('vpc', vpc.id)].filter(
    ({ spec }) => spec.owner.kind === 'instance',
  );
  const target = chance.pick(interfaces);
  if (target?.spec.owner.kind !== 'instance') return;
  const Id = targetType === 'ip' ? target.spec.privateIpAddress : target.spec.owner.instanceId;
  const Targets = [{ Id, Port: chance.pick(PORTS) }];
  laboratory.call(vpc.account, 'RegisterTargets', { TargetGroupArn, Targets });
}

/** An endpoint in one or two of a VPC's subnets; the provider may have said something to it. */
export function makeEndpoint(laboratory: Laboratory, places: Places, vpc: VpcPlace): void {
  const { chance } = laboratory;
  const service = chance.pick(places.services);
  if (!service) return;
  const SecurityGroupIds = [...new Set([chance.pick(vpc.groupIds), chance.pick(vpc.groupIds)])].filter(
    Boolean,
  );
  const made = laboratory.call(vpc.account, 'CreateVpcEndpoint', {
    VpcEndpointType: 'Interface',
    VpcId: vpc.id,
    ServiceName: service.name,
    SubnetIds: (chance.is(0.4) ? vpc.subnets : [chance.pick(vpc.subnets)]).map((subnet) => subnet?.id),
    SecurityGroupIds,
  });
  const id = made?.VpcEndpoint?.VpcEndpointId;
  if (!id) return;
  const answer = chance.oneOf('Accept', 'Accept', 'Accept', 'Reject', undefined);
  if (answer) decide(laboratory, service, id, answer);
}

export function decide(
  laboratory: Laboratory,
  service: { readonly account: string; readonly id: string },
  endpointId: string,
  answer: 'Accept' | 'Reject',
): void {
  const about = { ServiceId: service.id, VpcEndpointIds: [endpointId] };
  laboratory.call(service.account, `${answer}VpcEndpointConnections`, about);
}
