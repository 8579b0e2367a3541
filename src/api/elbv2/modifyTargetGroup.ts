/** ModifyTargetGroup: health checks are all that may change. */
import type {
  ModifyTargetGroupInput,
  ModifyTargetGroupOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Call } from '../operation.ts';
import { healthCheckSettings } from './healthCheckSettings.ts';
import { findTargetGroup } from './lookups.ts';
import { targetGroupView } from './targetGroupView.ts';

export function modifyTargetGroup(call: Call, input: ModifyTargetGroupInput): ModifyTargetGroupOutput {
  const row = findTargetGroup(call, input.TargetGroupArn);
  const healthCheck = healthCheckSettings(input, row.spec, row.spec.healthCheck);
  const changed = { ...row, spec: { ...row.spec, healthCheck } };
  call.tx.targetGroups.put(changed);
  return { TargetGroups: [targetGroupView(call, changed)] };
}
