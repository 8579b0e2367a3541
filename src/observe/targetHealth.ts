/** Findings of health checks, written to the targets they are about. */
import type { HealthMessage } from '../link/messages.ts';
import type { RowKey } from '../program/rows.ts';
import type { Target, TargetHealth } from '../resources/loadBalancer.ts';
import type { Transaction } from '../state/tables.ts';

/** Writes nothing where the target is gone, is used by nobody any more, or is known to be so. */
export function markHealth(tx: Transaction, { check, state, reason, description }: HealthMessage): void {
  const target = tx.targets.get(check);
  if (!target || !isInUse(tx, target) || isSame(target.status.health, { state, reason, description })) return;
  const health: TargetHealth = state === 'healthy' ? { state } : { state, reason, description };
  tx.targets.put({ ...target, status: { ...target.status, health } });
}

/** Ids of the checks among keys of rows. */
export function checksAmong(keys: readonly RowKey[]): string[] {
  const prefix = 'check/';
  return keys.filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));
}

/** A target that is no longer checked is as one that was never checked: it starts anew when it comes back. */
export function forgetHealth(tx: Transaction, checks: readonly string[]): void {
  for (const check of checks) {
    const target = tx.targets.get(check);
    if (!target || target.status.health.state === 'initial') continue;
    tx.targets.put({ ...target, status: { ...target.status, health: { state: 'initial' } } });
  }
}

/** A last finding may come when the check is gone already. */
function isInUse(tx: Transaction, { spec }: Target): boolean {
  return !spec.deregisteredAt && tx.listeners.count('targetGroup', spec.targetGroupArn) > 0;
}

function isSame(a: TargetHealth, b: TargetHealth): boolean {
  return a.state === b.state && a.reason === b.reason && a.description === b.description;
}
