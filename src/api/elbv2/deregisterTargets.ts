/** DeregisterTargets: a target in use drains first; one that nothing forwards to goes at once. */
import type {
  DeregisterTargetsInput,
  DeregisterTargetsOutput,
  TargetDescription,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsError } from '../../base/awsError.ts';
import type { Target, TargetGroup } from '../../resources/loadBalancer.ts';
import type { Call } from '../operation.ts';
import { findTargetGroup } from './lookups.ts';
import { someTargets, targetRowId } from './registeredTargets.ts';

export function deregisterTargets(call: Call, input: DeregisterTargetsInput): DeregisterTargetsOutput {
  const group = findTargetGroup(call, input.TargetGroupArn);
  // All are looked up before the first goes: a target that is named twice is one.
  const rows = new Set(someTargets(input.Targets).map((target) => registered(call, group, target)));
  for (const row of rows) deregister(call, group, row);
  return {};
}

function registered({ tx }: Call, group: TargetGroup, target: TargetDescription): Target {
  const row = tx.targets.get(targetRowId(group, target));
  if (row) return row;
  throw new AwsError('InvalidTarget', `The following targets are not registered: '${target.Id}'`);
}

function deregister({ tx, now }: Call, group: TargetGroup, row: Target): void {
  const isUsed = tx.listeners.count('targetGroup', group.id) > 0;
  if (!isUsed) tx.targets.delete(row.id);
  else if (!row.spec.deregisteredAt) {
    tx.targets.put({ ...row, spec: { ...row.spec, deregisteredAt: now.toISOString() } });
  }
}
