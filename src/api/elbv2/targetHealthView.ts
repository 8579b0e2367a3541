/** A target's health as answers show it: what the checks found, unless the target's situation says more. */
import type { TargetHealth } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { LoadBalancer, Target, TargetGroup } from '../../resources/loadBalancer.ts';
import type { Call } from '../operation.ts';
import { loadBalancersOf } from './targetGroupUse.ts';

export const NOT_REGISTERED: TargetHealth = {
  State: 'unused',
  Reason: 'Target.NotRegistered',
  Description: 'Target is not registered to the target group',
};

/** Decided from the strongest fact to the weakest. */
export function targetHealthView(call: Call, group: TargetGroup, target: Target): TargetHealth {
  const [loadBalancer] = loadBalancersOf(call, group);
  return (
    draining(target) ??
    notUsable(call, group, target) ??
    notInUse(loadBalancer, target) ??
    registering(loadBalancer) ??
    checked(target)
  );
}

function draining({ spec }: Target): TargetHealth | undefined {
  if (!spec.deregisteredAt) return undefined;
  return {
    State: 'draining',
    Reason: 'Target.DeregistrationInProgress',
    Description: 'Target deregistration is in progress',
  };
}

function notUsable({ tx }: Call, group: TargetGroup, { spec }: Target): TargetHealth | undefined {
  if (group.spec.targetType === 'instance') return stopped(tx.instances.get(spec.targetId)?.status.state);
  const [holder] = tx.networkInterfaces.by('address', `${group.spec.vpcId}/${spec.targetId}`);
  if (holder?.spec.owner.kind !== 'loadBalancer') return undefined;
  return {
    State: 'unused',
    Reason: 'Target.IpUnusable',
    Description: 'The IP address of the target is reserved for use by a load balancer',
  };
}

function stopped(state = 'terminated'): TargetHealth | undefined {
  if (state === 'running' || state === 'pending') return undefined;
  const word = state === 'stopping' || state === 'stopped' ? 'stopped' : 'terminated';
  return {
    State: 'unused',
    Reason: 'Target.InvalidState',
    Description: `Target is in the ${word} state`,
  };
}

function notInUse(loadBalancer: LoadBalancer | undefined, { spec }: Target): TargetHealth | undefined {
  if (!loadBalancer) {
    return unused('Target group is not configured to receive traffic from the load balancer');
  }
  const { zones } = loadBalancer.spec;
  const zone = spec.availabilityZone;
  if (zone === 'all' || zones.some(({ availabilityZone }) => availabilityZone === zone)) return undefined;
  return unused('Target is in an Availability Zone that is not enabled for the load balancer');
}

/** Nothing is checked before the load balancer has its nodes. */
function registering(loadBalancer: LoadBalancer | undefined): TargetHealth | undefined {
  if (loadBalancer?.status.state !== 'provisioning') return undefined;
  return {
    State: 'initial',
    Reason: 'Elb.RegistrationInProgress',
    Description: 'Target registration is in progress',
  };
}

function unused(Description: string): TargetHealth {
  return { State: 'unused', Reason: 'Target.NotInUse', Description };
}

function checked({ status: { health } }: Target): TargetHealth {
  if (health.state === 'healthy') return { State: 'healthy' };
  const initial = health.state === 'initial';
  return {
    State: health.state,
    Reason: (health.reason ??
      (initial ? 'Elb.InitialHealthChecking' : 'Target.FailedHealthChecks')) as TargetHealth['Reason'],
    Description:
      health.description ?? (initial ? 'Initial health checks in progress' : 'Health checks failed'),
  };
}
