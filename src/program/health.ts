/** Which targets a listener may use of a group, given what health checks found. */
import type { HealthTable, ListenerGroup, ListenerTarget } from './rows.ts';

/**
 * The healthy targets, or all where these are too few. When every check of the group, in every zone, has failed there is nothing left to
 * lose and all are used (AWS: fail open); a check that has not ended yet is no failure.
 */
export function usableTargets(
  {
    targets,
    allChecks,
    healthyForRouting,
  }: Pick<ListenerGroup, 'targets' | 'allChecks' | 'healthyForRouting'>,
  health: HealthTable,
): readonly ListenerTarget[] {
  const healthy = targets.filter(({ check }) => health.get(check) === 'healthy');
  if (healthy.length > 0) return healthy.length < healthyForRouting ? targets : healthy;
  const allFailed = allChecks.length > 0 && allChecks.every((check) => health.get(check) === 'unhealthy');
  return allFailed ? targets : [];
}
