/** How many targets a load balancer may have: in all, in a zone, and of one id. */
import type { AwsError } from '../../base/awsError.ts';
import type { LoadBalancer, Target, TargetGroup } from '../../resources/loadBalancer.ts';
import type { Call } from '../operation.ts';
import { type QuotaName, quota, quotaExceeded } from '../quotas.ts';
import { targetGroupsOf } from './targetGroupUse.ts';

/**
 * Judges the load balancer with `added` among its target groups.
 * @throws AwsError TooManyTargets, TooManyRegistrationsForTargetId
 */
export function checkTargetLimits(call: Call, { id, spec }: LoadBalancer, added: TargetGroup): void {
  const groups = new Set([...targetGroupsOf(call, id), added.id]);
  const targets = [...groups].flatMap((arn) => call.tx.targets.by('targetGroup', arn));
  if (spec.type === 'gateway') {
    checkMost('targetsPerZonePerGatewayLoadBalancer', targets, zoneOf);
  } else {
    const isCrossZone = spec.attributes['load_balancing.cross_zone.enabled'] === 'true';
    const name = isCrossZone ? 'targetsPerCrossZoneNetworkLoadBalancer' : 'targetsPerNetworkLoadBalancer';
    if (targets.length > quota(name)) throw tooManyTargets(name, '');
    checkMost('targetsPerZonePerNetworkLoadBalancer', targets, zoneOf);
  }
  checkRegistrations(targets);
}

/** Counting by zone is for those few that come near the limit. */
function checkMost(name: QuotaName, targets: readonly Target[], keyOf: (target: Target) => string): void {
  if (targets.length > quota(name) && most(targets, keyOf) > quota(name)) {
    throw tooManyTargets(name, ' in one Availability Zone');
  }
}

function checkRegistrations(targets: readonly Target[]): void {
  const name = 'registrationsPerTargetPerLoadBalancer';
  if (targets.length <= quota(name) || most(targets, idOf) <= quota(name)) return;
  throw quotaExceeded(
    name,
    'TooManyRegistrationsForTargetId',
    'The maximum number of registrations of a target with a load balancer has been reached.',
  );
}

function most(targets: readonly Target[], keyOf: (target: Target) => string): number {
  const counts = new Map<string, number>();
  for (const target of targets) counts.set(keyOf(target), (counts.get(keyOf(target)) ?? 0) + 1);
  return Math.max(0, ...counts.values());
}

function zoneOf({ spec }: Target): string {
  return spec.availabilityZone;
}

function idOf({ spec }: Target): string {
  return spec.targetId;
}

function tooManyTargets(name: QuotaName, where: string): AwsError {
  const words = `The maximum number of targets of a load balancer${where} has been reached.`;
  return quotaExceeded(name, 'TooManyTargets', words);
}
