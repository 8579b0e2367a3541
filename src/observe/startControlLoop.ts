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
import { startReconciler } from '../reconcile/startReconciler.ts';
import type { State } from '../state/state.ts';
import type { TableName } from '../state/tables.ts';
import { type Log, startObserver } from './startObserver.ts';

export interface ControlLoopParts {
  readonly state: State;
  /** Started by the loop, closed by the caller: it may have a last word for the agent. */
  readonly link: AgentLink;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/** Tables that no row of the program is made from. */
const NOT_COMPILED: ReadonlySet<TableName> = new Set<TableName>([
  'accountRegions',
  'clientTokens',
  'routeTables',
  'networkAcls',
  'internetGateways',
  'elasticIps',
  'natGateways',
  'endpointServices',
  'servicePermissions',
  'users',
  'groups',
  'roles',
  'managedPolicies',
  'instanceProfiles',
  'accessKeys',
  'accountAliases',
  'sessions',
  'connectionNotifications',
  'keyPairs',
  'networkInterfacePermissions',
]);

/** Turns until the returned function is called. */
export function startControlLoop({ state, link, clock, random, log }: ControlLoopParts): () => void {
  const observer = startObserver({ state, link, log });
  const compiler = new ProgramCompiler();
  let changed = true;
  // While the agent works there is no use in compiling: the next compilation takes all that came meanwhile.
  const compile = () => {
    if (!changed || !link.ready) return;
    changed = false;
    observer.compiled(link.offer(compiler.next(state.snapshot)));
  };
  const compileSoon = soon(compile);
  const stopReconciler = startReconciler(state, clock, random);
  const unwatch = state.watch((changes) => {
    if (changes.every(({ table }) => NOT_COMPILED.has(table))) return;
    changed = true;
    compileSoon.ask();
  });
  link.on('hello', compile).on('applied', compileSoon.ask);
  link.start();
  return () => {
    link.off('hello', compile).off('applied', compileSoon.ask);
    unwatch();
    compileSoon.cancel();
    stopReconciler();
    observer.stop();
  };
}
