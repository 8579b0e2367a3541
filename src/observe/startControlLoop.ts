/**
 * Joins the turning parts of the control plane.
 *
 *   state ─ watch ─► reconcile ─► state
 *     │
 *     └─ watch ─► compile ─► link ─► agent ─► link ─► observe ─► state
 */
import type { Clock } from '../base/clock.ts';
import type { Random } from '../base/random.ts';
import { soon } from '../base/soon.ts';
import { ProgramCompiler } from '../compile/programCompiler.ts';
import type { AgentLink } from '../link/client.ts';
import type { RowKey } from '../program/rows.ts';
import { startReconciler } from '../reconcile/startReconciler.ts';
import type { State } from '../state/state.ts';
import { ProgramFeed } from './programFeed.ts';
import { type Log, startObserver } from './startObserver.ts';

export interface ControlLoopParts {
  readonly state: State;
  /** Started by the loop, closed by the caller: it may have a last word for the agent. */
  readonly link: AgentLink;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/** Turns until the returned function is called. */
export function startControlLoop({ state, link, clock, random, log }: ControlLoopParts): () => void {
  const observer = startObserver({ state, link, log });
  const compiler = new ProgramCompiler(state.snapshot);
  const feed = new ProgramFeed({ link, compiler, onBegin: observer.compiles, onRemoved: observer.removed });
  const feedSoon = soon(() => void feed.feed());
  const repeat = (keys: ReadonlySet<RowKey>) => {
    compiler.repeat(keys);
    feedSoon.ask();
  };
  const stopReconciler = startReconciler(state, clock, random);
  const unwatch = state.watch((changes) => {
    compiler.note(changes);
    observer.note(changes);
    feedSoon.ask();
  });
  link.on('hello', feedSoon.ask).on('applied', feedSoon.ask).on('repeat', repeat);
  link.start();
  return () => {
    link.off('hello', feedSoon.ask).off('applied', feedSoon.ask).off('repeat', repeat);
    unwatch();
    feedSoon.cancel();
    stopReconciler();
    observer.stop();
  };
}
