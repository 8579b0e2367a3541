/** One step of many plans. */
import type { NamespacePlan } from './plan.ts';

/** A step of those plans, side by side. */
export async function all(
  plans: readonly NamespacePlan[],
  which: (plan: NamespacePlan) => boolean,
  step: (plan: NamespacePlan) => Promise<void>,
): Promise<void> {
  await Promise.all(plans.filter(which).map(step));
}

/** What went wrong with the work, if anything did. */
export async function caught(work: Promise<void>): Promise<Error | undefined> {
  return work.then(
    () => undefined,
    (error: Error) => error,
  );
}
