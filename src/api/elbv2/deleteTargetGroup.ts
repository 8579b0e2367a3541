/** DeleteTargetGroup: takes its registrations along. */
import type {
  DeleteTargetGroupInput,
  DeleteTargetGroupOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsError } from '../../base/awsError.ts';
import type { Call } from '../operation.ts';
import { targetGroupIfAny } from './lookups.ts';

/** AWS answers success for a target group that is not there. */
export function deleteTargetGroup(call: Call, input: DeleteTargetGroupInput): DeleteTargetGroupOutput {
  const { tx } = call;
  const row = targetGroupIfAny(call, input.TargetGroupArn);
  if (!row) return {};
  if (tx.listeners.count('targetGroup', row.id) > 0) {
    throw new AwsError(
      'ResourceInUse',
      `Target group '${row.id}' is currently in use by a listener or a rule`,
    );
  }
  for (const target of tx.targets.by('targetGroup', row.id)) tx.targets.delete(target.id);
  tx.targetGroups.delete(row.id);
  return {};
}
