/** RegisterTargets: instances of the group's VPC, or addresses that it can reach. */
import type {
  RegisterTargetsInput,
  RegisterTargetsOutput,
  TargetDescription,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Target, TargetGroup } from '../../resources/loadBalancer.ts';
import type { Call } from '../operation.ts';
import { quota, quotaExceeded } from '../quotas.ts';
import { required } from './errors.ts';
import { findTargetGroup } from './lookups.ts';
import { checkPort } from './ports.ts';
import { someTargets, targetRowId } from './registeredTargets.ts';
import { zoneOfTarget } from './targetZone.ts';

export function registerTargets(call: Call, input: RegisterTargetsInput): RegisterTargetsOutput {
  const group = findTargetGroup(call, input.TargetGroupArn);
  for (const target of someTargets(input.Targets)) register(call, group, target);
  if (call.tx.targets.count('targetGroup', group.id) > quota('targetsPerTargetGroup')) {
    throw quotaExceeded(
      'targetsPerTargetGroup',
      'TooManyTargets',
      'The maximum number of targets per target group has been reached.',
    );
  }
  return {};
}

/** What is registered already stays as it is; what is draining is registered anew. */
function register(call: Call, group: TargetGroup, target: TargetDescription): void {
  const row = registration(call, group, target);
  const existing = call.tx.targets.get(row.id);
  if (existing && !existing.spec.deregisteredAt) return;
  call.tx.targets.put(row);
}

function registration(call: Call, group: TargetGroup, target: TargetDescription): Target {
  return {
    id: targetRowId(group, target),
    accountId: call.accountId,
    region: call.region,
    createdAt: call.now.toISOString(),
    tags: {},
    spec: {
      targetGroupArn: group.id,
      targetId: required(target.Id, 'Id'),
      port: checkPort(target.Port ?? group.spec.port),
      availabilityZone: zoneOfTarget(call, group, target),
    },
    status: { health: { state: 'initial' } },
  };
}
