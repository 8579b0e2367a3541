/** DescribeTargetHealth: all targets of a group, or those named. */
import type {
  DescribeTargetHealthInput,
  DescribeTargetHealthOutput,
  TargetDescription,
  TargetHealthDescription,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Target, TargetGroup } from '../../resources/loadBalancer.ts';
import type { Call } from '../operation.ts';
import { findTargetGroup } from './lookups.ts';
import { targetDescription, targetRowId } from './registeredTargets.ts';
import { NOT_REGISTERED, targetHealthView } from './targetHealthView.ts';

export function describeTargetHealth(
  call: Call,
  input: DescribeTargetHealthInput,
): DescribeTargetHealthOutput {
  const group = findTargetGroup(call, input.TargetGroupArn);
  const descriptions = input.Targets?.length
    ? input.Targets.map((target) => asked(call, group, target))
    : call.tx.targets.by('targetGroup', group.id).map((row) => described(call, group, row));
  return { TargetHealthDescriptions: descriptions };
}

function asked(call: Call, group: TargetGroup, target: TargetDescription): TargetHealthDescription {
  const row = call.tx.targets.get(targetRowId(group, target));
  if (row) return described(call, group, row);
  return { Target: { Id: target.Id, Port: target.Port ?? group.spec.port }, TargetHealth: NOT_REGISTERED };
}

function described(call: Call, group: TargetGroup, row: Target): TargetHealthDescription {
  const { port } = group.spec.healthCheck;
  return {
    Target: targetDescription(group, row),
    HealthCheckPort: port === 'traffic-port' ? String(row.spec.port) : port,
    TargetHealth: targetHealthView(call, group, row),
  };
}
