/** A deregistered target is `draining` for its group's deregistration delay, then it is gone. */
import type { Target } from '../resources/loadBalancer.ts';
import type { Transaction } from '../state/tables.ts';
import { earliest } from './earliest.ts';
import type { Moment, Reconciler } from './reconciler.ts';

/** AWS's default for deregistration_delay.timeout_seconds. */
const DEFAULT_DELAY_SECONDS = 300;

export const drainedTargets: Reconciler = (tx, moment) =>
  earliest(tx.targets.by('draining', 'draining').map((target) => drop(tx, target, moment)));

function drop(tx: Transaction, target: Target, { now }: Moment): Date | undefined {
  const due = new Date(Date.parse(target.spec.deregisteredAt ?? target.createdAt) + delayMs(tx, target));
  if (due > now) return due;
  tx.targets.delete(target.id);
  return undefined;
}

function delayMs(tx: Transaction, target: Target): number {
  const group = tx.targetGroups.get(target.spec.targetGroupArn);
  const chosen = group?.spec.attributes['deregistration_delay.timeout_seconds'];
  return Number(chosen ?? DEFAULT_DELAY_SECONDS) * 1000;
}
