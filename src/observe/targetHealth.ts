/** Findings of health checks, written to the targets they are about. */
import type { HealthMessage } from '../link/messages.ts';
import type { TargetHealth } from '../resources/loadBalancer.ts';
import type { Transaction } from '../state/tables.ts';

/** Writes nothing where the target is gone or is known to be so. */
export function markHealth(tx: Transaction, { check, state, reason, description }: HealthMessage): void {
  const target = tx.targets.get(check);
  if (!target || isSame(target.status.health, { state, reason, description })) return;
  const health: TargetHealth = state === 'healthy' ? { state } : { state, reason, description };
  tx.targets.put({ ...target, status: { ...target.status, health } });
}

function isSame(a: TargetHealth, b: TargetHealth): boolean {
  return a.state === b.state && a.reason === b.reason && a.description === b.description;
}
