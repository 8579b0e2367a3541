/** Random changes of a world, as callers make them one after the other. */
import { changeTransit } from './changeTransit.ts';
import type { Laboratory } from './laboratory.ts';
import { makeInternetGateway, makeNatGateway } from './makeEdges.ts';
import { addRoute, detach, makePeering, makeRouteTable, makeTransit } from './makeRoutes.ts';
import { decide, listen, makeEndpoint, makeService, register } from './makeService.ts';
import { addEntry, addRule, launch, makeAcl, makeGroup } from './makeVpc.ts';
import { ACCOUNTS, type Places, type VpcPlace } from './places.ts';

type Change = (laboratory: Laboratory, places: Places, vpc: VpcPlace) => void;

const CHANGES: readonly Change[] = [
  (laboratory, _, vpc) => changeRule(laboratory, vpc),
  (laboratory, _, vpc) => changeRule(laboratory, vpc),
  dropRule,
  (laboratory, _, vpc) => makeGroup(laboratory, vpc),
  (laboratory, _, vpc) => launch(laboratory, vpc),
  terminate,
  stopOrStart,
  regroup,
  (laboratory, _, vpc) => makeAcl(laboratory, vpc),
  changeEntry,
  makeService,
  moreListeners,
  moreTargets,
  fewerTargets,
  makeEndpoint,
  makeEndpoint,
  decideAnew,
  decideAnew,
  deleteEndpoint,
  (laboratory, places) => makePeering(laboratory, places),
  deletePeering,
  makeTransit,
  detach,
  changeTransit,
  changeTransit,
  (laboratory, _, vpc) => makeInternetGateway(laboratory, vpc),
  (laboratory, _, vpc) => makeNatGateway(laboratory, vpc),
  (laboratory, _, vpc) => addRoute(laboratory, vpc),
  (laboratory, _, vpc) => makeRouteTable(laboratory, vpc),
  deleteRoute,
  (laboratory) => laboratory.reviewHealth(),
];

export function changeWorld(laboratory: Laboratory, places: Places, count: number): void {
  for (let turn = 0; turn < count; turn++) {
    const [vpc, change] = [laboratory.chance.pick(places.vpcs), laboratory.chance.pick(CHANGES)];
    if (vpc && change) change(laboratory, places, vpc);
    laboratory.settle();
  }
}

function changeRule(laboratory: Laboratory, vpc: VpcPlace): void {
  const GroupId = laboratory.chance.pick(vpc.groupIds);
  if (GroupId) addRule(laboratory, vpc, GroupId, laboratory.chance.oneOf('Ingress', 'Ingress', 'Egress'));
}

function dropRule(laboratory: Laboratory, _: Places, vpc: VpcPlace): void {
  const GroupId = laboratory.chance.pick(vpc.groupIds) ?? '';
  const rule = laboratory.chance.pick([...laboratory.snapshot.securityGroupRules.by('group', GroupId)]);
  if (!rule) return;
  const direction = rule.spec.isEgress ? 'Egress' : 'Ingress';
  const named = { GroupId, SecurityGroupRuleIds: [rule.id] };
  laboratory.call(vpc.account, `RevokeSecurityGroup${direction}`, named);
}

function anInstance({ chance, snapshot }: Laboratory, vpc: VpcPlace) {
  return chance.pick([...snapshot.instances.by('vpc', vpc.id)]);
}

function terminate(laboratory: Laboratory, _: Places, vpc: VpcPlace): void {
  const instance = anInstance(laboratory, vpc);
  if (instance) laboratory.call(vpc.account, 'TerminateInstances', { InstanceIds: [instance.id] });
}

function stopOrStart(laboratory: Laboratory, _: Places, vpc: VpcPlace): void {
  const instance = anInstance(laboratory, vpc);
  if (!instance) return;
  const verb = instance.status.state === 'stopped' ? 'StartInstances' : 'StopInstances';
  laboratory.call(vpc.account, verb, { InstanceIds: [instance.id] });
}

function regroup(laboratory: Laboratory, _: Places, vpc: VpcPlace): void {
  const [instance, group] = [anInstance(laboratory, vpc), laboratory.chance.pick(vpc.groupIds)];
  if (!instance || !group) return;
  const change = { NetworkInterfaceId: instance.spec.networkInterfaceId, Groups: [group] };
  laboratory.call(vpc.account, 'ModifyNetworkInterfaceAttribute', change);
}

function changeEntry(laboratory: Laboratory, _: Places, vpc: VpcPlace): void {
  const { chance, snapshot } = laboratory;
  const acl = chance.pick([...snapshot.networkAcls.by('vpc', vpc.id)]);
  if (acl) addEntry(laboratory, vpc, acl.id, chance.is(0.5), 0.6);
}

function aBalancer({ chance, snapshot }: Laboratory, places: Places) {
  const services = places.services.flatMap(({ id }) => snapshot.endpointServices.get(id) ?? []);
  const arn = chance.pick(services)?.spec.networkLoadBalancerArns[0];
  const balancer = arn === undefined ? undefined : snapshot.loadBalancers.get(arn);
  const vpc = places.vpcs.find(({ id }) => id === balancer?.spec.vpcId);
  return balancer && vpc ? { arn: balancer.id, vpc } : undefined;
}

function moreListeners(laboratory: Laboratory, places: Places): void {
  const balancer = aBalancer(laboratory, places);
  if (balancer) listen(laboratory, balancer.vpc, balancer.arn);
}

function moreTargets(laboratory: Laboratory, places: Places): void {
  const { chance, snapshot } = laboratory;
  const balancer = aBalancer(laboratory, places);
  if (!balancer) return;
  const group = chance.pick([...snapshot.targetGroups.by('vpc', balancer.vpc.id)]);
  if (group) register(laboratory, balancer.vpc, group.id, group.spec.targetType);
}

function fewerTargets(laboratory: Laboratory, places: Places): void {
  const { chance, snapshot } = laboratory;
  const balancer = aBalancer(laboratory, places);
  if (!balancer) return;
  const group = chance.pick([...snapshot.targetGroups.by('vpc', balancer.vpc.id)]);
  const target = group && chance.pick([...snapshot.targets.by('targetGroup', group.id)]);
  if (!target) return;
  const Targets = [{ Id: target.spec.targetId, Port: target.spec.port }];
  laboratory.call(balancer.vpc.account, 'DeregisterTargets', { TargetGroupArn: group.id, Targets });
}

function anEndpoint({ chance, snapshot }: Laboratory, places: Places) {
  return chance.pick(places.vpcs.flatMap(({ id }) => [...snapshot.vpcEndpoints.by('vpc', id)]));
}

function decideAnew(laboratory: Laboratory, places: Places): void {
  const endpoint = anEndpoint(laboratory, places);
  const service = places.services.find(({ id }) => id === endpoint?.spec.serviceId);
  if (endpoint && service)
    decide(laboratory, service, endpoint.id, laboratory.chance.oneOf('Accept', 'Reject'));
}

function deleteEndpoint(laboratory: Laboratory, places: Places): void {
  const endpoint = anEndpoint(laboratory, places);
  if (endpoint) laboratory.call(endpoint.accountId, 'DeleteVpcEndpoints', { VpcEndpointIds: [endpoint.id] });
}

function deletePeering(laboratory: Laboratory): void {
  const { chance, snapshot } = laboratory;
  const peering = chance.pick([...snapshot.peeringConnections.all()]);
  const named = { VpcPeeringConnectionId: peering?.id };
  for (const account of ACCOUNTS) laboratory.call(account, 'DeleteVpcPeeringConnection', named);
}

function deleteRoute(laboratory: Laboratory, _: Places, vpc: VpcPlace): void {
  const { chance, snapshot } = laboratory;
  const table = chance.pick([...snapshot.routeTables.by('vpc', vpc.id)]);
  const DestinationCidrBlock = chance.pick(table?.spec.routes ?? [])?.destination;
  const named = { RouteTableId: table?.id, DestinationCidrBlock };
  if (DestinationCidrBlock) laboratory.call(vpc.account, 'DeleteRoute', named);
}
