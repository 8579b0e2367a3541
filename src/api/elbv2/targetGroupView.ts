/** A target group as answers show it. */
import type { Matcher, TargetGroup as TargetGroupShape } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { TargetGroup } from '../../resources/loadBalancer.ts';
import type { Call } from '../operation.ts';
import { loadBalancersOf } from './targetGroupUse.ts';

export function targetGroupView(call: Call, row: TargetGroup): TargetGroupShape {
  const { spec } = row;
  const { healthCheck } = spec;
  return {
    TargetGroupArn: row.id,
    TargetGroupName: spec.name,
    Protocol: spec.protocol,
    ProtocolVersion: spec.protocolVersion,
    Port: spec.port,
    VpcId: spec.vpcId,
    HealthCheckProtocol: healthCheck.protocol,
    HealthCheckPort: healthCheck.port,
    HealthCheckEnabled: true,
    HealthCheckIntervalSeconds: healthCheck.intervalSeconds,
    HealthCheckTimeoutSeconds: healthCheck.timeoutSeconds,
    HealthyThresholdCount: healthCheck.healthyThresholdCount,
    UnhealthyThresholdCount: healthCheck.unhealthyThresholdCount,
    HealthCheckPath: healthCheck.path,
    Matcher: matcherView(spec),
    LoadBalancerArns: loadBalancersOf(call, row).map((loadBalancer) => loadBalancer.id),
    TargetType: spec.targetType,
    IpAddressType: spec.ipAddressType,
  };
}

function matcherView({
  healthCheck: { matcher },
  protocolVersion,
}: TargetGroup['spec']): Matcher | undefined {
  if (matcher === undefined) return undefined;
  return protocolVersion === 'GRPC' ? { GrpcCode: matcher } : { HttpCode: matcher };
}
