/** What load balancers, listeners and target groups do to a packet that does not get through. */
import type { Listener, LoadBalancer, Target, TargetGroup } from '../../resources/loadBalancer.ts';
import { bareComponent, component } from '../components.ts';
import type { Finding } from '../journey.ts';
import type { Packet } from '../packet.ts';
import { trafficOf } from './network.ts';

export function balancerNotActive(balancer: LoadBalancer): Finding {
  const { state } = balancer.status;
  return {
    shown: { ...shownBalancer(balancer), ExplanationCode: 'BAD_STATE', State: state },
    sentence: `Load balancer ${balancer.spec.name} is ${state}.`,
    advice: `Make a new load balancer (CreateLoadBalancer).`,
  };
}

export function noListener(balancer: LoadBalancer, present: readonly Listener[], packet: Packet): Finding {
  const { name } = balancer.spec;
  const others = present.map(({ spec }) => `${spec.protocol} ${spec.port}`).join(', ');
  const wanted = `${packet.protocol.toUpperCase()} ${packet.destinationPort}`;
  return {
    shown: {
      ...shownBalancer(balancer),
      ExplanationCode: 'ELBV2_LISTENERS_MISMATCH',
      LoadBalancerListenerPort: packet.destinationPort,
      ...trafficOf(packet),
    },
    sentence: `Load balancer ${name} has no listener for ${wanted} (it has ${others || 'none'}).`,
    advice: `Add a listener for ${wanted} to ${name} (CreateListener), or connect to a port that has one.`,
  };
}

export function notCarried(balancer: LoadBalancer, listener: Listener, what: string): Finding {
  return {
    shown: {
      ...shownBalancer(balancer),
      ExplanationCode: 'UNSUPPORTED_COMPONENT',
      ElasticLoadBalancerListener: component(listener),
    },
    sentence: `Load balancer ${balancer.spec.name} carries nothing for ${what} yet.`,
    advice: `Use a TCP listener and a target group without the PROXY protocol.`,
  };
}

/** @param zone the node's, where the targets of the group are in other zones only */
export function noTargets(
  balancer: LoadBalancer,
  listener: Listener,
  group: TargetGroup | undefined,
  zone?: string,
): Finding {
  const shown = {
    ...shownBalancer(balancer),
    ElasticLoadBalancerListener: component(listener),
    ...(group ? { LoadBalancerTargetGroup: component(group), Component: component(group) } : {}),
  };
  const name = group?.spec.name ?? 'no target group in use';
  if (zone !== undefined) {
    return {
      shown: { ...shown, ExplanationCode: 'ELB_NOT_CROSSZONE', AvailabilityZones: [zone] },
      sentence: `Target group ${name} has no target in ${zone}, and ${balancer.spec.name} does not balance across zones.`,
      advice: `Register a target in ${zone}, or turn load_balancing.cross_zone.enabled on (ModifyLoadBalancerAttributes).`,
    };
  }
  return {
    shown: { ...shown, ExplanationCode: 'ELBV2_LISTENER_HAS_NO_TG' },
    sentence: `The listener of ${balancer.spec.name} leads to ${name}, which has no target that it may send to.`,
    advice: `Register a running target in a zone of the load balancer (RegisterTargets).`,
  };
}

/** A client that is its own target would see its own address as the sender's. */
export function ownTarget(balancer: LoadBalancer, group: TargetGroup, address: string): Finding {
  return {
    shown: {
      ...shownBalancer(balancer),
      ExplanationCode: 'ELBV2_SOURCE_ADDRESS_PRESERVATION',
      Component: component(group),
      LoadBalancerTargetGroup: component(group),
      Address: address,
    },
    sentence: `${address} is client and target at once, and ${group.spec.name} preserves the client's address: its own host takes the packet for forged.`,
    advice: `Turn preserve_client_ip.enabled of ${group.spec.name} off (ModifyTargetGroupAttributes), or ask from another client.`,
  };
}

/** AWS's analyzer does not look at health; its code for a group that takes nothing stands here. */
export function noneHealthy(
  balancer: LoadBalancer,
  listener: Listener,
  group: TargetGroup,
  targets: readonly Target[],
): Finding {
  const [first] = targets;
  const states = targets.map(({ spec, status }) => `${spec.targetId}:${spec.port} is ${status.health.state}`);
  const reason = first?.status.health.description ?? first?.status.health.reason;
  return {
    shown: {
      ...shownBalancer(balancer),
      ExplanationCode: 'ELBV2_LISTENER_REQUIRES_TG_ACCEPT',
      Component: component(group),
      ElasticLoadBalancerListener: component(listener),
      LoadBalancerTargetGroup: component(group),
      LoadBalancerTargetGroups: [component(group)],
      ...(first ? { LoadBalancerTarget: shownTarget(first), LoadBalancerTargetPort: first.spec.port } : {}),
      State: first?.status.health.state ?? 'unused',
    },
    sentence: `Target group ${group.spec.name} has no healthy target (${states.join(', ')}${reason ? `: ${reason}` : ''}).`,
    advice: `See that a target answers the group's health check, ${checkText(group)}, and that its security group admits it.`,
  };
}

export function shownTarget({ spec }: Target) {
  const isInstance = spec.targetId.startsWith('i-');
  return {
    ...(isInstance ? { Instance: bareComponent(spec.targetId) } : { Address: spec.targetId }),
    Port: spec.port,
    AvailabilityZone: spec.availabilityZone,
  };
}

function checkText({ spec: { healthCheck } }: TargetGroup): string {
  const port = healthCheck.port === 'traffic-port' ? 'the traffic port' : `port ${healthCheck.port}`;
  return `${healthCheck.protocol}${healthCheck.path ? ` ${healthCheck.path}` : ''} on ${port}`;
}

function shownBalancer(balancer: LoadBalancer) {
  return { Component: component(balancer), LoadBalancerArn: balancer.id };
}
