/** At a load balancer's node: the listener of the port, its target groups, and the targets this node may use. */
import type { Listener, LoadBalancer, Target, TargetGroup } from '../../resources/loadBalancer.ts';
import { isLive, type NetworkInterface, primaryAddress } from '../../resources/networkInterface.ts';
import type { Snapshot } from '../../state/tables.ts';
import { component } from '../components.ts';
import { balancerNotActive, noListener, noneHealthy, noTargets, notCarried } from '../findings/balancers.ts';
import { Blocked, type Finding, type Journey } from '../journey.ts';
import { isWithin } from '../lookups.ts';
import type { Packet } from '../packet.ts';

/** A target that the node may send to. */
export interface Choice {
  readonly group: TargetGroup;
  readonly target: Target;
  readonly address: string;
  readonly port: number;
  /** The target sees the client's address; endpoint traffic always bears the node's. */
  readonly preservesClient: boolean;
  /** None of the group passes its checks, so that all are used. */
  readonly doubt?: Finding;
}

interface Placed {
  readonly target: Target;
  readonly address: string;
  /** Undefined: nodes of every zone may use it. */
  readonly zone: string | undefined;
}

const CROSS_ZONE = 'load_balancing.cross_zone.enabled';
const CARRIED = {
  tcp: ['TCP', 'TCP_UDP', 'TCP_QUIC'],
  udp: ['UDP', 'TCP_UDP', 'QUIC', 'TCP_QUIC'],
  icmp: [],
};

/** At least one. @throws Blocked where nothing listens, or no target may be used */
export function choicesAt(
  tables: Snapshot,
  journey: Journey,
  balancer: LoadBalancer,
  node: NetworkInterface,
  packet: Packet,
): readonly Choice[] {
  const listener = listenerFor(tables, balancer, packet);
  const shown = { Component: component(balancer), ElasticLoadBalancerListener: component(listener) };
  journey.pass('load balancer', shown, `listener ${listener.spec.protocol} ${listener.spec.port}`);
  const groups = listener.spec.forwardsTo
    .filter(({ weight }) => weight > 0)
    .flatMap(({ targetGroupArn }) => tables.targetGroups.get(targetGroupArn) ?? []);
  const found = groups.map((group) => usable(tables, balancer, listener, group, node));
  const choices = found.flatMap((each) => ('choices' in each ? each.choices : []));
  const refusals = found.flatMap((each) => ('refusal' in each ? each.refusal : []));
  if (choices.length > 0) return choices;
  throw new Blocked(refusals[0] ?? noTargets(balancer, listener, undefined));
}

function listenerFor(tables: Snapshot, balancer: LoadBalancer, packet: Packet): Listener {
  if (balancer.status.state === 'failed') throw new Blocked(balancerNotActive(balancer));
  const all = tables.listeners.by('loadBalancer', balancer.id);
  const ofPort = all.filter(({ spec }) => spec.port === packet.destinationPort);
  const carried: readonly string[] = CARRIED[packet.protocol];
  const listener = ofPort.find(({ spec }) => carried.includes(spec.protocol ?? ''));
  if (listener) return listener;
  const tls = packet.protocol === 'tcp' && ofPort.find(({ spec }) => spec.protocol === 'TLS');
  throw new Blocked(tls ? notCarried(balancer, tls, 'TLS listeners') : noListener(balancer, all, packet));
}

function usable(
  tables: Snapshot,
  balancer: LoadBalancer,
  listener: Listener,
  group: TargetGroup,
  node: NetworkInterface,
): { readonly choices: readonly Choice[] } | { readonly refusal: Finding } {
  if (group.spec.attributes['proxy_protocol_v2.enabled'] === 'true') {
    return { refusal: notCarried(balancer, listener, 'target groups with the PROXY protocol') };
  }
  const zones = balancer.spec.zones.map(({ availabilityZone }) => availabilityZone);
  const placed = placedTargets(tables, group).filter(
    ({ zone }) => zone === undefined || zones.includes(zone),
  );
  if (placed.length === 0) return { refusal: noTargets(balancer, listener, group) };
  const crosses = isCrossZone(group, balancer);
  const near = placed.filter(
    ({ zone }) => crosses || zone === undefined || zone === node.spec.availabilityZone,
  );
  if (near.length === 0) return { refusal: noTargets(balancer, listener, group, node.spec.availabilityZone) };
  const chosen = healthyEnough(group, placed, near);
  const unhealthy = () =>
    noneHealthy(
      balancer,
      listener,
      group,
      near.map(({ target }) => target),
    );
  if (chosen.length === 0) return { refusal: unhealthy() };
  const isDoubtful = !chosen.some(isHealthy);
  const doubt = isDoubtful ? { doubt: unhealthy() } : {};
  const preservesClient = preserves(group);
  return {
    choices: chosen.map(({ target, address }) => ({
      group,
      target,
      address,
      port: target.spec.port,
      preservesClient,
      ...doubt,
    })),
  };
}

/** The healthy ones; all where these are too few, or where each in every zone has failed its checks. */
function healthyEnough(
  group: TargetGroup,
  all: readonly Placed[],
  near: readonly Placed[],
): readonly Placed[] {
  const healthy = near.filter(isHealthy);
  if (healthy.length > 0) return healthy.length < leastHealthy(group, near.length) ? near : healthy;
  return all.every(({ target }) => target.status.health.state === 'unhealthy') ? near : [];
}

function isHealthy({ target }: Placed): boolean {
  return target.status.health.state === 'healthy';
}

function leastHealthy({ spec }: TargetGroup, targets: number): number {
  const attribute = (kind: string) =>
    spec.attributes[`target_group_health.unhealthy_state_routing.minimum_healthy_targets.${kind}`] ?? 'off';
  const number = attribute('count') === 'off' ? 1 : Number(attribute('count'));
  const percentage = attribute('percentage') === 'off' ? 0 : Number(attribute('percentage'));
  return Math.max(1, number, Math.ceil((targets * percentage) / 100));
}

function placedTargets(tables: Snapshot, group: TargetGroup): Placed[] {
  return tables.targets
    .by('targetGroup', group.id)
    .filter(({ spec }) => !spec.deregisteredAt)
    .flatMap((target) => placedTarget(tables, group, target) ?? []);
}

function placedTarget(tables: Snapshot, { spec }: TargetGroup, target: Target): Placed | undefined {
  const { targetId, availabilityZone } = target.spec;
  if (spec.targetType !== 'ip') {
    const own = tables.networkInterfaces.get(tables.instances.get(targetId)?.spec.networkInterfaceId ?? '');
    if (!isLive(own)) return undefined;
    return { target, address: primaryAddress(own), zone: own.spec.availabilityZone };
  }
  if (targetId.includes(':')) return undefined;
  if (availabilityZone === 'all') return { target, address: targetId, zone: undefined };
  const subnet = tables.subnets
    .by('vpc', spec.vpcId)
    .find((each) => isWithin(each.spec.cidrBlock ?? '', targetId));
  return { target, address: targetId, zone: subnet?.spec.availabilityZone ?? availabilityZone };
}

function isCrossZone(group: TargetGroup, balancer: LoadBalancer): boolean {
  const own = group.spec.attributes[CROSS_ZONE];
  return (own === 'true' || own === 'false' ? own : balancer.spec.attributes[CROSS_ZONE]) === 'true';
}

/** AWS's default: off for addresses behind TCP and TLS, on for all else. */
function preserves({ spec }: TargetGroup): boolean {
  const chosen = spec.attributes['preserve_client_ip.enabled'];
  if (chosen !== undefined) return chosen === 'true';
  return spec.targetType !== 'ip' || (spec.protocol !== 'TCP' && spec.protocol !== 'TLS');
}
