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
  const port = target.Port ?? group.spec.port;
  return {
    Target: { Id: target.Id, Port: port },
    HealthCheckPort: checkedPort(group, port),
    TargetHealth: NOT_REGISTERED,
  };
}

function described(call: Call, group: TargetGroup, row: Target): TargetHealthDescription {
  return {
    Target: targetDescription(group, row),
    HealthCheckPort: checkedPort(group, row.spec.port),
    TargetHealth: targetHealthView(call, group, row),
  };
}

function checkedPort({ spec }: TargetGroup, trafficPort: number): string {
  return spec.healthCheck.port === 'traffic-port' ? String(trafficPort) : spec.healthCheck.port;
}
