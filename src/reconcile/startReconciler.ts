/** Runs the reconcilers at the start, after changes, and when time gives them something to do. */
import type { Clock } from '../base/clock.ts';
import type { Random } from '../base/random.ts';
import { soon } from '../base/soon.ts';
import type { State } from '../state/state.ts';
import { reconcile } from './reconcile.ts';

/** Runs until the returned function is called. Many changes at once make one run. */
export function startReconciler(state: State, clock: Clock, random: Random): () => void {
  let timer: NodeJS.Timeout | undefined;
  const run = soon(() => {
    clearTimeout(timer);
    const now = clock.now();
    const due = state.transact((tx) => reconcile(tx, { now, random }));
    if (due) timer = setTimeout(run.ask, due.getTime() - now.getTime()).unref();
  });
  const unwatch = state.watch(run.ask);
  run.ask();
  return () => {
    unwatch();
    run.cancel();
    clearTimeout(timer);
  };
}
